import { expect, it } from "vitest";
import { pollingInterval } from "./polling";

const idle = { isBusy: false, hasFailed: false };

it("polls sooner while something renders and later after a failure", () => {
  expect(pollingInterval("auto", idle)).toBe(15_000);
  expect(pollingInterval("auto", { isBusy: true, hasFailed: false })).toBe(5_000);
  expect(pollingInterval("auto", { isBusy: true, hasFailed: true })).toBe(10_000);
});

it.each(["5", "15", "60"] as const)("polls at the chosen interval of %s seconds", (choice) => {
  for (const isBusy of [false, true])
    for (const hasFailed of [false, true])
      expect(pollingInterval(choice, { isBusy, hasFailed })).toBe(Number(choice) * 1000);
});

it("returns false when the user switched polling off", () => {
  expect(pollingInterval("off", idle)).toBe(false);
  expect(pollingInterval("off", { isBusy: true, hasFailed: true })).toBe(false);
});
