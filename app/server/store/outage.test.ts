import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import { describe, expect, inject, it, onTestFinished, vi } from "vitest";
import { TASK } from "../../protocol/tasks/task-status";
import { createGate } from "../../proxy/testing/gate";
import { AccountStore } from "./account-store";
import type { Engine } from "./engine/engine";
import { EngineSession } from "./engine/engine-session";
import { openPostgres } from "./engine/postgres";
import { openSqlite } from "./engine/sqlite";
import { migrate } from "./migrate";
import { failureOf } from "./store-error";
import { makeAction } from "./testing/make-action";
import { makeEnvironment, seenEnvironments } from "./testing/make-environment";
import { makePoll, nodeOf } from "./testing/make-poll";
import { tcpGateTo } from "./testing/tcp-gate";
import { openTestStore, postgresPlaces, temporaryFolder } from "./testing/test-stores";
import { AccountWriter } from "./write/account-writer";
import type { NewEvent } from "./write/poll-write";

const T0 = Date.UTC(2026, 10, 2, 8);
const finished = (taskId: string): NewEvent => ({ key: `finished ${taskId}`, type: "finished", taskId, atMs: T0 });
const rendering = (id: number, doneFrames: number) =>
  nodeOf({
    id,
    statusCode: TASK.rendering,
    totalFrames: 1000,
    doneFrames,
    startedMs: T0,
    keyValueText: "x".repeat(2000),
  });

/** Bounds the file as a full disk would. */
const limitPages = (pages: number) => (engine: Engine) =>
  engine.write("process", (db) => sql`pragma max_page_count = ${sql.lit(pages)}`.execute(db));

const doneFrames = async (account: AccountStore) => {
  const days = await account.usage({ period: "day", by: "total", fromMs: T0, toMs: T0 + 86_400_000, zone: 0 });
  return days.reduce((sum, { done }) => sum + done, 0);
};

describe("a full disk", () => {
  it("keeps polls and actions, says since when, and writes them when there is space again", async () => {
    const session = new EngineSession(async () => {
      const engine = await openSqlite(join(temporaryFolder(), "renderdeck.db"));
      await migrate(engine);
      return engine;
    });
    const account = new AccountStore("a", session, (error) => expect(error).toBeUndefined());
    onTestFinished(async () => {
      await account.stop();
      await session.close();
    });
    const writer = account.newWriter();
    await writer.write(makePoll({ atMs: T0, changed: [rendering(0, 1)] }));
    await session.use(limitPages(60));
    const outcomes: string[] = [];
    for (let index = 1; index <= 40; index += 1) {
      const changed = [rendering(index, 2), rendering(100 + index, 0), rendering(0, 1 + index)];
      outcomes.push(
        (await writer.write(makePoll({ atMs: T0 + index, changed, events: [finished(`${index}`)] }))).state,
      );
    }
    const firstLost = outcomes.indexOf("buffered");
    expect(firstLost).toBeGreaterThan(0);
    expect(new Set(outcomes.slice(firstLost))).toEqual(new Set(["buffered"]));
    expect(account.outage).toMatchObject({ failure: "full", sinceMs: T0 + firstLost + 1 });
    expect((await account.tasks()).tasks).toHaveLength(1 + 2 * firstLost);
    const action = {
      atMs: T0,
      targets: ["x".repeat(500_000)],
    };
    expect(await account.recordAction(makeAction(action))).toEqual({ state: "buffered" });
    await session.use(limitPages(100_000));
    await account.stop();
    expect(account.outage).toBeNull();
    expect(account.backlog).toEqual({ polls: 0, tasks: 0, events: 0, notes: 0, dropped: 0 });
    expect((await account.tasks()).tasks).toHaveLength(81);
    expect(await doneFrames(account)).toBe(41 + 40 * 2);
    expect((await account.eventsSince(0)).map(({ seq, taskId }) => [seq, taskId])).toEqual(
      Array.from({ length: 40 }, (_, index) => [index + 1, `${index + 1}`]),
    );
    expect(await account.actions()).toHaveLength(1);
  });
});

