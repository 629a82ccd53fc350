import { expect, it } from "vitest";
import { lastLineOf, silentSecondsOf } from "./last-line";

const AT = Date.UTC(2026, 10, 12, 6, 22, 11);

it.each([
  ["[2026-11-12 14:22:11] sampling 12%\n", "sampling 12%", AT],
  ["first\n2026-11-12T14:22:11.250 sampling\n\n", "sampling", AT],
  ["[2026/11/12|14:22:11] V-Ray: Rendering", "V-Ray: Rendering", AT],
  ["[2026-11-12 14:22:11] a\n00:04:12 9431MB | rendering", "00:04:12 9431MB | rendering", null],
  ["\u001b[32m[2026-11-12 14:22:11] done\u001b[0m", "done", AT],
])("reads the last line of %j with its moment in the farm's time", (log, text, atMs) => {
  expect(lastLineOf(log)).toEqual({ text, atMs });
});

it("has no line in an empty log", () => {
  expect(lastLineOf("\n \n")).toBeNull();
});

it("counts the silence from the last line, never below 0, and not where the line has no date", () => {
  expect(silentSecondsOf({ text: "", atMs: AT }, AT + 90_000)).toBe(90);
  expect(silentSecondsOf({ text: "", atMs: AT }, AT - 5000)).toBe(0);
  expect(silentSecondsOf({ text: "", atMs: null }, AT)).toBeNull();
});
