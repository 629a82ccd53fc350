import { expect, it } from "vitest";
import { pollingInterval } from "./polling";

const calm = { busy: false, failed: false };

it("is shorter while something renders and longer after a failure", () => {
  expect(pollingInterval("auto", calm)).toBe(15_000);
  expect(pollingInterval("auto", { busy: true, failed: false })).toBe(5_000);
  expect(pollingInterval("auto", { busy: true, failed: true })).toBe(10_000);
});

it.each(["5", "15", "60"] as const)("is the chosen %s seconds", (choice) => {
  for (const busy of [false, true])
    for (const failed of [false, true]) expect(pollingInterval(choice, { busy, failed })).toBe(Number(choice) * 1000);
});

it("is off when the user switched polling off", () => {
  expect(pollingInterval("off", calm)).toBe(false);
  expect(pollingInterval("off", { busy: true, failed: true })).toBe(false);
});
