import * as fc from "fast-check";
import { expect, it } from "vitest";
import { readMsOf } from "../../mirror/read-times";
import type { TaskHistory } from "../../mirror/task-history";
import { makePoll, nodeOf, T0 } from "../store/testing/make-poll";
import { describeOnEngines } from "../store/testing/test-stores";
import { createStoredList } from "./stored-list";

/** What pages see of a list. */
const seen = ({ nodes, readTimes, active, total }: TaskHistory) => ({
  tasks: [...nodes.values()]
    .map(({ task }) => ({ task, readMs: readMsOf(readTimes, task.id), isActive: active.has(task.id) }))
    .toSorted((a, b) => a.task.id - b.task.id),
  total,
});

const ids = fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { maxLength: 6 });
const poll = fc.record({ changed: ids, read: ids, removed: ids, done: fc.nat(50) });

describeOnEngines("the list in the store", (engine) => {
  it("ends with the same list after each single change as after one read of everything", async () => {
    const store = await engine.newStore();
    let round = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(poll, { maxLength: 6 }), fc.nat(5), async (polls, newWriterAt) => {
        round += 1;
        const account = store.account(`account ${round}`);
        const follower = createStoredList(account);
        let writer = account.newWriter();
        for (const [index, { changed, read, removed, done }] of polls.entries()) {
          if (index === newWriterAt) writer = account.newWriter();
          const atMs = T0 + index * 1000;
          await writer.write(
            makePoll({
              atMs,
              revision: index + 1,
              changed: changed.map((id) => nodeOf({ id, doneFrames: done })),
              removedIds: removed.filter((id) => !changed.includes(id)).map(String),
              reads: [{ readMs: atMs, taskIds: [...changed, ...read].map(String) }],
            }),
          );
          const stepwise = await follower.sync();
          const atOnce = await createStoredList(account).sync();
          expect(seen(stepwise.history)).toEqual(seen(atOnce.history));
          expect([stepwise.term, stepwise.revision]).toEqual([writer.term, index + 1]);
          expect(await follower.sync()).toBe(stepwise);
        }
      }),
      { numRuns: 8 },
    );
  });

  it("names the tasks that another version of the program wrote, until they are written anew", async () => {
    const store = await engine.newStore();
    const account = store.account("a");
    const writer = account.newWriter();
    const write = (changed: Parameters<typeof makePoll>[0]["changed"] = []) =>
      writer.write(makePoll({ atMs: Date.now(), revision: 0, changed, reads: [{ readMs: T0, taskIds: ["1", "2"] }] }));
    const { task } = nodeOf({ id: 1 });
    const older: typeof task = JSON.parse(JSON.stringify({ ...task, doneFrames: undefined }));
    await write([{ ...nodeOf({ id: 1 }), task: older }, nodeOf({ id: 2 })]);
    const list = createStoredList(account);
    const first = await list.sync();
    expect([[...first.unreadable], [...first.history.nodes.keys()]]).toEqual([["1"], [2]]);
    await write([nodeOf({ id: 1 })]);
    const second = await list.sync();
    expect([second.unreadable.size, second.history.nodes.size]).toEqual([0, 2]);
  });
});
