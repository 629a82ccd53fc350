/** The tasks of a report that need a decision: stopped, with failed frames, or late. */
import { type StopCause, stopCauseOf } from "../../protocol/tasks/stop-cause";
import { foreignReasonsOf, type StopReason } from "../../protocol/tasks/stop-reason";
import { endedInTrouble } from "../../protocol/tasks/task-status";
import { leavesOf, type TaskNode } from "../../protocol/tasks/task-tree";

/** "stopped": for a reason that no user of the account has chosen. */
export type ExceptionCause = StopCause | "stopped" | "failed" | "late";

export type Exception = {
  readonly node: TaskNode;
  readonly cause: ExceptionCause;
  /** What stopped it, of the cause "stopped". */
  readonly reasons: readonly StopReason[];
  /** The layers that it is about; empty: the task has none. */
  readonly layers: readonly TaskNode[];
  /** Frames that are missing or failed. */
  readonly frames: number;
  /** When it ended, or began; null: not known. */
  readonly sinceMs: number | null;
};

/** null: the task goes on or has finished as it should. */
export function exceptionOf(node: TaskNode): Exception | null {
  const { rollUp } = node;
  const { counts } = rollUp;
  const reasons = foreignReasonsOf(node);
  const stopCause = stopCauseOf(node) ?? (reasons.length > 0 ? "stopped" : null);
  const hasFailed = counts.failed > 0 || endedInTrouble(rollUp.statusCode);
  const cause = stopCause ?? (hasFailed ? "failed" : rollUp.isOverdue && rollUp.completedMs === null ? "late" : null);
  if (cause === null) return null;
  const layers = leavesOf(node).filter(
    (leaf) => leaf !== node && (leaf.rollUp.counts.failed > 0 || endedInTrouble(leaf.rollUp.statusCode)),
  );
  return {
    node,
    cause,
    reasons: cause === "stopped" ? reasons : [],
    layers,
    frames: cause === "failed" ? counts.failed : counts.total - counts.done,
    sinceMs: rollUp.completedMs ?? rollUp.startedMs ?? node.task.submittedMs,
  };
}

/** Tasks that do not go on first, then those that lose frames, then late ones; within them the most frames first. */
const rankOf = ({ cause }: Exception) => (cause === "late" ? 2 : cause === "failed" ? 1 : 0);

export const exceptionsOf = (nodes: readonly TaskNode[]): readonly Exception[] =>
  nodes
    .map(exceptionOf)
    .filter((one) => one !== null)
    .sort((a, b) => rankOf(a) - rankOf(b) || b.frames - a.frames || b.node.task.id - a.node.task.id);
