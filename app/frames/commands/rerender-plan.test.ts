import { describe, expect, it } from "vitest";
import { frameStatuses } from "../../protocol/frames/frame-status";
import { makeRow } from "../../test/make-frame";
import { makeNode } from "../../test/make-task";
import { canRerender, isFailed, isTakenUp, rerenderPrice, rerenderRequest, rerenderStates } from "./rerender-plan";

const inState = (statusCode: number | null) => makeRow({ id: 1, statusCode });
const codes = frameStatuses.map(({ code }) => code);

it("counts frames that ended with an error or by the time limit as failed", () => {
  expect(codes.filter((code) => isFailed(inState(code)))).toEqual([5, 11]);
});

it("allows a rerender of ended frames only", () => {
  expect(codes.filter((code) => canRerender(inState(code)))).toEqual([3, 4, 5, 11]);
  expect(canRerender(inState(37))).toBe(false);
  expect(canRerender(inState(null))).toBe(false);
});

it("never allows a rerender of merges, composites and masters, and allows unknown types", () => {
  const types = [null, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 99];
  for (const statusCode of [3, 4, 5, 11])
    expect(types.filter((typeCode) => canRerender(makeRow({ id: 1, statusCode, typeCode })))).toEqual([
      null,
      1,
      2,
      4,
      5,
      8,
      9,
      12,
      99,
    ]);
});

it("offers no state whose frames are all composites", () => {
  const composite = makeRow({ id: 1, statusCode: 3, typeCode: 7 });
  expect(rerenderStates([composite, makeRow({ id: 2, statusCode: 11 }), makeRow({ id: 3, statusCode: 5 })])).toEqual([
    [11, 1],
    [5, 1],
  ]);
});

const states = (...list: number[]) => rerenderStates(list.map(inState));

it("offers single states where “failed” covers more than one, and stopped frames", () => {
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
    // The one photon frame is no range: a fifth more or less.
    expect(rerenderPrice(leaf, charges, [main, main, photon])).toEqual({
      low: 2 * 1 + 8,
      mid: 14,
      high: 2 * 3 + 12,
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
  it("requests failed or all frames of the task only when all its frames are loaded", () => {
    for (const kind of ["failed", "all"] as const) {
      expect(rerenderRequest(kind, 1, rows, true)).toEqual({ kind, taskId: 1 });
      expect(rerenderRequest(kind, 1, rows, false)).toEqual({ kind: "selected", taskId: 1, ids: [7, 9] });
    }
    for (const isComplete of [true, false])
      expect(rerenderRequest("selected", 1, rows, isComplete)).toEqual({ kind: "selected", taskId: 1, ids: [7, 9] });
  });
});

describe("isTakenUp", () => {
  const before = makeRow({ id: 1, statusCode: 5, resubmits: 1 });
  it.each([
    ["is true when it waits again", 1, 1, true],
    ["is true when it renders already", 2, 2, true],
    ["is true when it has failed once more", 5, 2, true],
    ["is false when nothing has changed", 5, 1, false],
  ])("%s", (_, statusCode, resubmits, expected) => {
    expect(isTakenUp(before, makeRow({ id: 1, statusCode, resubmits }))).toBe(expected);
  });
  it("is false when the frame is missing", () => {
    expect(isTakenUp(before, undefined)).toBe(false);
  });
});
