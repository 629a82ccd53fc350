import { expect, it, onTestFinished } from "vitest";
import { TASK } from "../../../protocol/tasks/task-status";
import { AccountStore } from "../account-store";
import { EngineSession } from "../engine/engine-session";
import { openPostgres } from "../engine/postgres";
import { openSqlite } from "../engine/sqlite";
import { migrate } from "../migrate";
import { makePoll, nodeOf } from "../testing/make-poll";
import { describeOnEngines, type TestEngine } from "../testing/test-stores";
import { retainOnce } from "./retention";

const MINUTE = 60_000;
const DAY = 86_400_000;
const T0 = Date.UTC(2026, 6, 1);

async function newSession(engine: TestEngine): Promise<EngineSession> {
  const place = await engine.newPlace();
  const session = new EngineSession(async () => {
    const opened = place.engine === "sqlite" ? await openSqlite(place.path) : openPostgres(place.url);
    await migrate(opened);
    return opened;
  });
  onTestFinished(() => session.close());
  return session;
}

/** Two tasks, an hour of samples each minute; the second one is started again after 32 minutes. */
async function fill(account: AccountStore): Promise<void> {
  const writer = account.newWriter();
  const farm = { waiting: 0, rendering: 1, done: 0, failed: 0, stopped: 0, activeTasks: 2, spend: null, balance: null };
  for (let minute = 0; minute < 60; minute += 1) {
    const changed = [minute, minute < 32 ? minute : minute - 32].map((doneFrames, index) =>
      nodeOf({
        id: index + 1,
        statusCode: TASK.rendering,
        totalFrames: 1000,
        doneFrames,
        startedMs: T0,
        accountCost: doneFrames / 8,
      }),
    );
    await writer.write(makePoll({ atMs: T0 + minute * MINUTE, changed, farm }));
  }
}

const minutesOf = async (account: AccountStore, taskId: string) =>
  (await account.samples(taskId)).map(({ at_ms }) => (at_ms - T0) / MINUTE);

describeOnEngines("retention", (engine) => {
  it("thins old samples step by step and changes no total", async () => {
    const session = await newSession(engine);
    const account = new AccountStore("a", session, (error) => expect(error).toBeUndefined());
    await fill(account);
    const usage = () => account.usage({ period: "hour", by: "total", fromMs: T0, toMs: T0 + DAY, zone: 0 });
    const before = await usage();
    const farmBefore = await account.farmSamples(T0, T0 + DAY);

    expect((await retainOnce(session, T0 + 7 * DAY - 1)).deleted).toBe(0);
    expect((await retainOnce(session, T0 + 8 * DAY)).deleted).toBeGreaterThan(0);
    expect(await minutesOf(account, "1")).toEqual(Array.from({ length: 12 }, (_, index) => index * 5 + 4));
    expect(await minutesOf(account, "2")).toEqual(
      [...Array.from({ length: 12 }, (_, index) => index * 5 + 4), 31, 32].sort((a, b) => a - b),
    );
    expect(await account.farmSamples(T0, T0 + DAY)).toHaveLength(farmBefore.length / 5);
    expect((await retainOnce(session, T0 + 8 * DAY)).deleted).toBe(0);

    await retainOnce(session, T0 + 100 * DAY);
    expect(await minutesOf(account, "1")).toEqual([59]);
    expect(await minutesOf(account, "2")).toEqual([31, 32, 59]);
    expect(await usage()).toEqual(before);
    expect((await account.samples("2")).at(-1)).toMatchObject({ done: 27, account_milli: 3375 });
  });

  it("stops when stop is called", async () => {
    const session = await newSession(engine);
    const account = new AccountStore("a", session, (error) => expect(error).toBeUndefined());
    await fill(account);
    expect((await retainOnce(session, T0 + 100 * DAY, AbortSignal.abort())).deleted).toBe(0);
  });
});
