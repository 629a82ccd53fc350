import { describe, expect, it } from "vitest";
import { makeNode } from "../../test/make-task";
import { isInPeriod, spanOf } from "./report-period";

const DAY = 86_400_000;
const TODAY = "2026-11-29";
const midnight = Date.UTC(2026, 10, 29);
const inFarm = Date.parse("2026-11-29T00:00+08:00");

describe("the span of a period", () => {
  it.each([
    ["today", midnight, null],
    ["yesterday", midnight - DAY, midnight],
    ["7d", midnight - 6 * DAY, null],
    ["month", Date.UTC(2026, 10, 1), null],
  ] as const)("%s", (period, fromMs, toMs) => {
    expect(spanOf(period, TODAY, "utc")).toEqual({ fromMs, toMs });
  });

  it("is of the chosen zone, and everything has none", () => {
    expect(spanOf("today", TODAY, "farm")).toEqual({ fromMs: inFarm, toMs: null });
    expect(spanOf("all", TODAY, "utc")).toBeNull();
  });
});

describe("a task in a period", () => {
  const yesterday = { fromMs: midnight - DAY, toMs: midnight };
  const ended = (completedMs: number | null, submittedMs = midnight - 9 * DAY) =>
    makeNode({ id: 1, statusCode: 25, completedMs, submittedMs });

  it.each([
    ["ended at its start", ended(midnight - DAY), true],
    ["ended before it", ended(midnight - DAY - 1), false],
    ["ended after it", ended(midnight + 1), true],
    ["submitted at its end", ended(midnight + 1, midnight), false],
    ["not ended", makeNode({ id: 1, statusCode: 5, submittedMs: midnight - 9 * DAY }), true],
    ["without an end time, submitted before it", ended(null), false],
  ] as const)("%s", (_name, node, isIn) => {
    expect(isInPeriod(node, yesterday)).toBe(isIn);
    expect(isInPeriod(node, null)).toBe(true);
  });
});
