/** Visits and absences of the user: a visit ends when half an hour passes without a sign of life. */
import type { TaskHistory } from "../../mirror/task-history";
import { totalCost } from "./since-summary";

/** Without a key or a pointer, or with the page hidden or closed, for this long is an absence, ms. */
export const ABSENCE_MS = 30 * 60_000;

/** When the user was last here, epoch ms, and what all tasks had cost by then. */
export type Visit = { readonly ms: number; readonly cost: number };

export type Absence = { readonly last: Visit; readonly endedMs: number };

/** A sign of life with the history of that moment: its cost is summed only if an absence follows. */
export type SignOfLife = { readonly ms: number; readonly history: TaskHistory | null };

export const isAway = (sign: SignOfLife, nowMs: number): boolean => nowMs - sign.ms >= ABSENCE_MS;

/** The visit that ends now, or at the last sign of life when that is an absence ago; null before the history is loaded. */
export function visitUntil(sign: SignOfLife, now: SignOfLife): Visit | null {
  const { ms, history } = isAway(sign, now.ms) ? sign : now;
  const loaded = history ?? now.history;
  return loaded && { ms, cost: totalCost(loaded.nodes.values()) };
}

/** The absence between a visit and now; null when it is shorter than half an hour. */
export const absenceSince = (last: Visit | null, endedMs: number): Absence | null =>
  last && endedMs - last.ms >= ABSENCE_MS ? { last, endedMs } : null;
