import { describe, expect, it } from "vitest";
import { sumUsage } from "../../mirror/usage-sum";
import { makeUsage } from "../../test/make-usage";
import { columnNames, nextSort, orderOf, orderRows } from "./value-order";

const row = (value: string, done: number, accountCost: number | null = done) => ({
  value,
  sum: sumUsage(
    [makeUsage({ startMs: 0, value, done, accountCost, couponCost: accountCost, arrears: accountCost })],
    0,
  ),
});

describe("orderOf", () => {
  it("is by the figure, largest first, unless the URL names a column that is shown", () => {
    expect(orderOf("", "failed", columnNames)).toEqual({ column: "failed", isDescending: true });
    expect(orderOf("-spend", "done", ["value", "done"])).toEqual({ column: "done", isDescending: true });
    expect(orderOf("value", "done", columnNames)).toEqual({ column: "value", isDescending: false });
  });
});

describe("nextSort", () => {
  it("turns the sorted column round, and begins numbers with the largest and names with the first", () => {
    expect(nextSort("done", { column: "done", isDescending: true })).toBe("done");
    expect(nextSort("done", { column: "failed", isDescending: true })).toBe("-done");
    expect(nextSort("value", { column: "failed", isDescending: true })).toBe("value");
  });
});

const names = (rows: readonly { readonly value: string }[]) => rows.map(({ value }) => value);

describe("orderRows", () => {
  it("orders equal amounts by name", () => {
    const rows = [row("c", 1), row("b", 2), row("a", 1)];
    expect(names(orderRows(rows, { column: "done", isDescending: true }))).toEqual(["b", "a", "c"]);
    expect(names(orderRows(rows, { column: "done", isDescending: false }))).toEqual(["a", "c", "b"]);
    expect(names(orderRows(rows, { column: "value", isDescending: true }))).toEqual(["c", "b", "a"]);
  });

  it("has unknown amounts last in both directions", () => {
    const rows = [row("a", 1, null), row("b", 2), row("c", 3)];
    for (const isDescending of [true, false])
      expect(names(orderRows(rows, { column: "spend", isDescending })).at(-1)).toBe("a");
  });
});
