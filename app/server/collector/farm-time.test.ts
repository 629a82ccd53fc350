import { expect, it } from "vitest";
import { createFarmTime } from "./farm-time";

const T0 = Date.UTC(2026, 10, 2, 8);
const HOUR = 3_600_000;

function clockAt(localMs: number) {
  return createFarmTime(() => localMs);
}

it("is this machine's clock until the farm answers", () => {
  expect(clockAt(T0).now()).toBe(T0);
});

it("follows the farm's time, taken in the middle of the round trip", () => {
  const clock = clockAt(T0);
  clock.note(T0 + HOUR + 100, T0, T0 + 200);
  expect(clock.now()).toBe(T0 + HOUR);
  clock.note(T0 - HOUR, T0, T0);
  expect(clock.now()).toBe(T0 - HOUR);
});

it("leaves differences alone that the round trip or a second explains", () => {
  const clock = clockAt(T0);
  clock.note(T0 + 900, T0, T0);
  clock.note(T0 + 2900, T0, T0 + 4000);
  expect(clock.now()).toBe(T0);
});

it("ignores what is no clock", () => {
  const clock = clockAt(T0);
  clock.note(null, T0, T0);
  clock.note(0, T0, T0);
  expect(clock.now()).toBe(T0);
});
