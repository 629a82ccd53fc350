import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { reportServerTime, serverClock, toServerMs } from "./server-clock";

const NOW = Date.UTC(2026, 10, 1);
const HOUR = 3_600_000;

beforeEach(() => serverClock.set(0));

describe("the server clock", () => {
  it.each([
    ["8 h ahead", 8 * HOUR],
    ["10 min behind", -HOUR / 6],
    ["30 years behind", -30 * 365 * 24 * HOUR],
  ])("corrects a viewer's clock that is %s", (_, error) => {
    reportServerTime(NOW, NOW + error - 200, NOW + error);
    expect(toServerMs(NOW + error)).toBeCloseTo(NOW + 100, -3);
  });

  it("ignores the delay of answers, and holds still between them", () => {
    reportServerTime(NOW, NOW - 1000, NOW + 20_000);
    expect(serverClock.get()).toBe(0);
    reportServerTime(NOW + 8 * HOUR, NOW, NOW);
    const offset = serverClock.get();
    reportServerTime(NOW + 8 * HOUR - 9000, NOW, NOW + 400);
    expect(serverClock.get()).toBe(offset);
  });

  it("follows a viewer who sets the clock right", () => {
    reportServerTime(NOW, NOW + 8 * HOUR, NOW + 8 * HOUR);
    reportServerTime(NOW, NOW, NOW);
    expect(serverClock.get()).toBe(0);
  });

  it.each([null, 0, 1, 9e15, 1e300, -1])("ignores the server time %s", (serverMs) => {
    reportServerTime(serverMs, NOW, NOW);
    expect(serverClock.get()).toBe(0);
  });

  it("is the farm's time to half a minute and the round trip, whatever the viewer's clock says", () => {
    const error = fc.integer({ min: -50 * 365 * 24 * HOUR, max: 50 * 365 * 24 * HOUR });
    fc.assert(
      fc.property(fc.array(fc.record({ error, roundTrip: fc.nat(20_000) }), { minLength: 1 }), (answers) => {
        serverClock.set(0);
        for (const answer of answers) {
          const sentMs = NOW + answer.error;
          reportServerTime(NOW + answer.roundTrip / 2, sentMs, sentMs + answer.roundTrip);
          expect(Math.abs(toServerMs(sentMs) - NOW)).toBeLessThanOrEqual(30_001 + answer.roundTrip / 2);
        }
      }),
    );
  });
});
