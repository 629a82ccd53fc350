// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import type { UsageRow } from "../../mirror/recorded-history";
import { daysToCsv } from "./days-csv";
import { daysOf } from "./report-days";

const DAY = 86_400_000;
/** 2026-11-02T00:00Z, a Monday. */
const MONDAY = Date.UTC(2026, 10, 2);
const row = (startMs: number, value: string, amount: number, unpriced = 0): UsageRow => ({
  startMs,
  value,
  done: 3,
  failed: 1,
  restarted: 0,
  machineSeconds: 60,
  accountCost: amount,
  couponCost: 0,
  arrears: 0,
  unpriced,
  queueMean: null,
  queueMax: 0,
  observedSeconds: 0,
});
const all = () => true;

const answer = {
  periods: [MONDAY, MONDAY + DAY, MONDAY + 2 * DAY],
  rows: [row(MONDAY, "Alps", 9), row(MONDAY + DAY, "Alps", 2.5), row(MONDAY + DAY, "Lake", 0.25, 1)],
  recordingSinceMs: MONDAY + DAY + 3_600_000,
};

describe("the days of a report", () => {
  it("are those since recording began, newest first, and one without work has zeros", () => {
    expect(daysOf(answer, all)).toEqual([
      { startMs: MONDAY + 2 * DAY, spend: { amount: 0, unknown: 0 }, done: 0, failed: 0, countedFromMs: null },
      {
        startMs: MONDAY + DAY,
        spend: { amount: 2.75, unknown: 1 },
        done: 6,
        failed: 2,
        countedFromMs: answer.recordingSinceMs,
      },
    ]);
  });

  it("count the chosen values alone", () => {
    const [, tuesday] = daysOf(answer, (value) => value === "Lake");
    expect(tuesday).toMatchObject({ spend: { amount: 0.25, unknown: 1 }, done: 3 });
  });

  it("are none without a memory", () => {
    expect(daysOf({ ...answer, recordingSinceMs: null }, all)).toEqual([]);
  });

  it("are a line each as CSV, oldest first, and an incomplete amount is no number", () => {
    const csv = daysToCsv(daysOf(answer, all), {
      day: "Day",
      spend: "Spent CNY",
      done: "Done",
      failed: "Failed",
      countedFrom: "Counted from",
      dayOf: (ms) => new Date(ms).toISOString().slice(0, 10),
    });
    expect(csv.replace("\uFEFF", "").trim().split("\r\n")).toEqual([
      "Day,Spent CNY,Done,Failed,Counted from",
      "2026-11-03,≥ 2.75,6,2,2026-11-03T01:00:00.000Z",
      "2026-11-04,0,0,0,",
    ]);
  });
});
