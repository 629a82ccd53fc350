/** Who is here, and since when not: a visit lasts from one sign of life to the next, seen or not. Pure. */
import type { TaskHistory } from "../../mirror/task-history";
import { totalCost } from "./since-summary";

/** So long without a key or a pointer, or with the page hidden or closed, is an absence, ms. Shorter is none. */
export const ABSENCE_MS = 30 * 60_000;

/** When somebody was here last, and what all tasks had cost by then. */
export type Visit = { readonly ms: number; readonly cost: number };

export type Absence = { readonly last: Visit; readonly endedMs: number };

/** The last sign of life, with the history as it was: what it had cost is asked only if an absence follows. */
export type SignOfLife = { readonly ms: number; readonly history: TaskHistory | null };

export const isAway = (sign: SignOfLife, nowMs: number): boolean => nowMs - sign.ms >= ABSENCE_MS;

/** The visit that ends now: in front of an open page at the last sign of life, once that is an absence ago. Null: nothing is known. */
export function visitUntil(sign: SignOfLife, now: SignOfLife): Visit | null {
  const { ms, history } = isAway(sign, now.ms) ? sign : now;
  const known = history ?? now.history;
  return known && { ms, cost: totalCost(known.nodes.values()) };
}

/** The absence between a visit and now; null: there was none worth a word. */
export const absenceSince = (last: Visit | null, endedMs: number): Absence | null =>
  last && endedMs - last.ms >= ABSENCE_MS ? { last, endedMs } : null;
