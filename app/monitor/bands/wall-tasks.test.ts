import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { taskStatuses } from "../../protocol/tasks/task-status";
import { makeNode, makeShell } from "../../test/make-task";
import type { Acknowledgements } from "../acknowledgement/acknowledgement";
import { pageOf, tileFit } from "./tile-fit";
import { type TileFacts, tileRanks, tilesOf } from "./tiles";
import { type ProgressByTask, updateProgress } from "./trouble";

const NOW = 1_793_491_200_000;
const HOUR = 3_600_000;
const facts: TileFacts = { progress: new Map(), seen: {}, sinceMs: NOW - 4 * HOUR, nowMs: NOW };
const seenAs = (id: number, failed: number): Acknowledgements => ({
  [String(id)]: { by: "Lin", atMs: NOW, failed, trouble: "failed" },
});

const running = makeNode({ id: 1, statusCode: 5, totalFrames: 10, executingFrames: 2, submittedMs: NOW - HOUR });
const newerRunning = makeNode({ id: 2, statusCode: 5, totalFrames: 10, executingFrames: 2, submittedMs: NOW });
const waiting = makeNode({ id: 3, statusCode: 0, totalFrames: 10 });
const runningWithFailed = makeNode({ id: 4, statusCode: 5, totalFrames: 10, executingFrames: 1, failedFrames: 2 });
const timedOut = makeNode({ id: 5, statusCode: 23, totalFrames: 10, completedMs: NOW - HOUR });
const timedOutYesterday = makeNode({ id: 6, statusCode: 23, totalFrames: 10, completedMs: NOW - 24 * HOUR });
const finished = makeNode({ id: 7, statusCode: 25, totalFrames: 10, doneFrames: 10, completedMs: NOW });
const userStopped = makeNode({ id: 8, statusCode: 15, totalFrames: 10, completedMs: NOW });
const waitsBehindStopped = makeShell({ id: 9 }, [
  { id: 91, statusCode: 15, totalFrames: 1, taskType: "RenderPhoton" },
  { id: 92, statusCode: 0, totalFrames: 5 },
]);
const all = [
  waiting,
  running,
  finished,
  newerRunning,
  timedOut,
  userStopped,
  waitsBehindStopped,
  runningWithFailed,
  timedOutYesterday,
];
const order = (tiles: ReturnType<typeof tilesOf>) => tiles.map(({ node, rank }) => [node.task.id, rank]);

describe("the wall", () => {
  it("shows active tasks and those that ended in trouble in the period: failed, stuck, running, waiting", () => {
    expect(order(tilesOf(all, facts))).toEqual([
      [5, "failed"],
      [4, "failed"],
      [9, "stuck"],
      [2, "running"],
      [1, "running"],
      [3, "waiting"],
    ]);
  });

  it("ranks an acknowledged task as if it had no trouble, and last when it has ended", () => {
    const seen = { ...seenAs(4, 2), ...seenAs(5, 0) };
    expect(order(tilesOf(all, { ...facts, seen }))).toEqual([
      [9, "stuck"],
      [2, "running"],
      [1, "running"],
      [4, "running"],
      [3, "waiting"],
      [5, "seen"],
    ]);
  });

  it("ranks it by its trouble again when more frames fail", () => {
    const seen = seenAs(4, 1);
    expect(tilesOf([runningWithFailed], { ...facts, seen })).toMatchObject([{ rank: "failed", seen: null }]);
  });

  it("orders tasks of any state by rank", () => {
    const node = fc
      .record({
        id: fc.integer({ min: 1, max: 10_000 }),
        statusCode: fc.constantFrom(...taskStatuses.map(({ code }) => code), 37),
        failedFrames: fc.nat(3),
        executingFrames: fc.nat(3),
        submittedMs: fc.integer({ min: NOW - 9 * HOUR, max: NOW }),
      })
      .map((members) => makeNode({ totalFrames: 10, ...members }));
    fc.assert(
      fc.property(fc.uniqueArray(node, { selector: ({ task }) => task.id, maxLength: 30 }), (nodes) => {
        const tiles = tilesOf(nodes, facts);
        const ranks = tiles.map(({ rank }) => tileRanks.indexOf(rank));
        expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
        // The order depends on the tasks alone, not on the order of the input.
        expect(order(tilesOf(nodes.toReversed(), facts))).toEqual(order(tiles));
      }),
    );
  });
});

describe("a task without ending frames", () => {
  const rendering = makeNode({
    id: 1,
    statusCode: 5,
    totalFrames: 50,
    doneFrames: 10,
    executingFrames: 4,
    machineSeconds: 10 * 600,
  });
  const progress: ProgressByTask = updateProgress(new Map(), [rendering], NOW);
  const wallAfter = (minutes: number) =>
    tilesOf([rendering], {
      ...facts,
      progress: updateProgress(progress, [rendering], NOW + minutes * 60_000),
      nowMs: NOW + minutes * 60_000,
    });

  it("is stuck after three times its usual ten minutes a frame, and not before", () => {
    expect(wallAfter(30)).toMatchObject([{ rank: "running", stalledSeconds: null }]);
    expect(wallAfter(31)).toMatchObject([{ rank: "stuck", stalledSeconds: 31 * 60 }]);
  });

  it("is no longer stuck when a frame ends", () => {
    const moved = makeNode({ ...rendering.task, doneFrames: 11 });
    const later = NOW + 31 * 60_000;
    const tiles = tilesOf([moved], { ...facts, progress: updateProgress(progress, [moved], later), nowMs: later });
    expect(tiles).toMatchObject([{ rank: "running" }]);
  });

  it("is not stuck while its usual time is unknown", () => {
    const young = makeNode({ ...rendering.task, doneFrames: 2 });
    const tiles = tilesOf([young], {
      ...facts,
      progress: updateProgress(new Map(), [young], NOW),
      nowMs: NOW + 5 * HOUR,
    });
    expect(tiles).toMatchObject([{ rank: "running" }]);
  });
});

describe("the tiles of a page", () => {
  it.each([
    ["1080p", 1850, 680, 18, { columns: 3, rows: 4 }],
    ["4K", 3800, 1500, 31, { columns: 4, rows: 5 }],
    ["portrait", 1020, 1400, 18, { columns: 2, rows: 8 }],
    ["one", 360, 100, 13, { columns: 1, rows: 1 }],
  ])("fill a screen: %s", (_name, width, height, unit, fit) => {
    expect(tileFit(width, height, unit)).toEqual(fit);
  });

  it("are on exactly one page each, and a page beyond the last is the last", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 50 }), fc.integer({ min: 1, max: 20 }), (tiles, size) => {
        const { pages } = pageOf(tiles, 0, size);
        expect(Array.from({ length: pages }, (_, page) => pageOf(tiles, page, size).shown).flat()).toEqual(tiles);
        expect(pageOf(tiles, pages + 3, size)).toEqual(pageOf(tiles, pages - 1, size));
      }),
    );
  });
});
