import fc from "fast-check";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { EventMemory } from "../../mirror/live-tasks";
import type { TaskEvent } from "../../mirror/task-events";
import { eventCursor, newAfter, takeEvents } from "./event-cursor";

const SINCE = 1_793_491_200_000;
const memoryOf = (lastSeq: number, sinceMs = SINCE): EventMemory => ({ sinceMs, lastSeq });

/** Events 1 to `lastSeq` of a memory, three in an answer. */
const serverWith = (lastSeq: number) =>
  vi.fn<(after: number) => Promise<(TaskEvent & { seq: number })[]>>(async (after) =>
    Array.from({ length: Math.min(3, lastSeq - after) }, (_, index) => {
      const seq = after + index + 1;
      return {
        seq,
        key: String(seq),
        type: "finished",
        taskId: seq,
        name: "",
        userName: "",
        atMs: SINCE,
        failedFrames: 0,
      };
    }),
  );
const take = async (memory: EventMemory) =>
  (await takeEvents(memory, serverWith(memory.lastSeq))).map(({ taskId }) => taskId);

beforeEach(() => eventCursor.set(null));

describe("events that are new to this browser", () => {
  it("are those after the moment at which it began to watch", async () => {
    expect(await take(memoryOf(4))).toEqual([]);
    expect(await take(memoryOf(6))).toEqual([5, 6]);
    expect(await take(memoryOf(6))).toEqual([]);
  });

  it("are all of another memory", async () => {
    await take(memoryOf(4));
    expect(await take(memoryOf(2, SINCE + 1))).toEqual([1, 2]);
  });

  it("are read completely, however many there are", async () => {
    await take(memoryOf(0));
    expect(await take(memoryOf(8))).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it("stay new when they cannot be read", async () => {
    await take(memoryOf(1));
    await expect(takeEvents(memoryOf(3), () => Promise.reject(new Error("no answer")))).rejects.toThrow("no answer");
    expect(await take(memoryOf(3))).toEqual([2, 3]);
  });

  it("are none for a tab that knows less than another one has read", async () => {
    await take(memoryOf(1));
    await take(memoryOf(5));
    expect(await take(memoryOf(3))).toEqual([]);
    expect(await take(memoryOf(6))).toEqual([6]);
  });

  it("are taken once by one of several tabs, whichever asks when, also without locks", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(4), { minLength: 1, maxLength: 12 }), async (rises) => {
        eventCursor.set({ sinceMs: SINCE, seq: 0 });
        let last = 0;
        const pending: Promise<number[]>[] = [];
        for (const rise of rises) {
          last += rise;
          pending.push(take(memoryOf(last)), take(memoryOf(last)));
          if (rise % 2 === 0) await pending.at(-1);
        }
        const all = (await Promise.all(pending)).flat();
        expect(all.toSorted((a, b) => a - b)).toEqual(Array.from({ length: last }, (_, index) => index + 1));
      }),
    );
  });
});

it("newAfter names no event before the first watch", () => {
  expect(newAfter(null, memoryOf(9))).toBeNull();
  expect(newAfter({ sinceMs: SINCE, seq: 9 }, memoryOf(9))).toBeNull();
  expect(newAfter({ sinceMs: SINCE, seq: 7 }, memoryOf(9))).toBe(7);
});
