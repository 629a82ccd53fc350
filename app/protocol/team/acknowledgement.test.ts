import fc from "fast-check";
import { expect, it } from "vitest";
import { followFailures } from "./acknowledgement";
import { presenceBody } from "./presence";

const seen = { by: "Lin", atMs: 5, failed: 4, trouble: "failed" } as const;

const isPresence = (page: unknown, task: unknown) => presenceBody.safeParse({ page, task }).success;

it("an acknowledgement ends with the first new failure, also after a rerender", () => {
  expect(followFailures(seen, 5)).toBeNull();
  const rerendered = followFailures(seen, 1);
  expect(rerendered).toEqual({ ...seen, failed: 1 });
  expect(rerendered && followFailures(rerendered, 2)).toBeNull();
});

it("an acknowledgement is the same value while the failures are the same", () => {
  fc.assert(
    fc.property(fc.nat(9), fc.nat(9), (before, after) => {
      const noted = { ...seen, failed: before };
      expect(followFailures(noted, after) === noted).toBe(before === after);
    }),
  );
});

it("a page says by its random name which task it shows, or that it shows none", () => {
  expect([7, null, 0, -1, 1.5, "7", undefined].map((task) => isPresence("0123456789abcdef", task))).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
    false,
  ]);
  const pages = ["0123456789ABCDEF", "0123456789abcde", "0123456789abcdef0", "", "g123456789abcdef"];
  expect(pages.map((page) => isPresence(page, 7))).toEqual(pages.map(() => false));
});
