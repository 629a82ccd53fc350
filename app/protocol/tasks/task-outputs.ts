/** How long the farm keeps the rendered files of a task, and whether the team has them. */
import type { FetchedMark } from "../team/fetched";
import { taskStatus } from "./task-status";
import type { TaskNode } from "./task-tree";

const DAY_MS = 86_400_000;

/** Days after which the farm deletes rendered files, by its terms: from the end of the task. */
export const OUTPUT_DAYS = 20;

/** With less time left the files go soon. */
const SOON_MS = 3 * DAY_MS;

/**
 * `none`: the task goes on, or no frame has finished. `gone`: past the time that the farm keeps files. `fetched`: marked by the
 * team. Of the others `soon`: at most three days are left.
 */
export type OutputState = "soon" | "kept" | "fetched" | "gone" | "none";

export type OutputsMoment = {
  readonly nowMs: number;
  /** Days that files are kept; absent: by the farm's terms. */
  readonly outputDays?: number | undefined;
  /** Marks of the team by top-level task. */
  readonly fetched?: ReadonlyMap<number, FetchedMark> | undefined;
};

/** When the farm deletes the files, epoch ms; null while there is no such moment. */
export function outputsEndMs({ rollUp }: TaskNode, outputDays = OUTPUT_DAYS): number | null {
  const { completedMs, counts, statusCode } = rollUp;
  return completedMs !== null && counts.done > 0 && taskStatus(statusCode).isEnded
    ? completedMs + outputDays * DAY_MS
    : null;
}

/** The mark, unless the task has rendered again since: then there are files that nobody has fetched. */
export function fetchedMark({ task, rollUp }: TaskNode, fetched: OutputsMoment["fetched"]): FetchedMark | null {
  const mark = fetched?.get(task.id);
  return mark && mark.atMs >= (rollUp.completedMs ?? 0) ? mark : null;
}

export function outputStateOf(node: TaskNode, { nowMs, outputDays, fetched }: OutputsMoment): OutputState {
  const endMs = outputsEndMs(node, outputDays);
  if (endMs === null) return "none";
  if (endMs <= nowMs) return "gone";
  if (fetchedMark(node, fetched) !== null) return "fetched";
  return endMs - nowMs <= SOON_MS ? "soon" : "kept";
}
