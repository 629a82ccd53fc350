// @vitest-environment jsdom
import { expect, it } from "vitest";
import { makeUsage } from "../../test/make-usage";
import { readCsv } from "../../test/read-csv";
import { type UsageCsvLabels, usageToCsv } from "./usage-csv";

const labels: UsageCsvLabels = {
  start: "Start",
  value: "Project",
  done: "Done",
  failed: "Failed",
  restarted: "Restarted",
  machine: "Machine (s)",
  spend: "Spend",
  queueMean: "Mean",
  queueMax: "Max",
  nameOf: (value) => value || "No project",
};
const startMs = Date.UTC(2026, 10, 2);
const rows = [
  makeUsage({
    startMs,
    value: "=Alps",
    done: 3,
    machineSeconds: 90.5,
    accountCost: 1.25,
    couponCost: 0.5,
    queueMean: 2.5,
  }),
  makeUsage({ startMs, value: "", done: 1, accountCost: 4.8, unpriced: 1 }),
];

it("has a line for each period and value, with names that no spreadsheet runs", () => {
  expect(readCsv(usageToCsv(rows, labels, false).slice(1))).toEqual([
    ["Start", "Project", "Done", "Failed", "Restarted", "Machine (s)", "Spend", "Mean", "Max"],
    ["2026-11-02T00:00:00.000Z", "'=Alps", "3", "0", "0", "90.5", "1.75", "2.5", "0"],
    ["2026-11-02T00:00:00.000Z", "No project", "1", "0", "0", "0", "≥ 4.8", "", "0"],
  ]);
});

it("has no amount where charges are hidden", () => {
  const csv = usageToCsv(rows, labels, true);
  expect(csv).not.toContain("Spend");
  expect(csv).not.toContain("1.75");
});
