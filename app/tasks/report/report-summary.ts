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
import { leavesOf, type TaskNode } from "../../protocol/tasks/task-tree";

export type ReportSummary = {
  readonly tasks: number;
  readonly done: number;
  readonly failed: number;
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
  let [done, failed, total, withoutEta] = [0, 0, 0, 0];
  let eta: EtaRange | null = null;
  const remaining: RenderPart[] = [];
  const unpriced = new Set<TaskNode>();
  for (const node of nodes) {
    const { counts } = node.rollUp;
    done += counts.done;
    failed += counts.failed;
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
    failed,
    total,
    cost,
    eta,
    withoutEta,
    ended: nodes.every((node) => taskStatus(node.rollUp.statusCode).isEnded),
    projected: { ...projectedCost(cost.amount, priceOfFrames(remaining)), unpriced: unpriced.size },
  };
}

export type ReportGroup = {
  readonly project: string;
  /** Of every task of the project, listed or not. */
  readonly summary: ReportSummary;
  readonly listed: readonly TaskNode[];
};

/** The tasks by project, those without a project last, in the given order; only the first `maxListed` tasks are listed. */
export function reportGroups(
  nodes: readonly TaskNode[],
  nowMs: number,
  maxListed: number,
  basisOf?: (leafId: number) => readonly Frame[],
): readonly ReportGroup[] {
  const groups = new Map<string, TaskNode[]>();
  for (const node of nodes) {
    const { projectName } = node.task;
    const group = groups.get(projectName);
    if (group) group.push(node);
    else groups.set(projectName, [node]);
  }
  const listed = new Set(nodes.slice(0, maxListed));
  return [...groups]
    .sort(([a], [b]) => (a === "" ? 1 : b === "" ? -1 : a.localeCompare(b)))
    .map(([project, tasks]) => ({
      project,
      summary: reportSummary(tasks, nowMs, basisOf),
      listed: tasks.filter((node) => listed.has(node)),
    }));
}
