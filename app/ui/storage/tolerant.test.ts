import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { listOf, membersOf, recordOf } from "./tolerant";

describe("stored JSON of another shape", () => {
  it("keeps the elements and members that can be read", () => {
    expect(z.parse(listOf(z.int()), [1, "x", 2.5, null, 3])).toEqual([1, 3]);
    expect(z.parse(recordOf(z.boolean()), { a: true, b: "x", c: false })).toEqual({ a: true, c: false });
    expect(membersOf({ a: 1 })).toEqual({ a: 1 });
  });

  it.each([[[1, 2]], ["text"], [7], [null], [undefined], [true]])("gives nothing for %j", (raw) => {
    expect(membersOf(raw)).toEqual({});
    expect(z.parse(recordOf(z.int()), raw)).toEqual({});
  });

  it("never throws", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (raw) => {
        expect(z.parse(listOf(z.int()), raw).every(Number.isInteger)).toBe(true);
        expect(Object.values(z.parse(recordOf(z.string()), raw)).every((value) => typeof value === "string")).toBe(
          true,
        );
      }),
    );
  });
});
