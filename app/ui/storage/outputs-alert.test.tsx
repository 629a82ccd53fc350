import { beforeEach, expect, it } from "vitest";
import { setAlertDays, takeUntold } from "./outputs-alert";

const KEY = "renderdeck.outputs-alert.1";
const take = (...due: string[]) => [...takeUntold(due)];

beforeEach(() => {
  setAlertDays(0);
  setAlertDays(3);
});

it("names files once, and forgets those that are not due any more", () => {
  expect(take("1/5", "2/6")).toEqual(["1/5", "2/6"]);
  expect(take("1/5", "2/6", "3/7")).toEqual(["3/7"]);
  expect(take("3/7")).toEqual([]);
  expect(take("2/6", "3/7")).toEqual(["2/6"]);
});

it("does not name what another tab has announced a moment ago", () => {
  localStorage.setItem(KEY, JSON.stringify({ days: 3, told: ["1/5"] }));
  expect(take("1/5", "2/6")).toEqual(["2/6"]);
});

it("names nothing twice when the time before the deletion changes, and everything after a pause", () => {
  take("1/5");
  setAlertDays(7);
  expect(take("1/5", "2/6")).toEqual(["2/6"]);
  setAlertDays(0);
  expect(take("1/5")).toEqual([]);
  setAlertDays(1);
  expect(take("1/5")).toEqual(["1/5"]);
});

it("has no alert where something else is stored", () => {
  localStorage.setItem(KEY, JSON.stringify({ days: 30, told: 7 }));
  expect(take("1/5")).toEqual([]);
});
