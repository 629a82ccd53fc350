import { describe, expect, it } from "vitest";
import { frameStatuses } from "../../protocol/frames/frame";
import { makeRow } from "../../test/make-frame";
import { makeNode } from "../../test/make-task";
import { canRerender, isFailed, rerenderPrice, rerenderRequest, rerenderStates, wasTakenUp } from "./rerender-plan";

const inState = (statusCode: number | null) => makeRow({ id: 1, statusCode });
const codes = frameStatuses.map(({ code }) => code);

it("failed are frames that ended with an error or were stopped by the time limit", () => {
  expect(codes.filter((code) => isFailed(inState(code)))).toEqual([5, 11]);
});

it("only what has ended can be rendered again", () => {
  expect(codes.filter((code) => canRerender(inState(code)))).toEqual([3, 4, 5, 11]);
  expect(canRerender(inState(37))).toBe(false);
  expect(canRerender(inState(null))).toBe(false);
});

const states = (...list: number[]) => rerenderStates(list.map(inState));

it("single states are offered where “failed” means more than one of them, and stopped ones", () => {
  expect(states(5, 5, 11, 4, 2)).toEqual([
    [11, 1],
    [5, 2],
  ]);
  expect(states(5, 5, 4)).toEqual([]);
  expect(states(11, 3, 3)).toEqual([[3, 2]]);
});

describe("rerenderPrice", () => {
  const leaf = makeNode({ id: 1, totalFrames: 10, doneFrames: 4, cost: 2 });
  const charges = new Map<number | null, readonly number[]>([
    [5, [1, 2, 3]],
    [2, [10]],
  ]);
  const main = makeRow({ id: 1, typeCode: 5 });
  const photon = makeRow({ id: 2, typeCode: 2 });

  it("prices each type by its own finished frames", () => {
    expect(rerenderPrice(leaf, charges, [main, main, photon])).toEqual({
      low: 12,
      mid: 14,
      high: 16,
      frames: 3,
      unpriced: 0,
      basis: 4,
    });
  });

  it("takes frames that are not loaded to be of the loaded types in the same proportion", () => {
    expect(rerenderPrice(leaf, charges, [main, photon], 100)).toMatchObject({ mid: 50 * 2 + 50 * 10, frames: 100 });
  });

  it("uses the mean of the task where no finished frame is loaded", () => {
    expect(rerenderPrice(leaf, new Map(), [main, photon])).toMatchObject({ mid: 1, frames: 2, basis: 0 });
    expect(rerenderPrice(makeNode({ id: 1 }), new Map(), [main])).toBeNull();
  });
});

describe("rerenderRequest", () => {
  const rows = [makeRow({ id: 7 }), makeRow({ id: 9 })];
  it("asks for the task's failed or all frames only when all frames of the task are in view", () => {
    for (const kind of ["failed", "all"] as const) {
      expect(rerenderRequest(kind, 1, rows, true)).toEqual({ kind, taskId: 1 });
      expect(rerenderRequest(kind, 1, rows, false)).toEqual({ kind: "selected", taskId: 1, ids: [7, 9] });
    }
    for (const whole of [true, false])
      expect(rerenderRequest("selected", 1, rows, whole)).toEqual({ kind: "selected", taskId: 1, ids: [7, 9] });
  });
});

describe("wasTakenUp", () => {
  const before = makeRow({ id: 1, statusCode: 5, resubmits: 1 });
  it.each([
    ["it waits again", 1, 1, true],
    ["it renders already", 2, 2, true],
    ["it failed again meanwhile", 5, 2, true],
    ["nothing happened to it", 5, 1, false],
  ])("%s", (_, statusCode, resubmits, taken) => {
    expect(wasTakenUp(before, makeRow({ id: 1, statusCode, resubmits }))).toBe(taken);
  });
  it("a frame that is gone was not", () => {
    expect(wasTakenUp(before, undefined)).toBe(false);
  });
});
