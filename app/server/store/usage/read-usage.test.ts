import * as fc from "fast-check";
import { expect, it } from "vitest";
import { TASK } from "../../../protocol/tasks/task-status";
import type { AccountStore } from "../account-store";
import { makePoll, nodeOf } from "../testing/make-poll";
import { describeOnEngines } from "../testing/test-stores";
import type { UsageQuery } from "./read-usage";

const HOUR = 3_600_000;
const T0 = Date.UTC(2026, 10, 2, 8);
const minutes = (count: number) => T0 + count * 60_000;

const task = (id: number, members: Parameters<typeof nodeOf>[0] | object) =>
  nodeOf({ statusCode: TASK.rendering, totalFrames: 100, startedMs: T0, accountCost: 0, ...members, id });

const read = (account: AccountStore, query: Partial<UsageQuery>) =>
  account.usage({ period: "hour", by: "total", fromMs: T0 - 24 * HOUR, toMs: T0 + 24 * HOUR, zone: 0, ...query });

describeOnEngines("usage", (engine) => {
  it("is summed by project, user, software and camera, and in total", async () => {
    const account = (await engine.newStore()).account("a");
    const writer = account.newWriter();
    const alps = { projectName: "Alps", userName: "mei", cgId: 2000, camera: "left" };
    const lake = { projectName: "Lake", userName: "mei", cgId: 2004, camera: "right" };
    await writer.write(makePoll({ atMs: T0, changed: [task(1, alps), task(2, lake)] }));
    await writer.write(
      makePoll({
        atMs: T0 + HOUR,
        changed: [
          task(1, {
            ...alps,
            doneFrames: 10,
            failedFrames: 2,
            machineSeconds: 600,
            accountCost: 1.25,
            couponCost: 0.5,
            arrears: 0.001,
          }),
          task(2, { ...lake, doneFrames: 5, machineSeconds: 50, accountCost: 2 }),
        ],
      }),
    );
    expect(await read(account, { by: "project" })).toMatchObject([
      {
        startMs: T0 + HOUR,
        value: "Alps",
        done: 10,
        failed: 2,
        machineMs: 600_000,
        accountMilli: 1250,
        couponMilli: 500,
        arrearsMilli: 1,
      },
      {
        startMs: T0 + HOUR,
        value: "Lake",
        done: 5,
        failed: 0,
        machineMs: 50_000,
        accountMilli: 2000,
        couponMilli: 0,
        arrearsMilli: 0,
      },
    ]);
    const both = { done: 15, failed: 2, machineMs: 650_000, accountMilli: 3250 };
    expect(await read(account, { by: "user" })).toMatchObject([{ value: "mei", ...both }]);
    expect(await read(account, { by: "total" })).toMatchObject([{ value: "", ...both }]);
    expect((await read(account, { by: "software" })).map(({ value, done }) => [value, done])).toEqual([
      ["Houdini", 5],
      ["Maya", 10],
    ]);
    expect((await read(account, { by: "camera" })).map(({ value }) => value)).toEqual(["left", "right"]);
    expect(await read(account, { by: "node" })).toEqual([]);
  });

  it("belongs to the days of the asked zone", async () => {
    const account = (await engine.newStore()).account("a");
    const writer = account.newWriter();
    for (let hour = 0; hour < 24; hour += 1) {
      await writer.write(makePoll({ atMs: T0 + hour * HOUR, changed: [task(1, { doneFrames: hour })] }));
    }
    const days = await read(account, { period: "day", zone: 480, toMs: T0 + 48 * HOUR });
    expect(days.map(({ startMs, done }) => [new Date(startMs).toISOString(), done])).toEqual([
      ["2026-11-01T16:00:00.000Z", 7],
      ["2026-11-02T16:00:00.000Z", 16],
    ]);
  });

  it("is the same however long the periods are", async () => {
    const account = (await engine.newStore()).account("a");
    const writer = account.newWriter();
    for (let step = 0; step < 60; step += 1) {
      await writer.write(
        makePoll({ atMs: T0 + step * 7 * HOUR, changed: [task(1, { doneFrames: step, totalFrames: 99 })] }),
      );
    }
    const range = { fromMs: T0 + 20 * HOUR, toMs: T0 + 400 * HOUR };
    const done = async (query: Partial<UsageQuery>) =>
      (await read(account, { ...range, ...query })).reduce((sum, usage) => sum + usage.done, 0);
    const hours = await done({ period: "hour" });
    expect(hours).toBe(55);
    for (const period of ["day", "week", "month"] as const) {
      for (const zone of [0, 480, 60, -570]) expect(await done({ period, zone })).toBe(hours);
    }
  });

  it("counts a task that is started again as a rise only when it is done again", async () => {
    const account = (await engine.newStore()).account("a");
    const writer = account.newWriter();
    for (const [index, doneFrames] of [100, 60, 100].entries()) {
      await writer.write(
        makePoll({ atMs: T0 + index * HOUR, changed: [task(1, { doneFrames, machineSeconds: doneFrames })] }),
      );
    }
    const hours = await read(account, {});
    expect(hours.map(({ done, restarted, machineMs }) => [done, restarted, machineMs])).toEqual([
      [100, 0, 100_000],
      [0, 40, 0],
      [40, 0, 40_000],
    ]);
  });

  it("adds up when the clock jumps forth and back", async () => {
    const account = (await engine.newStore()).account("a");
    const writer = account.newWriter();
    for (const [index, atMs] of [T0, T0 + 9 * HOUR, T0 - 5 * HOUR, T0 + 1000, T0 + 1000].entries()) {
      const changed = [task(1, { doneFrames: index * 10, startedMs: T0 - 20 * HOUR })];
      expect((await writer.write(makePoll({ atMs, changed }))).state).toBe("written");
    }
    const hours = await read(account, {});
    expect(hours.reduce((sum, { done }) => sum + done, 0)).toBe(40);
    expect(
      hours.every(({ queueMax, machineMs, restarted }) => queueMax >= 0 && machineMs >= 0 && restarted === 0),
    ).toBe(true);
    expect((await account.samples("1")).map(({ at_ms, done }) => [at_ms - T0, done])).toEqual([
      [-5 * HOUR, 20],
      [0, 0],
      [1000, 40],
      [9 * HOUR, 10],
    ]);
  });

  it("takes a reading without counts for no restart", async () => {
    const account = (await engine.newStore()).account("a");
    const writer = account.newWriter();
    const full = { doneFrames: 70, failedFrames: 3, machineSeconds: 9, accountCost: 5 };
    const unreadable = { totalFrames: 0, machineSeconds: null, accountCost: null };
    for (const [index, members] of [full, unreadable, full].entries()) {
      await writer.write(makePoll({ atMs: T0 + index, changed: [task(1, members)] }));
    }
    expect(await read(account, {})).toMatchObject([
      { done: 70, failed: 3, restarted: 0, machineMs: 9000, accountMilli: 5000 },
    ]);
  });

  it("counts leaves and not their shell", async () => {
    const account = (await engine.newStore()).account("a");
    const layer = (id: number, doneFrames: number) => task(id, { doneFrames, parentId: 1, projectName: "" }).task;
    const shell = task(1, {
      isShell: true,
      doneFrames: 999,
      projectName: "Alps",
      children: [layer(2, 3), layer(3, 4)],
    });
    await account.newWriter().write(makePoll({ atMs: T0, changed: [shell] }));
    expect(await read(account, { by: "project" })).toMatchObject([{ value: "Alps", done: 7 }]);
    expect(await account.samples("1")).toHaveLength(2);
  });

  it("has the mean and the maximum of the queue while it was observed", async () => {
    const account = (await engine.newStore()).account("a");
    const writer = account.newWriter();
    const waiting = (frames: number) => task(1, { projectName: "Alps", statusCode: TASK.waiting, totalFrames: frames });
    // Ten minutes: 10 frames wait for five of them and 30 for five.
    for (let minute = 0; minute <= 10; minute += 1) {
      await writer.write(
        makePoll({ atMs: minutes(minute), changed: minute === 6 ? [waiting(30)] : minute === 0 ? [waiting(10)] : [] }),
      );
    }
    // A pause of 20 minutes is not observed; then the task has ended.
    await writer.write(
      makePoll({
        atMs: minutes(30),
        changed: [task(1, { projectName: "Alps", statusCode: TASK.userStopped, totalFrames: 30 })],
      }),
    );
    for (let minute = 31; minute <= 40; minute += 1) await writer.write(makePoll({ atMs: minutes(minute) }));
    expect(await read(account, {})).toMatchObject([{ queueMean: (5 * 10 + 5 * 30) / 20, queueMax: 30 }]);
    expect(await read(account, { by: "project" })).toMatchObject([{ value: "Alps", queueMean: 10, queueMax: 30 }]);
  });

  it("says that no queue was observed", async () => {
    const account = (await engine.newStore()).account("a");
    await account.newWriter().write(makePoll({ atMs: T0, changed: [task(1, { doneFrames: 1 })] }));
    expect(await read(account, {})).toMatchObject([{ queueMean: null }]);
  });

  it("has no queue of tasks that were deleted or layers that went", async () => {
    const account = (await engine.newStore()).account("a");
    const writer = account.newWriter();
    const layer = (id: number) => task(id, { statusCode: TASK.waiting, totalFrames: 10 }).task;
    const shell = (...children: number[]) => task(1, { isShell: true, children: children.map(layer) });
    await writer.write(
      makePoll({ atMs: T0, changed: [shell(2, 3), task(4, { statusCode: TASK.waiting, totalFrames: 10 })] }),
    );
    await writer.write(makePoll({ atMs: T0 + 1000, changed: [shell(2)], removedIds: ["4"] }));
    await writer.write(makePoll({ atMs: T0 + 61_000 }));
    expect(await read(account, {})).toMatchObject([{ queueMean: 10 }]);
  });

  it("refuses a query that makes no sense", async () => {
    const account = (await engine.newStore()).account("a");
    await account.newWriter().write(makePoll({ atMs: T0 }));
    await expect(read(account, { toMs: 0 })).rejects.toThrow(RangeError);
  });

  it("adds up to what the tasks say, however the polls fall", async () => {
    const account = (await engine.newStore()).account("a");
    const step = fc.record({ id: fc.integer({ min: 1, max: 3 }), rise: fc.nat(9), pause: fc.nat(200) });
    let nextId = 0;
    let atMs = T0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
        const writer = account.newWriter();
        nextId += 10;
        const done = new Map<number, number>();
        const project = `P${nextId}`;
        for (const { id, rise, pause } of steps) {
          atMs += pause * 60_000;
          done.set(id, (done.get(id) ?? 0) + rise);
          const changed = [
            task(nextId + id, { projectName: project, doneFrames: done.get(id) ?? 0, totalFrames: 200 }),
          ];
          await writer.write(makePoll({ atMs, changed }));
        }
        const months = await read(account, { period: "month", by: "project", toMs: atMs + HOUR });
        const sum = months.filter(({ value }) => value === project).reduce((total, usage) => total + usage.done, 0);
        expect(sum).toBe([...done.values()].reduce((total, count) => total + count, 0));
      }),
      { numRuns: 15 },
    );
  });
});