describe("a file that is damaged while it is open", () => {
  it("is set aside, and the poll that met it is written to a new one", async () => {
    const path = join(temporaryFolder(), "renderdeck.db");
    const store = await openTestStore({ engine: "sqlite", path });
    const account = store.account("a");
    const writer = account.newWriter();
    const many = Array.from({ length: 2000 }, (_, index) => rendering(index, 1));
    await writer.write(makePoll({ atMs: T0, changed: many }));
    for (const file of [path, `${path}-wal`]) writeFileSync(file, "x".repeat(statSync(file).size));
    const damaged = readFileSync(path, "latin1");
    const error = await account.tasks().catch((reason: unknown) => reason);
    expect(failureOf(error)).toBe("corrupt");
    const outcome = await writer.write(makePoll({ atMs: T0 + 1, changed: [rendering(1, 2)], events: [finished("1")] }));
    expect(outcome.state).toBe("written");
    const { setAside, notRecordedSinceMs } = await store.health();
    expect(notRecordedSinceMs).toBeNull();
    expect(readFileSync(setAside ?? "", "latin1").slice(0, 100)).toBe(damaged.slice(0, 100));
    expect((await account.tasks()).tasks.map(({ id }) => id)).toEqual(["1"]);
  });
});

describe("a poll that cannot be written", () => {
  it("is refused and reported, and the next one is written", async () => {
    const session = new EngineSession(async () => {
      const engine = await openSqlite(":memory:");
      await migrate(engine);
      return engine;
    });
    onTestFinished(() => session.close());
    const faults: unknown[] = [];
    const writer = new AccountWriter("a", session, (error) => faults.push(error));
    const endless: { self?: unknown } = {};
    endless.self = endless;
    const events = [{ ...finished("1"), details: endless }];
    expect(await writer.write(makePoll({ atMs: T0, changed: [rendering(1, 1)], events }))).toEqual({
      state: "refused",
    });
    expect(faults).toHaveLength(1);
    expect((await writer.write(makePoll({ atMs: T0 + 1 }))).state).toBe("written");
    expect(writer.outage).toBeNull();
  });
});

