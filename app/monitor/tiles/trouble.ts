/** What is wrong with a task, seen from five metres: something failed, or nothing moves though it should. */
import { taskStatus } from "../../protocol/tasks/task-status";
import type { TaskNode } from "../../protocol/tasks/task-tree";

export type Trouble = "failed" | "stuck" | null;

/** Whether a task that ended like this needs somebody: failures, the time limit, no money. */
export function endedInTrouble(statusCode: number | null): boolean {
  const { tone, isEnded: ended, name } = taskStatus(statusCode);
  return ended && (tone === "bad" || name === "arrearsStopped");
}

/** `still`: frames are rendering, and far longer than usual none has ended. */
export function troubleOf({ rollUp }: TaskNode, still: boolean): Trouble {
  if (rollUp.counts.failed > 0 || endedInTrouble(rollUp.statusCode)) return "failed";
  return rollUp.isStuck || still ? "stuck" : null;
}

/** How many frames of a task have ended, and since when that is so. */
export type Pace = { readonly ended: number; readonly sinceMs: number };
export type Paces = ReadonlyMap<number, Pace>;

const endedFrames = ({ rollUp: { counts } }: TaskNode) => counts.done + counts.failed + counts.stopped;

/** The paces after one more reading: of tasks that render; one whose frames move on starts again. */
export function followPaces(paces: Paces, nodes: Iterable<TaskNode>, nowMs: number): Paces {
  const next = new Map<number, Pace>();
  for (const node of nodes) {
    if (node.rollUp.counts.executing === 0) continue;
    const ended = endedFrames(node);
    const before = paces.get(node.task.id);
    next.set(node.task.id, before?.ended === ended ? before : { ended, sinceMs: nowMs });
  }
  return next;
}

/** Not before this, however fast the frames usually are: a machine may have to start first. */
const PATIENCE_SECONDS = 15 * 60;
/** So many times the usual time of one frame without a single one ending is no coincidence. */
const TIMES_USUAL = 3;
/** Fewer frames than this say nothing about what is usual. */
const MIN_ENDED = 3;

/** Seconds in which no frame has ended though some should have; null while all is well or nothing can be said. */
export function stillSeconds(node: TaskNode, paces: Paces, nowMs: number): number | null {
  const pace = paces.get(node.task.id);
  const { machineSeconds, counts } = node.rollUp;
  const ended = counts.done + counts.failed;
  if (!pace || machineSeconds === null || ended < MIN_ENDED) return null;
  const seconds = (nowMs - pace.sinceMs) / 1000;
  return seconds > Math.max(PATIENCE_SECONDS, TIMES_USUAL * (machineSeconds / ended)) ? seconds : null;
}
