/** The period of a report, relative to the day on which it is opened. */
import { taskStatus } from "../../protocol/tasks/task-status";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import { dayStart, shiftDay } from "../../ui/format/day-range";
import type { Preferences } from "../../ui/storage/preferences";

export const periods = ["today", "yesterday", "7d", "month", "all"] as const;
export type Period = (typeof periods)[number];

/** Epoch ms; the end is not included, null: it is not over. */
export type Span = { readonly fromMs: number; readonly toMs: number | null };

/** null: everything. `today`: `yyyy-MM-dd` in the zone. */
export function spanOf(period: Period, today: string, zone: Preferences["timeZone"]): Span | null {
  const startOf = (day: string) => dayStart(day, zone) ?? 0;
  switch (period) {
    case "today":
      return { fromMs: startOf(today), toMs: null };
    case "yesterday":
      return { fromMs: startOf(shiftDay(today, -1)), toMs: startOf(today) };
    case "7d":
      return { fromMs: startOf(shiftDay(today, -6)), toMs: null };
    case "month":
      return { fromMs: startOf(`${today.slice(0, 8)}01`), toMs: null };
    case "all":
      return null;
  }
}

/** Whether a task was on the farm in the period and had not ended before it. A task without an end time counts from its start. */
export function isInPeriod({ task, rollUp }: TaskNode, span: Span | null): boolean {
  if (span === null) return true;
  const beganMs = task.submittedMs ?? rollUp.startedMs ?? 0;
  if (span.toMs !== null && beganMs >= span.toMs) return false;
  if (rollUp.isStuck || !taskStatus(rollUp.statusCode).isEnded) return true;
  return (rollUp.completedMs ?? rollUp.startedMs ?? beganMs) >= span.fromMs;
}
