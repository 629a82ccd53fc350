import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Frame } from "../protocol/frames/frame";
import { FRAME } from "../protocol/frames/frame-status";
import type { Task } from "../protocol/tasks/task";
import { TASK } from "../protocol/tasks/task-status";
import { makeFrame } from "../test/make-frame";
import { makeTask } from "../test/make-task";
import { createFrameWatch } from "./frame-watch";
import { mergeTasks } from "./merge-poll";
import { emptyHistory, type TaskHistory } from "./task-history";

const START = 1_700_000_000_000;
const MINUTE = 60_000;

beforeEach(() => void vi.useFakeTimers({ now: START }));
afterEach(() => void vi.useRealTimers());

/** Frames of a leaf in order: `ended` are done, then `executing` render since a minute, the others wait. */
function framesOf(ended: number, executing: number, total: number, hungAt: readonly number[] = []): Frame[] {
  return Array.from({ length: total }, (_, index) => {
    const id = index + 1;
    if (hungAt.includes(index)) {
      return makeFrame({ id, statusCode: FRAME.rendering, typeCode: 5, startedMs: START - 10 * MINUTE, cpuPercent: 0 });
    }
    if (index < ended) return makeFrame({ id, statusCode: FRAME.done, typeCode: 5, renderSeconds: 100 });
    const isRendering = index < ended + executing;
    return isRendering
      ? makeFrame({ id, statusCode: FRAME.rendering, typeCode: 5, startedMs: START - MINUTE, cpuPercent: 80 })
      : makeFrame({ id, statusCode: FRAME.waiting, typeCode: 5 });
  });
}

const taskOf = (id: number, frames: readonly Frame[]): Task => {
  const count = (code: number) => frames.filter(({ statusCode }) => statusCode === code).length;
  return makeTask({
    id,
    statusCode: TASK.rendering,
    totalFrames: frames.length,
    doneFrames: count(FRAME.done),
    executingFrames: count(FRAME.rendering),
  });
};

/** A watch over leaves with these frames, by task id. */
function setup(leaves: Record<number, Frame[]>) {
  const requests: { readonly taskId: number; readonly pageNum: number }[] = [];
  const failing = new Set<number>();
  let history: TaskHistory = emptyHistory;
  const list = () => {
    const tasks = Object.entries(leaves).map(([id, frames]) => taskOf(Number(id), frames));
    history = mergeTasks(history, tasks, Date.now());
  };
  list();
  let published = 0;
  let publishCalls = 0;
  const watch = createFrameWatch({
    reader: {
      async queryTaskFrames({ taskId, pageNum, pageSize }) {
        requests.push({ taskId, pageNum });
        if (failing.has(taskId)) throw new Error("away");
        const rows = (leaves[taskId] ?? []).slice((pageNum - 1) * pageSize, pageNum * pageSize);
        return { rows, malformed: 0, pageCount: null, total: null, size: null };
      },
    },
    history: () => history,
    publish: (change) => {
      publishCalls += 1;
      const next = change(history);
      if (next !== history) published += 1;
      history = next;
    },
    farmNow: Date.now,
  });
  return {
    leaves,
    watch,
    requests,
    failing,
    list,
    published: () => published,
    publishCalls: () => publishCalls,
    trouble: (id: number) => history.troubles.get(id),
  };
}

