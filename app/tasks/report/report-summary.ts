/** The figures of the report over some tasks. */

import { type ChargeSum, sumRollUps } from "../../protocol/charges";
import type { Frame } from "../../protocol/frames/frame";
import {
  type CostRange,
  meanFrameCharge,
  priceOfFrames,
  projectedCost,
  type RenderPart,
  remainingPart,
} from "../../protocol/pricing";
import { type EtaRange, estimateEta } from "../../protocol/tasks/task-estimate";
import { taskStatus } from "../../protocol/tasks/task-status";
import { type FrameCounts, leavesOf, type TaskNode } from "../../protocol/tasks/task-tree";

export type ReportSummary = {
  readonly tasks: number;
  readonly done: number;
  readonly executing: number;
  readonly failed: number;
  readonly stopped: number;
  readonly total: number;
  /** What the tasks were charged so far. */
  readonly cost: ChargeSum;
  /** The latest estimate of the tasks; null when no task has one. */
  readonly eta: EtaRange | null;
  /** Tasks that have not ended and have no estimate. */
  readonly withoutEta: number;
  /** Every task has ended. */
  readonly ended: boolean;
  /** What the tasks will have cost in the end; `unpriced`: tasks whose remaining frames have no price. */
  readonly projected: CostRange & { readonly unpriced: number };
};

/** The frames of a summary as they stand in a bar. */
export const countsOf = ({ total, done, failed, executing, stopped }: ReportSummary): FrameCounts => ({
  total,
  done,
  failed,
  executing,
  stopped,
  waiting: Math.max(0, total - done - failed - executing - stopped),
});

/** The leaves whose remaining frames the projection prices. */
export const unfinishedLeaves = (node: TaskNode): TaskNode[] =>
  leavesOf(node).filter(({ rollUp }) => !taskStatus(rollUp.statusCode).isEnded);

/**
 * Sums over the tasks. The projection prices unfinished frames by the loaded frames of their leaf (`basisOf`), or else by the
 * mean charge of the finished ones.
 */
export function reportSummary(
  nodes: readonly TaskNode[],
  nowMs: number,
  basisOf: (leafId: number) => readonly Frame[] = () => [],
): ReportSummary {
  let [done, executing, failed, stopped, total, withoutEta] = [0, 0, 0, 0, 0, 0];
  let eta: EtaRange | null = null;
  const remaining: RenderPart[] = [];
  const unpriced = new Set<TaskNode>();
  for (const node of nodes) {
    const { counts } = node.rollUp;
    done += counts.done;
    executing += counts.executing;
    failed += counts.failed;
    stopped += counts.stopped;
    total += counts.total;
    const estimate = estimateEta(node, nowMs);
    if (estimate && (eta === null || estimate.latestMs > eta.latestMs)) eta = estimate;
    if (!estimate && !taskStatus(node.rollUp.statusCode).isEnded) withoutEta += 1;
    for (const leaf of unfinishedLeaves(node)) {
      const part = remainingPart(leaf.rollUp, basisOf(leaf.task.id));
      const priced = { ...part, mean: part.mean ?? meanFrameCharge(node.rollUp) };
      remaining.push(priced);
      if (part.count > 0 && priceOfFrames([priced]) === null) unpriced.add(node);
    }
  }
  const cost = sumRollUps(nodes.map(({ rollUp }) => rollUp));
  return {
    tasks: nodes.length,
    done,
    executing,
    failed,
    stopped,
    total,
    cost,
    eta,
    withoutEta,
    ended: nodes.every((node) => taskStatus(node.rollUp.statusCode).isEnded),
    projected: { ...projectedCost(cost.amount, priceOfFrames(remaining)), unpriced: unpriced.size },
  };
}
