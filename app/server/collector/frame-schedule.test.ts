import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { CallError } from "../../protocol/wire/call-error";
import { createFrameSchedule } from "./frame-schedule";

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => void vi.useRealTimers());

const refused = new CallError("queryTaskFrames", { kind: "farm", code: 500, message: "", certainty: "not-sent" });

/** A schedule over `due` leaves. `readings`: their moments in seconds, with the interval asked for. */
function setup(due = Number.POSITIVE_INFINITY) {
  const readings: (readonly [seconds: number, intervalMs: number])[] = [];
  const state: { due: number; failure: Error | null; isReady: boolean } = { due, failure: null, isReady: true };
  const onError = vi.fn<(error: unknown) => void>();
  const schedule = createFrameSchedule({
    watch: {
      async readNext(intervalMs) {
        readings.push([(Date.now() - 1_000_000) / 1000, intervalMs]);
        if (state.failure) throw state.failure;
        state.due -= 1;
        return state.due >= 0;
      },
    },
    isReady: () => state.isReady,
    onError,
  });
  schedule.start();
  return { schedule, readings, state, onError, seconds: () => readings.map(([second]) => second) };
}

describe("the schedule of frame readings", () => {
  it("reads one leaf a second, and looks every five seconds when none is due", async () => {
    const { seconds } = setup(2);
    await vi.advanceTimersByTimeAsync(12_000);
    expect(seconds()).toEqual([1, 2, 3, 8]);
  });

  it("reads each leaf every minute while a page asks, else every five", async () => {
    const { schedule, readings } = setup();
    await vi.advanceTimersByTimeAsync(1000);
    schedule.noteViewer();
    await vi.advanceTimersByTimeAsync(1000);
    await vi.advanceTimersByTimeAsync(60_000);
    expect([readings[0]?.[1], readings[1]?.[1], readings.at(-1)?.[1]]).toEqual([300_000, 60_000, 300_000]);
  });

  it("waits longer after each failure, and starts anew after a success", async () => {
    const { state, seconds, onError } = setup();
    state.failure = refused;
    await vi.advanceTimersByTimeAsync(37_000);
    expect(seconds()).toEqual([1, 6, 16, 36]);
    state.failure = null;
    await vi.advanceTimersByTimeAsync(41_000);
    expect(seconds().slice(4)).toEqual([76, 77, 78]);
    expect(onError).not.toHaveBeenCalled();
    state.failure = new Error("a bug");
    await vi.advanceTimersByTimeAsync(1000);
    expect(onError).toHaveBeenCalledWith(state.failure);
  });

  it("reads nothing while the list is not loaded, and nothing after its end", async () => {
    const { schedule, state, seconds } = setup();
    state.isReady = false;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(seconds()).toEqual([]);
    state.isReady = true;
    await vi.advanceTimersByTimeAsync(6000);
    const count = seconds().length;
    expect(count).toBeGreaterThan(0);
    await schedule.stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(seconds()).toHaveLength(count);
  });
});
