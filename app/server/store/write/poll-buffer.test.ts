import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makePoll, nodeOf } from "../testing/make-poll";
import { mergePolls, PollBuffer } from "./poll-buffer";
import type { NewEvent, PollWrite } from "./poll-write";

const event = (key: string): NewEvent => ({ key, type: "failed", taskId: null, atMs: 1 });

/** What a store holds after these polls. */
function outcomeOf(polls: readonly PollWrite[]) {
  const tasks = new Map<number, number>();
  const readMsOf = new Map<string, number>();
  const events: string[] = [];
  for (const { changed, removedIds, reads, events: added } of polls) {
    for (const { task } of changed) tasks.set(task.id, task.doneFrames);
    for (const id of removedIds) tasks.delete(Number(id));
    for (const { readMs, taskIds } of reads) {
      for (const id of taskIds) readMsOf.set(id, Math.max(readMs, readMsOf.get(id) ?? 0));
    }
    events.push(...added.map(({ key }) => key));
  }
  return { tasks, readMsOf, events, last: polls.at(-1)?.revision };
}

const id = fc.integer({ min: 1, max: 4 });
const anyPoll = fc
  .record({
    changed: fc.uniqueArray(id),
    removed: fc.uniqueArray(id),
    reads: fc.array(fc.tuple(fc.nat(9), fc.uniqueArray(id.map(String)))),
    events: fc.array(fc.string({ maxLength: 3 }), { maxLength: 3 }),
    done: fc.nat(100),
  })
  .map(({ changed, removed, reads, events, done }) => ({
    changed: changed.map((taskId) => nodeOf({ id: taskId, doneFrames: done })),
    removedIds: removed.map(String),
    reads: reads.map(([readMs, taskIds]) => ({ readMs, taskIds })),
    events: events.map(event),
  }));

const anyPolls = fc
  .array(anyPoll, { minLength: 1, maxLength: 8 })
  .map((polls) => polls.map((poll, index) => makePoll({ atMs: index + 1, ...poll })));

describe("mergePolls", () => {
  it("has the outcome of the polls one after another", () => {
    fc.assert(
      fc.property(anyPolls, (polls) => {
        const merged = polls.reduce((older, newer) => mergePolls(older, newer, 1000).poll);
        expect(outcomeOf([merged])).toEqual(outcomeOf(polls));
      }),
    );
  });

  it("gives up the oldest events over the bound and says how many", () => {
    const [older, newer] = [
      makePoll({ atMs: 1, events: [event("a"), event("b")] }),
      makePoll({ atMs: 2, events: [event("c")] }),
    ];
    const { poll, dropped } = mergePolls(older, newer, 2);
    expect([poll.events.map(({ key }) => key), dropped]).toEqual([["b", "c"], 1]);
  });

  it("keeps the newest totals of the account", () => {
    const farm = { waiting: 1, rendering: 0, done: 0, failed: 0, stopped: 0, activeTasks: 1, spend: null, balance: 2 };
    const older = makePoll({ atMs: 1, farm });
    expect(mergePolls(older, makePoll({ atMs: 2 }), 9).poll.farm).toEqual(farm);
    expect(mergePolls(older, makePoll({ atMs: 2, farm: { ...farm, waiting: 7 } }), 9).poll.farm?.waiting).toBe(7);
  });
});

describe("PollBuffer", () => {
  it("stays in its bounds and loses no outcome", () => {
    fc.assert(
      fc.property(anyPolls, (polls) => {
        const buffer = new PollBuffer({ polls: 3, tasks: 1000, events: 1000 });
        for (const poll of polls) buffer.add(poll, poll.atMs);
        buffer.shrink();
        expect(buffer.size().polls).toBeLessThanOrEqual(3);
        expect(buffer.oldest()?.atMs).toBe(1);
        const kept: PollWrite[] = [];
        for (let item = buffer.oldest(); item; item = buffer.oldest()) {
          kept.push(item.content);
          buffer.remove(item.id);
        }
        expect(outcomeOf(kept)).toEqual(outcomeOf(polls));
      }),
    );
  });

  it("merges polls that together hold too many tasks or events", () => {
    const buffer = new PollBuffer({ polls: 100, tasks: 3, events: 2 });
    for (let atMs = 1; atMs <= 6; atMs += 1) {
      buffer.add(makePoll({ atMs, changed: [nodeOf({ id: 1 }), nodeOf({ id: 2 })], events: [event(`${atMs}`)] }), atMs);
      buffer.shrink();
    }
    expect(buffer.size()).toEqual({ polls: 1, tasks: 2, events: 2, dropped: 4 });
  });
});
