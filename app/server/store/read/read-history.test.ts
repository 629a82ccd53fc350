import { expect, it } from "vitest";
import type { TaskNode } from "../../../protocol/tasks/task-tree";
import { finished, makePoll, nodeOf, rendering, T0 } from "../testing/make-poll";
import { describeOnEngines } from "../testing/test-stores";
import type { FrameAttempt, NewEvent } from "../write/poll-write";

const started = (id: number, done: number, startedMs: number) => {
  const { task } = rendering(id, done);
  return nodeOf({ ...task, startedMs });
};

const failing = (id: number, failedFrames: number, startedMs: number) =>
  nodeOf({ ...rendering(id, 0).task, failedFrames, startedMs });

const stopped = (taskId: string, atMs: number): NewEvent => ({
  key: `${taskId} ${atMs}`,
  type: "stopped",
  taskId,
  atMs,
});

const noFrames = {
  waiting: 0,
  rendering: 0,
  done: 0,
  failed: 0,
  stopped: 0,
  activeTasks: 0,
  spend: null,
  balance: null,
};

describeOnEngines("history", (engine) => {
  it("gives the last totals of each interval", async () => {
    const account = (await engine.newStore()).account("a");
    const writer = account.newWriter();
    for (let second = 0; second < 10; second += 1) {
      await writer.write(makePoll({ atMs: T0 + second * 1000, farm: { ...noFrames, done: second } }));
    }
    const done = async (everyMs?: number) =>
      (await account.farmSamples(T0, T0 + 9000, everyMs)).map((sample) => sample.done);
    expect(await done(4000)).toEqual([3, 7, 8]);
    expect(await done()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it("counts what happened since recording began, though tasks are rendered again and deleted", async () => {
    const account = (await engine.newStore()).account("a");
    const writer = account.newWriter();
    const write = (second: number, changed: readonly TaskNode[], removedIds: readonly string[] = []) =>
      writer.write(makePoll({ atMs: T0 + second * 1000, changed, removedIds, farm: noFrames }));
    // Half of the first task was done before; the third one is new, the fourth is only seen late.
    await write(0, [started(1, 50, T0 - 9000), started(2, 0, T0 - 9000)]);
    await write(1, [started(1, 53, T0 - 9000), started(2, 8, T0 - 9000)]);
    await write(2, [started(1, 10, T0 - 9000), started(2, 9, T0 - 9000)], ["2"]);
    await write(3, [started(1, 14, T0 - 9000), started(3, 5, T0 + 2000), started(4, 70, T0 - 5000)]);
    const samples = await account.farmSamples(T0, T0 + 9000);
    expect(samples.map(({ done_grown }) => done_grown)).toEqual([0, 11, 12, 21]);
    expect(samples.map(({ spend_grown_milli }) => spend_grown_milli)).toEqual([0, 1386, 1512, 2646]);
    expect((await account.farmSampleUntil(T0 + 1999))?.done_grown).toBe(11);
    expect(await account.farmSampleUntil(T0 - 1)).toBeNull();
  });

  it("names the tasks with frames that failed after a moment, also those that were rendered again and deleted", async () => {
    const account = (await engine.newStore()).account("a");
    const writer = account.newWriter();
    const write = (second: number, changed: readonly TaskNode[], removedIds: readonly string[] = []) =>
      writer.write(makePoll({ atMs: T0 + second * 1000, changed, removedIds }));
    await write(0, [failing(1, 5, T0 - 9000), failing(2, 1, T0 - 9000), failing(6, 0, T0 - 9000)]);
    await write(1, [failing(1, 7, T0 - 9000), failing(6, 2, T0 - 9000)]);
    // The first is rendered again and fails once more, the third is new, the fourth is only seen late.
    await write(2, [failing(1, 0, T0 - 9000), failing(3, 4, T0 + 1000), failing(4, 9, T0 - 5000)]);
    await write(3, [failing(1, 1, T0 - 9000), failing(5, 1, T0 + 2000)], ["5"]);
    expect(await account.taskFailures(T0)).toEqual([
      { taskId: "3", failed: 4 },
      { taskId: "1", failed: 3 },
      { taskId: "6", failed: 2 },
      { taskId: "5", failed: 1 },
    ]);
    expect(await account.taskFailures(T0 + 2000)).toEqual([
      { taskId: "1", failed: 1 },
      { taskId: "5", failed: 1 },
    ]);
    expect(await account.taskFailures(T0 + 3000)).toEqual([]);
  });

  it("counts tasks with an event of each type since a moment", async () => {
    const account = (await engine.newStore()).account("a");
    const events = [finished("1"), stopped("1", T0 - 1), stopped("2", T0), stopped("2", T0 + 1), stopped("3", T0 + 1)];
    await account.newWriter().write(makePoll({ atMs: T0, events }));
    const counts = (await account.eventCounts(T0)).map(({ type, tasks }) => [type, tasks]);
    expect(Object.fromEntries(counts)).toEqual({ finished: 1, stopped: 2 });
  });

  it("keeps a sample only when something changed", async () => {
    const account = (await engine.newStore()).account("a");
    const writer = account.newWriter();
    for (const [index, done] of [0, 3, 3, 8].entries()) {
      await writer.write(makePoll({ atMs: T0 + index, changed: [rendering(1, done)] }));
    }
    const samples = await account.samples("1");
    expect(
      samples.map(({ at_ms, done, machine_ms, account_milli, coupon_milli }) => [
        at_ms,
        done,
        machine_ms,
        account_milli,
        coupon_milli,
      ]),
    ).toEqual([
      [T0, 0, 0, 0, 0],
      [T0 + 1, 3, 180_000, 375, 3],
      [T0 + 3, 8, 480_000, 1000, 8],
    ]);
    expect(await account.samples("1", T0 + 1, T0 + 3)).toHaveLength(1);
  });

  it("records an event once, even when several writers report it", async () => {
    const store = await engine.newStore();
    const account = store.account("a");
    const writer = account.newWriter();
    const first = await writer.write(makePoll({ atMs: T0, events: [finished("1"), finished("1"), finished("2")] }));
    expect(first).toMatchObject({
      result: {
        events: [
          { seq: 1, taskId: "1" },
          { seq: 2, taskId: "2" },
        ],
      },
    });
    const next = account.newWriter();
    const second = await next.write(
      makePoll({ atMs: T0 + 1, events: [finished("2"), { ...finished("3"), details: { frames: 4 } }] }),
    );
    expect(second).toMatchObject({ result: { events: [{ seq: 3, taskId: "3" }] } });
    expect(await account.eventsSince(0)).toEqual([
      { ...finished("1"), seq: 1 },
      { ...finished("2"), seq: 2 },
      { ...finished("3"), seq: 3, details: { frames: 4 } },
    ]);
    expect(await account.state()).toEqual({ recordingSinceMs: T0, revision: T0 + 1, lastEventSeq: 3 });
    expect(await account.eventsSince(1, 1)).toEqual([{ ...finished("2"), seq: 2 }]);
    expect((await account.eventsOfTask("3")).map(({ seq }) => seq)).toEqual([3]);
  });

  it("records an attempt of a frame once", async () => {
    const account = (await engine.newStore()).account("a");
    const writer = account.newWriter();
    const attempt: FrameAttempt = {
      leafId: "9007199254740993",
      frameId: "11",
      frameName: "0011",
      startedMs: T0,
      endedMs: T0 + 60_000,
      node: "10.0.0.7",
      statusCode: 4,
      renderSeconds: 60,
      accountCost: 1.5,
      couponCost: null,
      arrears: 0,
    };
    const again = { ...attempt, startedMs: T0 + 90_000, endedMs: T0 + 120_000 };
    await writer.write(makePoll({ atMs: T0 + 100_000, attempts: [attempt, attempt] }));
    await writer.write(makePoll({ atMs: T0 + 200_000, attempts: [attempt] }));
    // What an instance saw that does not lead.
    expect(await account.recordAttempts([attempt, again], T0 + 210_000)).toMatchObject({ state: "written" });
    const stored = await account.attempts("9007199254740993");
    expect(stored.map(({ started_ms, account_milli, render_ms }) => [started_ms, account_milli, render_ms])).toEqual([
      [T0, 1500, 60_000],
      [T0 + 90_000, 1500, 60_000],
    ]);
    const nodes = await account.usage({ period: "day", by: "node", fromMs: T0, toMs: T0 + 86_400_000, zone: 0 });
    expect(nodes).toMatchObject([{ value: "10.0.0.7", machineMs: 120_000, accountMilli: 3000, queueMean: null }]);
  });

  it("keeps totals of the account and actions", async () => {
    const account = (await engine.newStore()).account("a");
    const farm = {
      waiting: 5,
      rendering: 2,
      done: 9,
      failed: 1,
      stopped: 0,
      activeTasks: 3,
      spend: 12.345,
      balance: null,
    };
    await account.newWriter().write(makePoll({ atMs: T0, farm }));
    expect(await account.farmSamples(T0, T0 + 1)).toMatchObject([
      { at_ms: T0, waiting: 5, spend_milli: 12_345, balance_milli: null },
    ]);
  });
});