const url = inject("postgresUrl");
describe.skipIf(url === null)("a PostgreSQL that goes away", () => {
  const newPlace = postgresPlaces(url ?? "postgres://none");
  const openBehindGate = async (isCut = false) => {
    const place = await newPlace();
    const gate = await tcpGateTo(place.engine === "postgres" ? place.url : "", { isCut });
    return { place, gate, store: await openTestStore({ engine: "postgres", url: gate.url }) };
  };

  it("keeps polls and actions, and writes each once when it is back", async () => {
    const { gate, store } = await openBehindGate();
    const account = store.account("a");
    const writer = account.newWriter();
    await writer.write(makePoll({ atMs: T0, changed: [rendering(1, 1)], events: [finished("0")] }));
    await gate.cut();
    expect(failureOf(await account.tasks().catch((reason: unknown) => reason))).toBe("unreachable");
    for (let index = 1; index <= 5; index += 1) {
      const poll = makePoll({ atMs: T0 + index, changed: [rendering(1, 1 + index)], events: [finished(`${index}`)] });
      expect(await writer.write(poll)).toEqual({ state: "buffered" });
    }
    await account.recordEnvironments(seenEnvironments(T0, [makeEnvironment("e")]));
    expect(await store.health()).toMatchObject({
      notRecordedSinceMs: T0,
      outage: { failure: "unreachable" },
      backlog: { polls: 5, events: 5, notes: 1 },
      sizeBytes: null,
    });
    await gate.restore();
    // The store tries again by itself.
    const isWritten = async () => {
      const { notRecordedSinceMs, backlog } = await store.health();
      expect([notRecordedSinceMs, backlog.polls, backlog.notes]).toEqual([null, 0, 0]);
    };
    await vi.waitFor(isWritten, { timeout: 5000, interval: 50 });
    expect((await account.samples("1")).map(({ done }) => done)).toEqual([1, 2, 3, 4, 5, 6]);
    expect((await account.eventsSince(0)).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(await account.environmentVersions(2000, "e", 9)).toHaveLength(1);
  });

  it("is no reason not to start", async () => {
    const { gate, store } = await openBehindGate(true);
    const account = store.account("a");
    const writer = account.newWriter();
    await expect(writer.claim()).rejects.toThrow(/ECONNREFUSED/);
    expect((await writer.write(makePoll({ atMs: T0, changed: [rendering(1, 1)] }))).state).toBe("buffered");
    expect((await store.health()).notRecordedSinceMs).toBeGreaterThan(0);
    await gate.restore();
    await writer.flush();
    expect((await account.tasks()).tasks).toHaveLength(1);
    expect(await store.health()).toMatchObject({ notRecordedSinceMs: null, recordingSinceMs: { a: T0 } });
  });

  it("is left when it does not answer, and found again over a new connection", async () => {
    const place = await newPlace();
    const gate = await tcpGateTo(place.engine === "postgres" ? place.url : "");
    const session = new EngineSession(async () => {
      const engine = openPostgres(gate.url, 1500);
      await migrate(engine);
      return engine;
    });
    const account = new AccountStore("a", session, (error) => expect(error).toBeUndefined());
    const writer = account.newWriter();
    await writer.write(makePoll({ atMs: T0, changed: [rendering(1, 1)] }));
    gate.stall();
    expect(await writer.write(makePoll({ atMs: T0 + 1, changed: [rendering(1, 2)] }))).toEqual({ state: "buffered" });
    expect(account.outage).toMatchObject({ failure: "unreachable", sinceMs: T0 + 1 });
    gate.unstall();
    await writer.flush();
    expect(account.outage).toBeNull();
    expect((await account.samples("1")).map(({ done }) => done)).toEqual([1, 2]);
    await gate.cut();
    await session.close().catch(() => undefined);
  });

  it("is not kept locked by a process that stands still in a transaction", async () => {
    const place = await newPlace();
    const database = place.engine === "postgres" ? place.url : "";
    const [still, next] = [openPostgres(database, 1000), openPostgres(database)];
    await migrate(next);
    const lock = sql`lock table account in exclusive mode`;
    const locked = createGate();
    const later = createGate();
    const standing = still.write("process", async (db) => {
      await lock.execute(db);
      locked.open();
      await later.opened;
      await lock.execute(db);
    });
    const ended = standing.catch((error: unknown) => error);
    await locked.opened;
    await next.write("process", (db) => lock.execute(db));
    later.open();
    expect(failureOf(await ended)).toBe("unreachable");
    await Promise.all([still.close(), next.close()]);
  });

  it("does not let a former leader take the account back when it is there again", async () => {
    const { place, gate, store } = await openBehindGate();
    const other = await openTestStore(place);
    const former = store.account("a").newWriter();
    await former.write(makePoll({ atMs: T0, changed: [rendering(1, 1)] }));
    await gate.cut();
    expect((await former.write(makePoll({ atMs: T0 + 1, changed: [rendering(1, 2)] }))).state).toBe("buffered");
    const next = other.account("a").newWriter();
    await next.write(makePoll({ atMs: T0 + 2, changed: [rendering(1, 3)] }));
    await gate.restore();
    await former.flush();
    expect(await former.write(makePoll({ atMs: T0 + 3 }))).toEqual({ state: "deposed" });
    expect((await next.write(makePoll({ atMs: T0 + 4, changed: [rendering(1, 4)] }))).state).toBe("written");
    expect((await other.account("a").samples("1")).map(({ done }) => done)).toEqual([1, 3, 4]);
  });
});
