/** How much a task's trouble costs: the order of the tasks within a band of the wall. */
import type { TaskNode } from "../../protocol/tasks/task-tree";

/**
 * Share of the frames lost × money spent × deadline. Lost are failed frames; of a task that does not go on, all frames that are
 * not done. Money counts from one unit of the currency, so that a task without a charge is ordered by its share; a task past its
 * reminder counts twice.
 */
export function severityOf({ rollUp }: TaskNode, isStopped: boolean): number {
  const { total, done, failed } = rollUp.counts;
  const lost = isStopped ? total - done : failed;
  const share = total === 0 ? Number(isStopped) : lost / total;
  return share * (1 + Math.max(0, rollUp.charge ?? 0)) * (rollUp.isOverdue ? 2 : 1);
}

/** The severity as a power of two: tasks change places when one is twice as severe, not at every poll. */
export const severityClass = (severity: number): number =>
  severity > 0 ? Math.floor(Math.log2(severity)) : Number.MIN_SAFE_INTEGER;
