/** The trouble of a task, readable from five metres: something failed, or nothing progresses though it should. */
import { endedInTrouble } from "../../protocol/tasks/task-status";
import type { TaskNode } from "../../protocol/tasks/task-tree";

export type Trouble = "failed" | "stuck" | null;

/** `isStalled`: frames are rendering, but none has ended for far longer than usual. */
export function troubleOf({ rollUp }: TaskNode, isStalled: boolean): Trouble {
  if (rollUp.counts.failed > 0 || endedInTrouble(rollUp.statusCode)) return "failed";
  return rollUp.isStuck || isStalled ? "stuck" : null;
}

/** How many frames of a task have ended, and since when this count is unchanged. */
export type Progress = { readonly ended: number; readonly sinceMs: number };
export type ProgressByTask = ReadonlyMap<number, Progress>;

const endedFrames = ({ rollUp: { counts } }: TaskNode) => counts.done + counts.failed + counts.stopped;

/** The progress of all rendering tasks after a poll; a changed count starts a new period. */
export function updateProgress(progress: ProgressByTask, nodes: Iterable<TaskNode>, nowMs: number): ProgressByTask {
  const next = new Map<number, Progress>();
  for (const node of nodes) {
    if (node.rollUp.counts.executing === 0) continue;
    const ended = endedFrames(node);
    const before = progress.get(node.task.id);
    next.set(node.task.id, before?.ended === ended ? before : { ended, sinceMs: nowMs });
  }
  return next;
}

/** The shortest stall, however fast the frames usually are: a machine may have to start first. */
const MIN_STALL_SECONDS = 15 * 60;
/** A stall lasts at least this many times the usual time of one frame. */
const USUAL_TIME_FACTOR = 3;
/** With fewer ended frames the usual time of one is unknown. */
const MIN_ENDED_FRAMES = 3;

/** Seconds in which no frame has ended though some should have; null: no stall, or the usual time is unknown. */
export function stalledSeconds(node: TaskNode, progress: ProgressByTask, nowMs: number): number | null {
  const last = progress.get(node.task.id);
  const { machineSeconds, counts } = node.rollUp;
  const ended = counts.done + counts.failed;
  if (!last || machineSeconds === null || ended < MIN_ENDED_FRAMES) return null;
  const seconds = (nowMs - last.sinceMs) / 1000;
  return seconds > Math.max(MIN_STALL_SECONDS, USUAL_TIME_FACTOR * (machineSeconds / ended)) ? seconds : null;
}
