import { describe, expect, it } from "vitest";
import { failureOf, isOutage, StoreError, type StoreFailure } from "./store-error";

const withCode = (code: string) => Object.assign(new Error("failed"), { code });

describe("failureOf", () => {
  it.each([
    ["SQLITE_FULL", "full"],
    ["SQLITE_IOERR_WRITE", "unreachable"],
    ["SQLITE_CORRUPT_VTAB", "corrupt"],
    ["SQLITE_NOTADB", "corrupt"],
    ["SQLITE_CONSTRAINT_UNIQUE", "fault"],
    ["SQLITE_ERROR", "fault"],
    ["53100", "full"],
    ["53300", "unreachable"],
    ["57P01", "unreachable"],
    ["40P01", "unreachable"],
    ["25006", "unreachable"],
    ["23505", "fault"],
    ["42P01", "fault"],
    ["ECONNREFUSED", "unreachable"],
    ["EACCES", "unreachable"],
    ["ENOSPC", "full"],
    ["ERR_INVALID_ARG_TYPE", "fault"],
  ])("of %s is %s", (code, expected) => {
    expect(failureOf(withCode(code))).toBe(expected);
  });

  it.each([
    ["Connection terminated unexpectedly", "unreachable"],
    ["timeout exceeded when trying to connect", "unreachable"],
    ["Query read timeout", "unreachable"],
    ["Client has encountered a connection error and is not queryable", "unreachable"],
    ["Cannot read properties of undefined", "fault"],
  ])("of the message %s is %s", (message, expected) => {
    expect(failureOf(new Error(message))).toBe(expected);
  });

  it("of a StoreError is its own, and of no error a fault", () => {
    expect([failureOf(new StoreError("newer", "")), failureOf(undefined)]).toEqual(["newer", "fault"]);
  });
});

describe("isOutage", () => {
  it.each<[StoreFailure, boolean]>([
    ["full", true],
    ["unreachable", true],
    ["corrupt", true],
    ["newer", true],
    ["locked", true],
    ["fault", false],
    ["deposed", false],
  ])("of %s is %s", (failure, expected) => {
    expect(isOutage(failure)).toBe(expected);
  });
});