describe("the frame watch", () => {
  it("finds the hung frame of a small leaf with one request", async () => {
    const { watch, requests, trouble } = setup({ 7: framesOf(20, 10, 60, [22]) });
    expect(await watch.readNext(MINUTE)).toBe(true);
    expect(requests).toEqual([{ taskId: 7, pageNum: 1 }]);
    expect(trouble(7)).toMatchObject({ hung: 1, slow: 0, worst: { id: 23 }, read: 10, rendering: 10, readMs: START });
  });

  it("reads each leaf once an interval, the oldest reading first", async () => {
    const { watch, requests } = setup({ 7: framesOf(20, 5, 60), 8: framesOf(20, 5, 60), 9: framesOf(60, 0, 60) });
    for (const expected of [true, true, false]) expect(await watch.readNext(MINUTE)).toBe(expected);
    vi.setSystemTime(START + MINUTE);
    await watch.readNext(MINUTE);
    expect(new Set(requests.slice(0, 2).map(({ taskId }) => taskId))).toEqual(new Set([7, 8]));
    expect(requests[2]?.taskId).toBe(requests[0]?.taskId);
    expect(requests).toHaveLength(3);
  });

  it("reads the leaf first whose reading is oldest, wherever it is in the list", async () => {
    const { watch, requests } = setup({ 7: framesOf(20, 5, 60), 8: framesOf(20, 5, 60) });
    const readAt = async (ms: number) => {
      vi.setSystemTime(START + ms);
      await watch.readNext(MINUTE);
      return requests.at(-1)?.taskId;
    };
    const first = await readAt(0);
    const second = await readAt(1000);
    expect(new Set([first, second])).toEqual(new Set([7, 8]));
    expect(await readAt(MINUTE)).toBe(first);
    expect(await readAt(2 * MINUTE)).toBe(second);
  });

  it("reads a leaf at once that renders again", async () => {
    const { leaves, watch, list } = setup({ 7: framesOf(20, 5, 60), 8: framesOf(20, 5, 60) });
    for (const expected of [true, true, false]) expect(await watch.readNext(MINUTE)).toBe(expected);
    for (const [ms, executing] of [
      [1, 0],
      [2, 5],
    ] as const) {
      leaves[7] = framesOf(25, executing, 60);
      vi.setSystemTime(START + ms);
      list();
      expect(await watch.readNext(MINUTE)).toBe(executing > 0);
    }
  });

  it("forgets readings of a later time: the clock was set back", async () => {
    const { watch, trouble } = setup({ 7: framesOf(20, 5, 60, [21]) });
    await watch.readNext(MINUTE);
    vi.setSystemTime(START - 15 * MINUTE);
    await watch.readNext(Number.POSITIVE_INFINITY);
    expect(trouble(7)?.hung).toBe(1);
    vi.setSystemTime(START - 15 * MINUTE - 1);
    await watch.readNext(Number.POSITIVE_INFINITY);
    expect(trouble(7)).toBeUndefined();
  });

  it("goes on after a leaf that cannot be read, and claims nothing for it", async () => {
    const { watch, failing, trouble } = setup({ 7: framesOf(20, 5, 60, [21]), 8: framesOf(20, 5, 60, [21]) });
    failing.add(7);
    await expect(watch.readNext(MINUTE)).rejects.toThrow("away");
    expect(await watch.readNext(MINUTE)).toBe(true);
    expect(await watch.readNext(MINUTE)).toBe(false);
    expect([trouble(7), trouble(8)?.hung]).toEqual([undefined, 1]);
  });

  it("takes a page that a viewer read, and asks for it no second time", async () => {
    const { leaves, watch, requests, trouble } = setup({ 7: framesOf(20, 5, 60, [21]) });
    const frames = leaves[7] ?? [];
    watch.note({ taskId: 7, pageNum: 1, pageSize: 50, frames, requestedMs: START });
    expect(trouble(7)).toBeUndefined();
    watch.note({ taskId: 7, pageNum: 1, pageSize: 100, frames, requestedMs: START });
    expect(trouble(7)?.hung).toBe(1);
    await watch.readNext(MINUTE);
    expect(requests).toEqual([]);
  });

  it("reads a leaf again at once after a command to its frames", async () => {
    const { leaves, watch, trouble } = setup({ 7: framesOf(20, 5, 60, [21]) });
    await watch.readNext(MINUTE);
    expect(trouble(7)?.hung).toBe(1);
    leaves[7] = framesOf(20, 5, 60);
    expect(await watch.readNext(MINUTE)).toBe(false);
    watch.expire(7);
    expect(await watch.readNext(MINUTE)).toBe(true);
    expect(trouble(7)?.hung).toBe(0);
  });

  it("forgets a leaf that renders no more, and what is too old", async () => {
    const { leaves, watch, list, trouble } = setup({ 7: framesOf(20, 5, 60, [21]), 8: framesOf(20, 5, 60, [21]) });
    await watch.readNext(MINUTE);
    await watch.readNext(MINUTE);
    leaves[7] = framesOf(60, 0, 60);
    vi.setSystemTime(START + 1);
    list();
    await watch.readNext(MINUTE);
    expect([trouble(7), trouble(8)?.hung]).toEqual([undefined, 1]);
    vi.setSystemTime(START + 15 * MINUTE);
    await watch.readNext(Number.POSITIVE_INFINITY);
    expect(trouble(8)?.hung).toBe(1);
    vi.setSystemTime(START + 15 * MINUTE + 1);
    await watch.readNext(Number.POSITIVE_INFINITY);
    expect(trouble(8)).toBeUndefined();
  });

  it("publishes nothing while no leaf is to be read and nothing to be forgotten", async () => {
    const { watch, publishCalls } = setup({ 7: framesOf(20, 5, 60, [21]), 8: framesOf(60, 0, 60) });
    await watch.readNext(MINUTE);
    const calls = publishCalls();
    expect(await watch.readNext(MINUTE)).toBe(false);
    watch.note({ taskId: 8, pageNum: 1, pageSize: 100, frames: framesOf(60, 0, 60), requestedMs: START });
    expect(publishCalls()).toBe(calls);
  });

  it("publishes a reading that says the same every five minutes only", async () => {
    const frames = framesOf(20, 5, 60).map((frame) => ({ ...frame, renderSeconds: frame.renderSeconds && 10_000 }));
    const { watch, published, trouble } = setup({ 7: frames });
    for (let minute = 0; minute < 10; minute += 1) {
      vi.setSystemTime(START + minute * MINUTE);
      await watch.readNext(MINUTE);
    }
    expect(published()).toBe(2);
    expect(trouble(7)?.readMs).toBe(START + 5 * MINUTE);
  });

  it("finds every hung frame of a large leaf in turns of three requests, wherever it is", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 900 }),
        fc.integer({ min: 1, max: 60 }),
        fc.uniqueArray(fc.integer({ min: 0, max: 999 }), { minLength: 1, maxLength: 2 }),
        async (ended, executing, hungAt) => {
          vi.setSystemTime(START);
          const frames = framesOf(ended, executing, 1000, hungAt);
          const { watch, requests, trouble } = setup({ 7: frames });
          for (let turn = 0; turn < 12; turn += 1) {
            vi.setSystemTime(START + turn * MINUTE);
            const before = requests.length;
            await watch.readNext(MINUTE);
            expect(requests.length - before).toBeLessThanOrEqual(3);
            expect(trouble(7)?.read ?? 0).toBeLessThanOrEqual(trouble(7)?.rendering ?? 0);
          }
          expect(trouble(7)?.hung).toBe(hungAt.length);
        },
      ),
      { numRuns: 25 },
    );
  });
});
