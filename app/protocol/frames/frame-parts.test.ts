/** Members of a frame whose value depends on others, states and types, and the progress of tiles. */
import { describe, expect, it } from "vitest";
import { frameSchema } from "./frame";
import { countedState, isRerenderableType } from "./frame-status";
import { tileProgressSchema } from "./tile-progress";

describe("a frame", () => {
  it.each([
    [{ frameExecuteTime: 5, currentRenderTime: 9 }, { renderSeconds: 5 }],
    [{ frameExecuteTime: 0, currentRenderTime: 9 }, { renderSeconds: 0 }],
    [{ currentRenderTime: 9 }, { renderSeconds: 9 }],
    [{ currentRenderTime: 0 }, { renderSeconds: null }],
    [{ recommitFlag: 3 }, { resubmits: 3 }],
    [{}, { resubmits: 0 }],
    [{ taskOverTime: 999_999 }, { timeLimitSeconds: 999_999 }],
    [{ taskOverTime: 1_000_000 }, { timeLimitSeconds: 1000 }],
    [{ frameBlock: "" }, { tile: null }],
  ])("with %j has %j", (members, expected) => {
    expect(frameSchema.parse({ id: 1, ...members })).toMatchObject(expected);
  });
});

it.each([
  [1, true],
  [2, true],
  [3, false],
  [4, true],
  [5, true],
  [6, false],
  [7, false],
  [8, true],
  [10, false],
  [11, false],
  [99, true],
  [null, true],
])("a frame of type %j can be rendered again by itself: %s", (type, isRerenderable) => {
  expect(isRerenderableType(type)).toBe(isRerenderable);
});

it.each([
  [1, "waiting"],
  [2, "executing"],
  [3, "stopped"],
  [4, "done"],
  [5, "failed"],
  [8, "waiting"],
  [11, "failed"],
  [37, "waiting"],
  [null, "waiting"],
])("a frame in state %j counts as %s", (code, state) => {
  expect(countedState(code)).toBe(state);
});

it.each([
  [
    { isMaxPrice: 1, grabUrl: "/a.jpg", renderInfo: "x" },
    { reachedPriceCap: true, imagePath: "/a.jpg", info: "x" },
  ],
  [
    { isMaxPrice: "0", grabUrl: "" },
    { reachedPriceCap: false, imagePath: null, frame: "", tile: null },
  ],
])("the tile %j is %j", (tile, expected) => {
  expect(tileProgressSchema.parse({ grabInfo: [[tile]] }).grabInfo.rows).toEqual([expect.objectContaining(expected)]);
});

it("tiles of several frames are one list, and none are no list", () => {
  const grabInfo = [[{ frameIndex: "1" }], [{ frameIndex: "2" }, { frameIndex: "3" }]];
  expect(tileProgressSchema.parse({ grabInfo }).grabInfo.rows.map(({ frame }) => frame)).toEqual(["1", "2", "3"]);
  for (const none of ["x", 5, {}, undefined]) {
    expect(tileProgressSchema.parse({ grabInfo: none }).grabInfo).toEqual({ rows: [], malformed: 0 });
  }
});
