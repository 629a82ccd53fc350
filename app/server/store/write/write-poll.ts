/** Writes everything of one poll in one transaction. */
import type { Selectable } from "kysely";
import type { Engine, Writer } from "../engine/engine";
import { integerOrNull, milliOf } from "../engine/sql-values";
import type { FarmSampleTable, GrowthColumns, Tables } from "../schema";
import { type Growth, UsageSums } from "../usage/usage-sums";
import { lockAccount } from "./account";
import { notify } from "./notify";
import type { FarmSample, PollWrite, StoredEvent } from "./poll-write";
import { writeAttempts, writeEvents } from "./write-events";
import { writeLeaves } from "./write-leaves";
import { writeReads, writeTasks } from "./write-tasks";
import { isQueueDue, measureQueue, writeUsage } from "./write-usage";

/** Channel of PostgreSQL on which followers hear of new revisions; the payload is JSON `{account, revision}`. */
export const REVISION_CHANNEL = "renderdeck_revision";

export type WrittenPoll = {
  /** The revision under which the poll is stored: the poll's own, unless the store has a later one. */
  readonly revision: number;
  /** The events that were new. */
  readonly events: readonly StoredEvent[];
};

type Target = { readonly accountId: string; readonly key: number; readonly term: number };

/**
 * Writes the poll. `pollId` tells polls apart: one whose commit was not confirmed is found written and not written twice.
 * Throws a StoreError `deposed` when another writer has claimed the account.
 */
export function writePoll(engine: Engine, target: Target, pollId: string, poll: PollWrite): Promise<WrittenPoll> {
  // Task rows and samples can be asked for again; events cannot.
  const durability = poll.events.length > 0 || poll.attempts?.length ? "always" : "process";
  return engine.write(durability, async (db) => {
    const account = await lockAccount(db, target.key, target.term);
    if (account.last_poll === pollId) return { revision: account.revision, events: [] };
    const revision = Math.max(poll.revision, account.revision + 1);
    const events = poll.hasFailed ? [] : await writeContent(db, target.key, account, poll, revision);
    await db
      .updateTable("account")
      .set({ revision, last_poll: pollId, ...(poll.reading === undefined ? {} : { reading: poll.reading }) })
      .where("key", "=", target.key)
      .execute();
    if (engine.name === "postgres") {
      await notify(db, REVISION_CHANNEL, JSON.stringify({ account: target.accountId, revision }));
    }
    return { revision, events };
  });
}

/** Writes what the farm answered, and returns the events that were new. */
async function writeContent(
  db: Writer,
  key: number,
  account: Selectable<Tables["account"]>,
  poll: PollWrite,
  revision: number,
): Promise<readonly StoredEvent[]> {
  const recordingSinceMs = account.recording_since_ms ?? poll.atMs;
  const usage = new UsageSums();
  await writeTasks(db, key, poll, revision);
  await writeReads(db, key, poll.reads, revision);
  await writeLeaves(db, { key, recordingSinceMs }, poll.changed, poll.atMs, usage);
  await writeAttempts(db, key, poll.attempts ?? [], poll.atMs, usage);
  const events = await writeEvents(db, key, poll.events, account.event_seq);
  const growth = grownBy(account, usage.growth());
  if (poll.farm) await writeFarmSample(db, key, poll.atMs, { ...farmColumns(poll.farm), ...growth });
  const isDue = isQueueDue(account.queue_ms, poll.atMs);
  if (isDue) await measureQueue(db, key, account.queue_ms, poll.atMs, usage);
  await writeUsage(db, key, usage);
  await db
    .updateTable("account")
    .set({
      recording_since_ms: recordingSinceMs,
      event_seq: account.event_seq + events.length,
      ...growth,
      ...(isDue ? { queue_ms: poll.atMs } : {}),
    })
    .where("key", "=", key)
    .execute();
  return events;
}

const grownBy = (before: GrowthColumns, { done, failed, spendMilli }: Growth): GrowthColumns => ({
  done_grown: before.done_grown + done,
  failed_grown: before.failed_grown + failed,
  spend_grown_milli: before.spend_grown_milli + spendMilli,
});

const farmColumns = (farm: FarmSample) => ({
  waiting: integerOrNull(farm.waiting) ?? 0,
  rendering: integerOrNull(farm.rendering) ?? 0,
  done: integerOrNull(farm.done) ?? 0,
  failed: integerOrNull(farm.failed) ?? 0,
  stopped: integerOrNull(farm.stopped) ?? 0,
  active_tasks: integerOrNull(farm.activeTasks) ?? 0,
  spend_milli: milliOf(farm.spend),
  balance_milli: milliOf(farm.balance),
});

type FarmRow = Omit<FarmSampleTable, "account" | "at_ms">;

async function writeFarmSample(db: Writer, account: number, atMs: number, row: FarmRow): Promise<void> {
  await db
    .insertInto("farm_sample")
    .values({ account, at_ms: atMs, ...row })
    .onConflict((conflict) => conflict.columns(["account", "at_ms"]).doUpdateSet(row))
    .execute();
}
