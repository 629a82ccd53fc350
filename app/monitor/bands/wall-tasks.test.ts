import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { taskStatuses } from "../../protocol/tasks/task-status";
import { makeNode, makeShell } from "../../test/make-task";
import type { Acknowledgements } from "../acknowledgement/acknowledgement";
import { type ProgressByTask, updateProgress } from "./trouble";
import { type BandPart, HEIGHTS, pageAt, wallPages } from "./wall-pages";
import { bands, type WallFacts, wallTasksOf } from "./wall-tasks";

const NOW = 1_793_491_200_000;
const HOUR = 3_600_000;
const facts: WallFacts = { troubles: new Map(), progress: new Map(), seen: {}, sinceMs: NOW - 4 * HOUR, nowMs: NOW };
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
const order = (tasks: ReturnType<typeof wallTasksOf>) => tasks.map(({ node, band }) => [node.task.id, band]);

describe("the wall", () => {
  it("has active tasks and those that ended in trouble in the period: stopped, losing frames, fine", () => {
    expect(order(wallTasksOf(all, facts))).toEqual([
      [9, "stopped"],
      [5, "stopped"],
      [4, "losing"],
      [2, "fine"],
      [1, "fine"],
      [3, "fine"],
    ]);
  });

  it.each([
    ["out of balance", { statusCode: 20, doneFrames: 5 }, "arrears"],
    ["past the time limit", { statusCode: 23, doneFrames: 5 }, "timeLimit"],
    ["not submitted", { statusCode: 65 }, "submission"],
    ["with all frames failed", { statusCode: 30, failedFrames: 10 }, "allFailed"],
    ["with all frames failed while it runs", { statusCode: 5, failedFrames: 10 }, "allFailed"],
    ["failed without any frame", { statusCode: 45 }, "allFailed"],
  ] as const)("has a task %s in the first band", (_name, members, cause) => {
    const node = makeNode({ id: 1, totalFrames: 10, completedMs: NOW, ...members });
    expect(wallTasksOf([node], facts)).toMatchObject([{ band: "stopped", cause }]);
  });

  it.each([
    ["one failed frame", { statusCode: 5, failedFrames: 1 }, "failed"],
    ["one failed frame, ended", { statusCode: 30, failedFrames: 1, doneFrames: 9, completedMs: NOW }, "failed"],
    ["its reminder past", { statusCode: 5, isOverdue: true }, "overdue"],
  ] as const)("has a task with %s in the second band", (_name, members, trouble) => {
    const node = makeNode({ id: 1, totalFrames: 10, ...members });
    expect(wallTasksOf([node], facts)).toMatchObject([{ band: "losing", cause: null, trouble }]);
  });

  it("has a task with a hung or a slow frame in the second band", () => {
    const read = { hung: 1, slow: 2, worst: null, read: 2, rendering: 2, readMs: NOW };
    const of = (hung: number | null, slow: number | null) =>
      wallTasksOf([running], { ...facts, troubles: new Map([[1, { ...read, hung, slow }]]) });
    expect(of(1, 2)).toMatchObject([{ band: "losing", trouble: "stalled", hung: 1, slow: 2 }]);
    expect(of(null, 1)).toMatchObject([{ band: "losing", hung: 0, slow: 1 }]);
    expect(of(0, 0)).toMatchObject([{ band: "fine" }]);
  });

  it("orders a band by severity: one failed frame of many comes after half of the frames", () => {
    const slight = makeNode({ id: 1, statusCode: 5, totalFrames: 1200, failedFrames: 1, cost: 100, submittedMs: NOW });
    const heavy = makeNode({ id: 2, statusCode: 5, totalFrames: 60, failedFrames: 30, cost: 100 });
    expect(order(wallTasksOf([slight, heavy], facts))).toEqual([
      [2, "losing"],
      [1, "losing"],
    ]);
  });

  it("has an acknowledged task in a band of its own until more frames fail", () => {
    expect(order(wallTasksOf([running, runningWithFailed], { ...facts, seen: seenAs(4, 2) }))).toEqual([
      [4, "seen"],
      [1, "fine"],
    ]);
    const seen = seenAs(4, 1);
    expect(wallTasksOf([runningWithFailed], { ...facts, seen })).toMatchObject([{ band: "losing", seen: null }]);
  });

  it("orders tasks of any state by band, independent of the order they come in", () => {
    const node = fc
      .record({
        id: fc.integer({ min: 1, max: 10_000 }),
        statusCode: fc.constantFrom(...taskStatuses.map(({ code }) => code), 37),
        failedFrames: fc.nat(3),
        executingFrames: fc.nat(3),
        cost: fc.nat(200),
        submittedMs: fc.integer({ min: NOW - 9 * HOUR, max: NOW }),
      })
      .map((members) => makeNode({ totalFrames: 10, ...members }));
    fc.assert(
      fc.property(fc.uniqueArray(node, { selector: ({ task }) => task.id, maxLength: 30 }), (nodes) => {
        const tasks = wallTasksOf(nodes, facts);
        const ranks = tasks.map(({ band }) => bands.indexOf(band));
        expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
        expect(order(wallTasksOf(nodes.toReversed(), facts))).toEqual(order(tasks));
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
    wallTasksOf([rendering], {
      ...facts,
      progress: updateProgress(progress, [rendering], NOW + minutes * 60_000),
      nowMs: NOW + minutes * 60_000,
    });

  it("stalls after three times its usual ten minutes a frame, and not before", () => {
    expect(wallAfter(30)).toMatchObject([{ band: "fine", stalledSeconds: null }]);
    expect(wallAfter(31)).toMatchObject([{ band: "losing", stalledSeconds: 31 * 60 }]);
  });

  it("goes on when a frame ends", () => {
    const moved = makeNode({ ...rendering.task, doneFrames: 11 });
    const later = NOW + 31 * 60_000;
    const tasks = wallTasksOf([moved], { ...facts, progress: updateProgress(progress, [moved], later), nowMs: later });
    expect(tasks).toMatchObject([{ band: "fine" }]);
  });

  it("does not stall while its usual time is unknown", () => {
    const young = makeNode({ ...rendering.task, doneFrames: 2 });
    const tasks = wallTasksOf([young], {
      ...facts,
      progress: updateProgress(new Map(), [young], NOW),
      nowMs: NOW + 5 * HOUR,
    });
    expect(tasks).toMatchObject([{ band: "fine" }]);
  });
});

describe("the pages of the wall", () => {
  const heights = HEIGHTS.wide;
  const heightOf = (page: readonly BandPart[]) =>
    page.reduce((sum, { band, tasks }) => sum + heights.heading + tasks.length * heights[band], 0);
  const anyTasks = fc
    .array(fc.constantFrom(timedOut, runningWithFailed, running), { maxLength: 40 })
    .map((nodes) => wallTasksOf(nodes, facts));

  it("have every row once and in order, and fit the height unless one row alone is higher", () => {
    fc.assert(
      fc.property(anyTasks, fc.double({ min: 0, max: 60, noNaN: true }), (tasks, height) => {
        const pages = wallPages(tasks, height, heights);
        expect(pages.flat().flatMap((part) => part.tasks)).toEqual(tasks.filter(({ band }) => band !== "fine"));
        for (const page of pages) {
          const isSingle = page.flatMap((part) => part.tasks).length === 1;
          expect(isSingle || heightOf(page) <= height).toBe(true);
        }
      }),
    );
  });

  it("are few: no page has room for the first row of the next one", () => {
    fc.assert(
      fc.property(anyTasks, fc.double({ min: 10, max: 60, noNaN: true }), (tasks, height) => {
        const pages = wallPages(tasks, height, heights);
        for (const [index, page] of pages.slice(0, -1).entries()) {
          const next = pages[index + 1]?.[0];
          const isSameBand = next && page.at(-1)?.band === next.band;
          const needed = next ? heights[next.band] + (isSameBand ? 0 : heights.heading) : 0;
          expect(heightOf(page) + needed).toBeGreaterThan(height);
        }
      }),
    );
  });

  it("have no page beyond the last", () => {
    expect(pageAt(["a", "b"], 9)).toEqual({ shown: "b", at: 1 });
    expect(pageAt([], 1)).toEqual({ shown: undefined, at: 0 });
  });
});
