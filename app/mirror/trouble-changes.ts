/** Frames that hang or are slow as a part of the task history: what a reading changes, and how a page takes it. */
import type { FrameTrouble, TroubleByLeaf } from "../protocol/frames/task-trouble";
import type { TaskHistory } from "./task-history";

/** Readings by leaf; null: there is none any more. */
export type TroubleChange = readonly [leafId: number, trouble: FrameTrouble | null];

/** A reading that says the same as the last one is passed on after this time, so that its shown age stays near the truth, ms. */
const SAME_MS = 5 * 60_000;

const isSame = (a: FrameTrouble | undefined, b: FrameTrouble) =>
  a !== undefined &&
  Math.abs(b.readMs - a.readMs) < SAME_MS &&
  JSON.stringify({ ...a, readMs: 0 }) === JSON.stringify({ ...b, readMs: 0 });

/** The history with these readings. It is the same value when nothing differs. */
export function withTroubles(history: TaskHistory, changes: Iterable<TroubleChange>): TaskHistory {
  const { troubles } = history;
  const next = new Map(troubles);
  for (const [id, trouble] of changes) {
    if (trouble === null) next.delete(id);
    else if (!isSame(troubles.get(id), trouble)) next.set(id, trouble);
  }
  return areEqual(troubles, next) ? history : { ...history, troubles: next };
}

/** The history with these readings and no others. */
export function replaceTroubles(history: TaskHistory, all: readonly TroubleChange[]): TaskHistory {
  const ids = new Set(all.map(([id]) => id));
  const gone = [...history.troubles.keys()].filter((id) => !ids.has(id));
  return withTroubles(history, [...gone.map((id): TroubleChange => [id, null]), ...all]);
}

/** What differs between two values, by leaf. */
export function troubleChanges(before: TroubleByLeaf, after: TroubleByLeaf): TroubleChange[] {
  if (before === after) return [];
  const changed = [...after].filter(([id, trouble]) => before.get(id) !== trouble);
  const gone = [...before.keys()].filter((id) => !after.has(id));
  return [...changed, ...gone.map((id): TroubleChange => [id, null])];
}

const areEqual = (a: TroubleByLeaf, b: TroubleByLeaf) =>
  a.size === b.size && [...a].every(([id, trouble]) => b.get(id) === trouble);
