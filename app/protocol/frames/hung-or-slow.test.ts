import { describe, expect, it } from "vitest";
import { makeFrame } from "../../test/make-frame";
import type { Frame } from "./frame";
import { hasRestarted } from "./frame-restart";
import { FRAME } from "./frame-status";
import { hungOrSlow } from "./hung-or-slow";

const NOW = 1_700_000_000_000;
const medians = new Map([[5, 100]]);
const frame = (seconds: number, members: Partial<Frame> = {}) =>
  makeFrame({
    id: 1,
    statusCode: FRAME.rendering,
    typeCode: 5,
    startedMs: NOW - seconds * 1000,
    cpuPercent: 80,
    ...members,
  });
const stateOf = (one: Frame) => hungOrSlow(one, medians, NOW);

describe("a rendering frame", () => {
  it("hangs without CPU load, however slow it is", () => {
    expect([stateOf(frame(130, { cpuPercent: 0 })), stateOf(frame(900, { cpuPercent: 0 }))]).toEqual(["hung", "hung"]);
  });

  it("is slow beyond two and a half times the median of its type", () => {
    expect([stateOf(frame(250)), stateOf(frame(251))]).toEqual([null, "slow"]);
    expect(stateOf(frame(9000, { typeCode: 2 }))).toBeNull();
  });
});

it("a frame that does not render neither hangs nor is slow, whatever its time was", () => {
  for (const statusCode of [FRAME.done, FRAME.failed, FRAME.waiting, null])
    expect(stateOf(frame(900, { statusCode, renderSeconds: 900, cpuPercent: 0 }))).toBeNull();
});

describe("a frame after a rerender", () => {
  const failed = makeFrame({ id: 1, statusCode: FRAME.failed, resubmits: 2 });

  it("renders again when it waits, renders, or has ended in another run", () => {
    for (const statusCode of [FRAME.waiting, FRAME.rendering])
      expect(hasRestarted(failed, { ...failed, statusCode })).toBe(true);
    expect(hasRestarted(failed, { ...failed, resubmits: 3 })).toBe(true);
  });

  it("does not when it has ended in the same run, or cannot be read", () => {
    expect(hasRestarted(failed, failed)).toBe(false);
    expect(hasRestarted(failed, { ...failed, resubmits: 1 })).toBe(false);
    expect(hasRestarted(failed, undefined)).toBe(false);
  });
});
