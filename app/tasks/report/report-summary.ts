/** The figures of a producer's report over some tasks. Pure; the present is a parameter. */
import { type EtaRange, estimateEta, meanFrameCost } from "../../protocol/tasks/task-estimate";
import { taskStatus } from "../../protocol/tasks/task-status";
import { type TaskNode, walk } from "../../protocol/tasks/task-tree";

export type ReportSummary = {
  readonly tasks: number;
  readonly done: number;
  readonly failed: number;
  readonly total: number;
  readonly cost: number;
  /** Latest of the tasks that render; null: none says when. */
  readonly eta: EtaRange | null;
  /** Tasks that have not ended and of which nothing says when they will. */
  readonly withoutEta: number;
  /** Every task has ended. */
  readonly ended: boolean;
  /** What it will have cost, and how many tasks are left out of it for want of a finished frame to go by. */
  readonly projected: { readonly low: number; readonly high: number; readonly unpriced: number };
};

/** Share by which the mean cost of the remaining frames may differ from that of the finished ones. */
const UNCERTAINTY = 0.2;

/** Sums over the tasks; the projection adds unfinished frames at the mean cost of finished ones, give or take a fifth. */
export function reportSummary(nodes: readonly TaskNode[], nowMs: number): ReportSummary {
  let [done, failed, total, cost, open, withoutEta] = [0, 0, 0, 0, 0, 0];
  let eta: EtaRange | null = null;
  const unpriced = new Set<TaskNode>();
  for (const node of nodes) {
    const { counts } = node.rollUp;
    done += counts.done;
    failed += counts.failed;
    total += counts.total;
    cost += node.rollUp.cost ?? 0;
    const own = estimateEta(node, nowMs);
    if (own && (eta === null || own.latestMs > eta.latestMs)) eta = own;
    if (!own && !taskStatus(node.rollUp.statusCode).isEnded) withoutEta += 1;
    for (const leaf of walk(node)) {
      if (leaf.children.length > 0 || taskStatus(leaf.rollUp.statusCode).isEnded) continue;
      const left = leaf.rollUp.counts.waiting + leaf.rollUp.counts.executing;
      const mean = meanFrameCost(leaf) ?? meanFrameCost(node);
      if (left > 0 && mean === null) unpriced.add(node);
      open += left * (mean ?? 0);
    }
  }
  return {
    tasks: nodes.length,
    done,
    failed,
    total,
    cost,
    eta,
    withoutEta,
    ended: nodes.every((node) => taskStatus(node.rollUp.statusCode).isEnded),
    projected: {
      low: cost + open * (1 - UNCERTAINTY),
      high: cost + open * (1 + UNCERTAINTY),
      unpriced: unpriced.size,
    },
  };
}

export type ReportGroup = {
  readonly project: string;
  /** Of every task of the project, listed or not. */
  readonly summary: ReportSummary;
  readonly listed: readonly TaskNode[];
};

/** The tasks by project label, those without last, each group in the order given; the first `most` tasks are listed. */
export function reportGroups(nodes: readonly TaskNode[], nowMs: number, most: number): readonly ReportGroup[] {
  const groups = new Map<string, TaskNode[]>();
  for (const node of nodes) {
    const { projectName } = node.task;
    const known = groups.get(projectName);
    if (known) known.push(node);
    else groups.set(projectName, [node]);
  }
  const listed = new Set(nodes.slice(0, most));
  return [...groups]
    .sort(([a], [b]) => (a === "" ? 1 : b === "" ? -1 : a.localeCompare(b)))
    .map(([project, tasks]) => ({
      project,
      summary: reportSummary(tasks, nowMs),
      listed: tasks.filter((node) => listed.has(node)),
    }));
}
