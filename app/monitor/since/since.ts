/** "Since 20:00": the time it means, and the tasks that ended after it. */
import { endedInTrouble, taskStatus } from "../../protocol/tasks/task-status";
import type { TaskNode } from "../../protocol/tasks/task-tree";

const QUARTER = 15 * 60_000;
const DAY = 86_400_000;

/** Every choice, as on the URL. */
export const sinceChoices: readonly string[] = [
  ...Array.from({ length: 24 }, (_, hour) => `${String(hour).padStart(2, "0")}:00`),
  "24h",
  "7d",
];

/**
 * The start of a period, epoch ms. An hour means the last time that clocks showed it; `clock` formats the time of day in the
 * chosen zone. On a day whose zone skips that hour the period starts a day ago.
 */
export function sinceMoment(choice: string, nowMs: number, clock: (ms: number) => string): number {
  if (choice === "7d") return nowMs - 7 * DAY;
  if (choice === "24h") return nowMs - DAY;
  // Offsets of time zones are multiples of a quarter of an hour, so every full hour is among these.
  const last = Math.floor(nowMs / QUARTER) * QUARTER;
  for (let at = last; at > last - DAY - 4 * QUARTER; at -= QUARTER) if (clock(at) === choice) return at;
  return nowMs - DAY;
}

export type EndedTasks = { readonly finished: number; readonly failed: number };

/** Top-level tasks that ended at or after `sinceMs`: completely finished, or in a way that needs attention. */
export function countEnded(nodes: Iterable<TaskNode>, sinceMs: number): EndedTasks {
  let finished = 0;
  let failed = 0;
  for (const { rollUp } of nodes) {
    if (rollUp.completedMs === null || rollUp.completedMs < sinceMs) continue;
    if (taskStatus(rollUp.statusCode).name === "finished") finished += 1;
    else if (endedInTrouble(rollUp.statusCode)) failed += 1;
  }
  return { finished, failed };
}
