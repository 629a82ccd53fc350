/** Samples of leaves that changed, and the usage that follows from their rises. */
import type { TaskNode } from "../../../protocol/tasks/task-tree";
import type { Writer } from "../engine/engine";
import type { LeafTable } from "../schema";
import { hasFallen, momentOfRise, usageDelta, withFormer } from "../usage/usage-delta";
import type { UsageSums } from "../usage/usage-sums";
import { excluded, forIds, forRows, inTurns, lastOfEach } from "./bulk";
import { counterColumns, type Leaf, leavesAt } from "./facts";

type Account = { readonly key: number; readonly recordingSinceMs: number };

const otherColumns = [
  "task_id",
  "queued",
  "project",
  "user_name",
  "software",
  "camera",
] as const satisfies readonly (keyof LeafTable)[];

const differIn = <Name extends string>(
  names: readonly Name[],
  a: Readonly<Record<Name, unknown>>,
  b: Readonly<Record<Name, unknown>>,
): boolean => names.some((name) => a[name] !== b[name]);

/** Tasks whose leaves are compared at a time. */
const TASKS = 100;

/** Writes the leaves of changed tasks and their samples, and adds their rises to `usage`. */
export function writeLeaves(
  db: Writer,
  account: Account,
  changed: readonly TaskNode[],
  atMs: number,
  usage: UsageSums,
): Promise<void> {
  return inTurns(changed, TASKS, (some) => writeLeavesOf(db, account, some, atMs, usage));
}

async function writeLeavesOf(
  db: Writer,
  account: Account,
  changed: readonly TaskNode[],
  atMs: number,
  usage: UsageSums,
): Promise<void> {
  const leaves = lastOfEach(
    changed.flatMap((node) => leavesAt(node, atMs)),
    ({ id }) => id,
  );
  const former = await formerLeaves(db, account.key, leaves);
  const sampled: (Leaf & { readonly isTurn: boolean })[] = [];
  const written: Leaf[] = [];
  const turned: LeafTable[] = [];
  for (const read of leaves) {
    const before = former.get(read.id) ?? null;
    const leaf = withFormer(before, read);
    if (before === null || differIn(counterColumns, leaf, before)) {
      const isTurn = before !== null && hasFallen(before, leaf);
      if (isTurn) turned.push(before);
      sampled.push({ ...leaf, isTurn });
      written.push(leaf);
      const delta = usageDelta(before, leaf);
      usage.add(groupsOf(leaf), momentOfRise(leaf, before?.at_ms ?? null, account.recordingSinceMs), delta);
      // What a leaf did before recording began is no growth.
      if (before !== null || (leaf.startedMs ?? 0) >= account.recordingSinceMs) usage.grow(delta);
    } else if (differIn(otherColumns, leaf, before)) {
      // `at_ms` is the moment of the newest sample.
      written.push({ ...leaf, at_ms: before.at_ms });
    }
  }
  await endQueueOfRemovedLeaves(db, account.key, changed, new Set(leaves.map(({ id }) => id)));
  await saveLeaves(db, account.key, written);
  await markTurns(db, turned);
  await saveSamples(db, account.key, sampled);
}

const groupsOf = ({ project, user_name, software, camera }: Leaf) => ({
  total: "",
  project,
  user: user_name,
  software,
  camera,
});

async function formerLeaves(db: Writer, account: number, leaves: readonly Leaf[]): Promise<Map<string, LeafTable>> {
  const former = new Map<string, LeafTable>();
  const ids = leaves.map(({ id }) => id);
  await forIds(ids, async (chunk) => {
    const rows = await db
      .selectFrom("leaf")
      .selectAll()
      .where("account", "=", account)
      .where("id", "in", chunk)
      .execute();
    for (const row of rows) former.set(row.id, row);
  });
  return former;
}

/** A layer that is no longer in its task waits for nothing. */
async function endQueueOfRemovedLeaves(
  db: Writer,
  account: number,
  changed: readonly TaskNode[],
  present: ReadonlySet<string>,
): Promise<void> {
  const taskIds = changed.map(({ task }) => String(task.id));
  await forIds(taskIds, async (chunk) => {
    const queued = await db
      .selectFrom("leaf")
      .select("id")
      .where("account", "=", account)
      .where("task_id", "in", chunk)
      .where("queued", ">", 0)
      .execute();
    const gone = queued.map(({ id }) => id).filter((id) => !present.has(id));
    await forIds(gone, (ids) =>
      db.updateTable("leaf").set({ queued: 0 }).where("account", "=", account).where("id", "in", ids).execute(),
    );
  });
}

async function saveLeaves(db: Writer, account: number, leaves: readonly Leaf[]): Promise<void> {
  const rows = leaves.map(({ endedMs: _ended, startedMs: _started, ...leaf }) => ({ account, ...leaf }));
  await forRows(rows, (chunk) =>
    db
      .insertInto("leaf")
      .values(chunk)
      .onConflict((conflict) =>
        conflict.columns(["account", "id"]).doUpdateSet(excluded(["at_ms", ...counterColumns, ...otherColumns])),
      )
      .execute(),
  );
}

/** The last sample before a fall is kept for ever, too. */
async function markTurns(db: Writer, leaves: readonly LeafTable[]): Promise<void> {
  for (const { account, id, at_ms } of leaves) {
    await db
      .updateTable("task_sample")
      .set({ is_turn: 1 })
      .where("account", "=", account)
      .where("leaf_id", "=", id)
      .where("at_ms", "=", at_ms)
      .execute();
  }
}

async function saveSamples(
  db: Writer,
  account: number,
  leaves: readonly (Leaf & { readonly isTurn: boolean })[],
): Promise<void> {
  const rows = leaves.map((leaf) => ({
    account,
    leaf_id: leaf.id,
    at_ms: leaf.at_ms,
    status_code: leaf.status_code,
    total: leaf.total,
    done: leaf.done,
    failed: leaf.failed,
    rendering: leaf.rendering,
    stopped: leaf.stopped,
    machine_ms: leaf.machine_ms,
    account_milli: leaf.account_milli,
    coupon_milli: leaf.coupon_milli,
    arrears_milli: leaf.arrears_milli,
    is_turn: leaf.isTurn ? 1 : 0,
  }));
  await forRows(rows, (chunk) =>
    db
      .insertInto("task_sample")
      .values(chunk)
      // A clock that stood still or went back: the later reading counts.
      .onConflict((conflict) =>
        conflict.columns(["account", "leaf_id", "at_ms"]).doUpdateSet(excluded([...counterColumns, "is_turn"])),
      )
      .execute(),
  );
}
