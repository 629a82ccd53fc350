import { describe, expect, it } from "vitest";
import { makeRow } from "../../test/make-frame";
import { hasStopped, type StopKind, stopLoss, stopRequest, stopTargets } from "./stop-frames-plan";

const NOW = 1_700_000_000_000;
/** One frame of every state and of an unknown one; its id is the code. */
const rows = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 37].map((statusCode) => makeRow({ id: statusCode, statusCode }));
const targets = (kind: StopKind, selected: readonly number[] = []) =>
  stopTargets(kind, rows, new Set(selected)).map((row) => row.frame.id);

describe("a stop", () => {
  it("goes to frames that have not ended, never to frames of unknown state", () => {
    expect(targets("all")).toEqual([1, 2, 6, 7, 8, 9, 10, 12]);
    expect(targets("rendering")).toEqual([2]);
    expect(targets("waiting")).toEqual([1, 6, 7, 8, 9, 10, 12]);
    expect(targets("selected", [1, 2, 4, 37])).toEqual([1, 2]);
  });

  it("is requested by state only where all frames of the task are loaded", () => {
    const [waiting] = stopTargets("waiting", rows, new Set());
    const some = waiting ? [waiting] : [];
    expect(stopRequest("all", 7, some, true)).toEqual({ kind: "all", taskId: 7 });
    expect(stopRequest("rendering", 7, some, true)).toEqual({ kind: "states", taskId: 7, states: [2] });
    expect(stopRequest("waiting", 7, some, true)).toEqual({
      kind: "states",
      taskId: 7,
      states: [1, 6, 7, 8, 9, 10, 12],
    });
    for (const kind of ["all", "rendering", "waiting"] as const)
      expect(stopRequest(kind, 7, some, false)).toEqual({ kind: "ids", taskId: 7, ids: [1] });
    expect(stopRequest("selected", 7, some, true)).toEqual({ kind: "ids", taskId: 7, ids: [1] });
  });

  it("loses the render time and charges of rendering frames", () => {
    const half = { statusCode: 2, startedMs: NOW - 90_000, accountCost: 0.2, couponCost: 0.05 };
    expect(
      stopLoss([makeRow({ id: 1, ...half }), makeRow({ id: 2, ...half }), makeRow({ id: 3, statusCode: 1 })], NOW),
    ).toEqual({ waiting: 1, rendering: 2, seconds: 180, charge: { amount: 0.5, unknown: 0 } });
  });

  it("has taken effect when the frame has ended", () => {
    const before = makeRow({ id: 1, statusCode: 2 });
    const stopped = (statusCode: number) => hasStopped(before, makeRow({ id: 1, statusCode }));
    expect([stopped(3), stopped(4), stopped(2), stopped(1), hasStopped(before, undefined)]).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});
