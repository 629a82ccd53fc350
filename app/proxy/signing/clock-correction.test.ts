import { describe, expect, it } from "vitest";
import { createFarmClock, withClockCorrection } from "./clock-correction";

const NOW = 1_793_491_200_000;
const HOUR = 3_600_000;

/** A clock with the local time NOW, and a `send` that returns the given replies in turn. */
function setup(...replies: ({ code: number; serverTimeMs: number | null } | undefined)[]) {
  const clock = createFarmClock(() => NOW);
  const offsets: number[] = [];
  const send = withClockCorrection(clock, async () => {
    offsets.push(clock.offsetMs());
    return { reply: replies[offsets.length - 1] };
  });
  return { clock, offsets, send };
}

const refused = (serverTimeMs: number | null, code = 610) => ({ code, serverTimeMs });
const accepted = { code: 200, serverTimeMs: NOW + HOUR };

describe("createFarmClock", () => {
  it("starts with the local time", () => {
    const clock = createFarmClock(() => NOW);
    expect([clock.now(), clock.offsetMs()]).toEqual([NOW, 0]);
  });

  it.each([HOUR, -HOUR, 5001, -5001])("takes over a farm time that differs by %i ms", (difference) => {
    const clock = createFarmClock(() => NOW);
    expect(clock.correct(NOW + difference, 0)).toBe(true);
    expect([clock.now(), clock.offsetMs()]).toEqual([NOW + difference, difference]);
  });

  it.each([0, 5000, -5000])("ignores a farm time that differs by %i ms", (difference) => {
    const clock = createFarmClock(() => NOW);
    expect(clock.correct(NOW + difference, 0)).toBe(false);
    expect(clock.offsetMs()).toBe(0);
  });

  it.each([1, 9e15, 1e300, NOW + 10.1 * 365.25 * 24 * HOUR, NOW - 10.1 * 365.25 * 24 * HOUR])(
    "ignores an implausible farm time: %d",
    (time) => {
      const clock = createFarmClock(() => NOW);
      expect([clock.isPlausible(time), clock.correct(time, 0), clock.offsetMs()]).toEqual([false, false, 0]);
    },
  );

  it("takes over a farm time of 1970 if the local clock is of 1970 too", () => {
    const clock = createFarmClock(() => 0);
    expect([clock.isPlausible(HOUR), clock.correct(HOUR, 0), clock.offsetMs()]).toEqual([true, true, HOUR]);
  });

  it("compares the farm time with the offset of the refused request", () => {
    const clock = createFarmClock(() => NOW);
    clock.correct(NOW + HOUR, 0);
    expect(clock.correct(NOW + HOUR, HOUR)).toBe(false);
    expect(clock.correct(NOW + HOUR, 0)).toBe(true);
  });
});

describe("withClockCorrection", () => {
  it.each([610, 611])("sends again with the farm's time after code %i", async (code) => {
    const { send, offsets } = setup(refused(NOW + HOUR, code), accepted);
    expect(await send()).toEqual({ reply: accepted });
    expect(offsets).toEqual([0, HOUR]);
  });

  it("corrects the clock once: a second refusal is the result", async () => {
    const second = refused(NOW + 2 * HOUR);
    const { clock, send, offsets } = setup(refused(NOW + HOUR), second, accepted);
    expect(await send()).toEqual({ reply: second });
    expect(offsets).toEqual([0, HOUR]);
    expect(clock.offsetMs()).toBe(HOUR);
  });

  it("corrects the clock once for all retries of a request", async () => {
    const again = refused(NOW + 2 * HOUR);
    const { clock, send, offsets } = setup(refused(NOW + HOUR), undefined, again, accepted);
    expect(await send()).toEqual({ reply: undefined });
    expect(await send()).toEqual({ reply: again });
    expect(offsets).toEqual([0, HOUR, HOUR]);
    expect(clock.offsetMs()).toBe(HOUR);
  });

  it("corrects the clock in a retry if it was right before", async () => {
    const { send, offsets } = setup(undefined, refused(NOW + HOUR), accepted);
    await send();
    expect(await send()).toEqual({ reply: accepted });
    expect(offsets).toEqual([0, 0, HOUR]);
  });

  it.each([
    ["the clock is right", refused(NOW + 1000)],
    ["the farm sends no valid time", refused(null)],
    ["the code is another one", { code: 403, serverTimeMs: NOW + HOUR }],
    ["there is no reply", undefined],
  ])("sends once if %s", async (_, reply) => {
    const { clock, send, offsets } = setup(reply, accepted);
    expect(await send()).toEqual({ reply });
    expect(offsets).toEqual([0]);
    expect(clock.offsetMs()).toBe(0);
  });
});
