import { describe, expect, it, vi } from "vitest";
import { CallError, failureOf, isNameTaken } from "./call-error";
import type { Failure } from "./failure";
import { checkPage, emptyPage, isEndOfList } from "./page";
import { readPage } from "./read-page";

const farm = (code: number): Failure => ({ kind: "farm", code, message: "", certainty: "not-sent" });
const network: Failure = { kind: "network", certainty: "unknown" };
const proxy: Failure = { kind: "proxy", status: 503, problem: "", detail: "", certainty: "not-sent" };

const requestOf = (pageNum: number) => ({ pageNum, pageSize: 100 });

describe("a call error", () => {
  it("names the operation and the failure, with the farm's code", () => {
    expect(String(new CallError("stopTask", farm(403)))).toBe("CallError: stopTask: farm 403");
    expect(String(new CallError("stopTask", network))).toBe("CallError: stopTask: network");
  });

  it("has a failure; any other thrown value is a response of another shape, of which nothing is certain", () => {
    expect(failureOf(new CallError("stopTask", network))).toBe(network);
    expect(failureOf(new Error("odd"))).toEqual({ kind: "shape", detail: "odd", certainty: "unknown" });
    expect(failureOf("odd")).toEqual({ kind: "shape", detail: "odd", certainty: "unknown" });
  });

  it.each([
    ["a label that exists", new CallError("addLabel", farm(503)), true],
    ["an environment that exists", new CallError("addRenderEnv", farm(504)), true],
    ["another refusal", new CallError("addLabel", farm(403)), false],
    ["a failure of the server with the same number", new CallError("addLabel", proxy), false],
    ["another error", new Error("503"), false],
  ])("says of %s whether the name is taken", (_, error, isTaken) => {
    expect(isNameTaken(error)).toBe(isTaken);
  });
});

describe("the end of a list", () => {
  it.each([
    [farm(700), true],
    [farm(404), false],
    [proxy, false],
    [undefined, false],
  ])("is %j: %s", (failure, isEnd) => {
    expect(isEndOfList(failure)).toBe(isEnd);
  });

  /** What a page is that the farm refuses so: empty, or the failure. */
  const readRefused = (code: number, pageNum: number, pageCount?: number) =>
    readPage(() => Promise.reject(new CallError("getTaskList", farm(code))), requestOf(pageNum), pageCount).catch(
      (error: unknown) => error,
    );

  it.each([
    ["on the first page", 1, 5],
    ["behind the last page", 6, 5],
    ["behind the first page where the number of pages is not known", 2, undefined],
  ])("is an empty page %s", async (_, pageNum, pageCount) => {
    expect(await readRefused(700, pageNum, pageCount)).toEqual(checkPage(emptyPage, requestOf(pageNum)));
  });

  it.each([
    ["on the last page", 700, 5],
    ["on a page before", 700, 3],
    ["with another code", 500, 1],
  ])("is a failure %s", async (_, code, pageNum) => {
    expect(await readRefused(code, pageNum, 5)).toBeInstanceOf(CallError);
  });
});

it("a page that is read has its counts checked", async () => {
  const call = vi.fn<() => Promise<typeof emptyPage>>().mockResolvedValue({ ...emptyPage, malformed: 3 });
  expect(await readPage(call, { pageNum: 2, pageSize: 3 })).toMatchObject({ pageCount: 3, total: 6 });
});
