import { expect, it } from "vitest";
import { finished, makePoll, nodeOf, rendering, T0 } from "./testing/make-poll";
import { describeOnEngines, openTestStore } from "./testing/test-stores";

describeOnEngines("the store", (engine) => {
  it("gives back tasks as they were written, after it was opened again", async () => {
    const place = await engine.newPlace();
    const first = await openTestStore(place);
    const node = rendering(7, 3);
    const reads = [{ readMs: T0 + 5, taskIds: ["7"] }];
    const outcome = await first
      .account("a")
      .newWriter()
      .write(makePoll({ atMs: T0 + 9, revision: 12, changed: [node], reads }));
    expect(outcome).toEqual({ state: "written", result: { revision: 12, events: [] } });
    await first.close();
    const second = await openTestStore(place);
    expect(await second.account("a").tasks()).toEqual({
      revision: 12,
      tasks: [{ id: "7", task: node.task, revision: 12, firstSeenMs: T0 + 9, readMs: T0 + 5 }],
    });
    expect(await second.account("b").tasks()).toEqual({ revision: 0, tasks: [] });
  });

  it("gives what changed after a revision, and deletions", async () => {
    const account = (await engine.newStore()).account("a");
    const writer = account.newWriter();
    await writer.write(
      makePoll({ atMs: T0, revision: 1, changed: [rendering(1, 0), rendering(2, 0), rendering(3, 0)] }),
    );
    await writer.write(makePoll({ atMs: T0 + 1, revision: 2, changed: [rendering(2, 5)] }));
    await writer.write(makePoll({ atMs: T0 + 2, revision: 3, removedIds: ["3"] }));
    const changes = await account.changesSince(1);
    expect(changes.revision).toBe(3);
    expect(changes.tasks.map(({ id, revision }) => [id, revision])).toEqual([["2", 2]]);
    expect(changes.removed).toEqual([{ id: "3", deletedMs: T0 + 2 }]);
    expect((await account.tasks()).tasks.map(({ id }) => id)).toEqual(["1", "2"]);
    await writer.write(makePoll({ atMs: T0 + 3, revision: 4, changed: [rendering(3, 1)] }));
    expect((await account.changesSince(3)).tasks.map(({ id }) => id)).toEqual(["3"]);
  });

  it("gives many tasks and many changes whole, in steps", async () => {
    const account = (await engine.newStore()).account("a");
    const writer = account.newWriter();
    const ids = Array.from({ length: 450 }, (_, index) => index + 1);
    await writer.write(makePoll({ atMs: T0, revision: 1, changed: ids.map((id) => rendering(id, 0)) }));
    await writer.write(makePoll({ atMs: T0, revision: 2, changed: ids.slice(0, 300).map((id) => rendering(id, 1)) }));
    await writer.write(makePoll({ atMs: T0, revision: 3, removedIds: ids.slice(250, 260).map(String) }));
    expect((await account.tasks()).tasks).toHaveLength(440);
    const { tasks, removed } = await account.changesSince(1);
    expect(new Set(tasks.map(({ id }) => id))).toEqual(
      new Set([...ids.slice(0, 250), ...ids.slice(260, 300)].map(String)),
    );
    expect(removed).toHaveLength(10);
  });

  it("keeps the newest read of a task", async () => {
    const account = (await engine.newStore()).account("a");
    const writer = account.newWriter();
    await writer.write(
      makePoll({
        atMs: T0,
        reads: [
          { readMs: 50, taskIds: ["1", "2"] },
          { readMs: 40, taskIds: ["1"] },
        ],
      }),
    );
    await writer.write(
      makePoll({
        atMs: T0 + 1,
        reads: [
          { readMs: 45, taskIds: ["2"] },
          { readMs: 60, taskIds: ["1"] },
        ],
      }),
    );
    expect(await account.readsSince(0)).toEqual([
      { id: "1", readMs: 60 },
      { id: "2", readMs: 50 },
    ]);
    expect(await account.readsSince(T0)).toEqual([{ id: "1", readMs: 60 }]);
  });

  it("notes a failed reading of the farm, and nothing else of that poll", async () => {
    const account = (await engine.newStore()).account("a");
    const writer = account.newWriter();
    await writer.write(makePoll({ atMs: T0, revision: 7, hasFailed: true, reading: '{"state":"failing"}' }));
    expect(await account.head()).toEqual({ revision: 7, term: writer.term, reading: '{"state":"failing"}' });
    expect((await account.state()).recordingSinceMs).toBeNull();
    await writer.write(makePoll({ atMs: T0 + 1, revision: 8 }));
    expect((await account.head()).reading).toBe('{"state":"failing"}');
  });

  it("keeps accounts apart", async () => {
    const store = await engine.newStore();
    await store
      .account("cn")
      .newWriter()
      .write(makePoll({ atMs: T0, changed: [rendering(1, 1)], events: [finished("1")] }));
    await store
      .account("fox")
      .newWriter()
      .write(makePoll({ atMs: T0 + 5, changed: [rendering(1, 2)], events: [finished("1")] }));
    for (const [id, done] of [
      ["cn", 1],
      ["fox", 2],
    ] as const) {
      expect((await store.account(id).tasks()).tasks[0]?.task?.doneFrames).toBe(done);
      expect(await store.account(id).eventsSince(0)).toHaveLength(1);
    }
    expect((await store.health()).recordingSinceMs).toEqual({ cn: T0, fox: T0 + 5 });
  });

  it("stores what a farm may send and no database likes", async () => {
    const account = (await engine.newStore()).account("a");
    const node = nodeOf({
      id: Number.MAX_SAFE_INTEGER,
      sceneName: "nul \u0000 lone \ud800 镜头",
      projectName: "P".repeat(100_000),
      userName: "\u0000",
      accountCost: 1e300,
      machineSeconds: 0.0004,
      submittedMs: 1e300,
    });
    const outcome = await account.newWriter().write(
      makePoll({
        atMs: T0,
        changed: [node, node],
        events: [{ ...finished("1"), key: "k".repeat(10_000), details: "\u0000" }],
      }),
    );
    expect(outcome.state).toBe("written");
    const [stored] = (await account.tasks()).tasks;
    expect(stored).toMatchObject({
      id: "9007199254740991",
      task: { accountCost: 1e300, projectName: node.task.projectName },
    });
    expect(await account.eventsSince(0)).toMatchObject([{ details: "\u0000" }]);
  });

  it("refuses a former writer once another one has claimed the account", async () => {
    const account = (await engine.newStore()).account("a");
    const [former, next] = [account.newWriter(), account.newWriter()];
    await former.write(makePoll({ atMs: T0 }));
    await next.claim();
    expect(await former.write(makePoll({ atMs: T0 + 1, events: [finished("1")] }))).toEqual({ state: "deposed" });
    expect((await next.write(makePoll({ atMs: T0 + 2, events: [finished("1")] }))).state).toBe("written");
    expect(await account.eventsSince(0)).toHaveLength(1);
  });

  it("gives a poll with an old revision the next one", async () => {
    const account = (await engine.newStore()).account("a");
    const writer = account.newWriter();
    await writer.write(makePoll({ atMs: T0, revision: 50 }));
    expect(await writer.write(makePoll({ atMs: T0, revision: 3, changed: [rendering(1, 1)] }))).toMatchObject({
      result: { revision: 51 },
    });
    expect((await account.changesSince(50)).tasks).toHaveLength(1);
  });
});
