/** Events and frame attempts, each recorded once. */

import { countedState } from "../../../protocol/frames/frame-status";
import type { Writer } from "../engine/engine";
import { columnText, integerOrNull, jsonText, keyText, milliOf } from "../engine/sql-values";
import { UsageSums } from "../usage/usage-sums";
import { lockForAll } from "./account";
import { forIds, forRows, lastOfEach } from "./bulk";
import type { FrameAttempt, NewEvent, StoredEvent } from "./poll-write";
import { writeUsage } from "./write-usage";

/** Writes the events whose key is new, and returns them with their sequence numbers, which follow `lastSeq`. */
export async function writeEvents(
  db: Writer,
  account: number,
  events: readonly NewEvent[],
  lastSeq: number,
): Promise<StoredEvent[]> {
  const present = new Set<string>();
  const unique = new Map<string, NewEvent>();
  for (const event of events) if (!unique.has(keyText(event.key))) unique.set(keyText(event.key), event);
  await forIds([...unique.keys()], async (keys) => {
    const rows = await db
      .selectFrom("event")
      .select("key")
      .where("account", "=", account)
      .where("key", "in", keys)
      .execute();
    for (const { key } of rows) present.add(key);
  });
  const stored = [...unique]
    .filter(([key]) => !present.has(key))
    .map(([key, event], index) => ({ ...event, key, seq: lastSeq + index + 1 }));
  const rows = stored.map(({ key, type, seq, taskId, atMs, details }) => ({
    account,
    seq,
    key,
    type,
    task_id: taskId === null ? null : keyText(taskId),
    at_ms: atMs,
    details: details === undefined ? null : jsonText(details),
  }));
  await forRows(rows, (chunk) => db.insertInto("event").values(chunk).execute());
  return stored;
}

/** Writes attempts that an instance saw which does not lead, and their usage. */
export async function writeSeenAttempts(
  db: Writer,
  account: number,
  { attempts, atMs }: { readonly attempts: readonly FrameAttempt[]; readonly atMs: number },
): Promise<void> {
  // The leader adds to the same sums.
  await lockForAll(db, account);
  const usage = new UsageSums();
  await writeAttempts(db, account, attempts, atMs, usage);
  await writeUsage(db, account, usage);
}

/** Writes the attempts that are new and adds them to the usage of their nodes. */
export async function writeAttempts(
  db: Writer,
  account: number,
  attempts: readonly FrameAttempt[],
  atMs: number,
  usage: UsageSums,
): Promise<void> {
  const rows = attempts.map((attempt) => ({
    account,
    leaf_id: keyText(attempt.leafId),
    frame_id: keyText(attempt.frameId),
    started_ms: attempt.startedMs,
    frame_name: columnText(attempt.frameName),
    node: keyText(attempt.node),
    status_code: attempt.statusCode,
    ended_ms: attempt.endedMs,
    render_ms: integerOrNull(attempt.renderSeconds === null ? null : attempt.renderSeconds * 1000),
    account_milli: milliOf(attempt.accountCost),
    coupon_milli: milliOf(attempt.couponCost),
    arrears_milli: milliOf(attempt.arrears),
    seen_ms: atMs,
  }));
  const unique = lastOfEach(rows, (row) => JSON.stringify([row.leaf_id, row.frame_id, row.started_ms]));
  await forRows(unique, async (chunk) => {
    const added = await db
      .insertInto("frame_attempt")
      .values(chunk)
      .onConflict((conflict) => conflict.columns(["account", "leaf_id", "frame_id", "started_ms"]).doNothing())
      .returningAll()
      .execute();
    for (const row of added) {
      const state = countedState(row.status_code);
      const isDone = state === "done";
      usage.add({ node: row.node }, row.ended_ms ?? atMs, {
        done: isDone ? 1 : 0,
        failed: state === "failed" ? 1 : 0,
        restarted: 0,
        unpriced: isDone && (row.account_milli ?? row.coupon_milli ?? row.arrears_milli) === null ? 1 : 0,
        machineMs: row.render_ms ?? 0,
        accountMilli: row.account_milli ?? 0,
        couponMilli: row.coupon_milli ?? 0,
        arrearsMilli: row.arrears_milli ?? 0,
      });
    }
  });
}
