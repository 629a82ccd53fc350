/** The trouble of a task: the farm has stopped it, it loses frames, or nothing progresses though it should. */
import { stopCauseOf } from "../../protocol/tasks/stop-cause";
import { taskStatus } from "../../protocol/tasks/task-status";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import type { troubles } from "../../protocol/team/acknowledgement";

export type Trouble = (typeof troubles)[number] | null;

/** `isStalled`: frames hang or are slow, or none has ended for far longer than usual. */
export function troubleOf(node: TaskNode, isStalled: boolean): Trouble {
  const { counts, statusCode, isOverdue } = node.rollUp;
  const { tone, isEnded } = taskStatus(statusCode);
  if (stopCauseOf(node) !== null) return "stopped";
  if (counts.failed > 0 || (isEnded && tone === "bad")) return "failed";
  if (isEnded) return null;
  if (isStalled) return "stalled";
  return isOverdue ? "overdue" : null;
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
