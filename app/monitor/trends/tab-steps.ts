/** Growth steps of a page without a server, in the memory of this tab. */
import { useEffect, useRef, useState } from "react";
import { GAP_MS, type GrowthStep, mergeSteps } from "../../mirror/growth-steps";
import type { TaskHistory } from "../../mirror/task-history";
import { roundAmount } from "../../protocol/charges";
import type { TaskNode } from "../../protocol/tasks/task-tree";

export type Nodes = ReadonlyMap<number, TaskNode>;
/** `removed`: tasks that this reading found deleted, as they were last read. */
export type Reading = { readonly nodes: Nodes; readonly removed?: Nodes; readonly atMs: number };

/** One a minute for a day. */
const MAX_STEPS = 24 * 60;
/** Clocks of farm and browser may differ by this much when a task is called new. */
const NEW_TASK_MS = 5 * 60_000;

/** What happened between two readings, task by task, so that a deleted task hides no growth of others. An old task that is loaded late counts as no growth. */
export function stepBetween(before: Reading, after: Reading): GrowthStep {
  let [done, failed, spend] = [0, 0, 0];
  const add = (previous: TaskNode | undefined, { rollUp }: TaskNode) => {
    done += Math.max(0, rollUp.counts.done - (previous?.rollUp.counts.done ?? 0));
    failed += Math.max(0, rollUp.counts.failed - (previous?.rollUp.counts.failed ?? 0));
    spend += Math.max(0, (rollUp.charge ?? 0) - (previous?.rollUp.charge ?? 0));
  };
  for (const [id, node] of after.nodes) {
    const previous = before.nodes.get(id);
    const isNew = !previous && (node.task.submittedMs ?? 0) >= before.atMs - NEW_TASK_MS;
    if (previous !== node && (previous || isNew)) add(previous, node);
  }
  for (const [id, node] of after.removed ?? []) {
    const previous = before.nodes.get(id);
    if (previous) add(previous, node);
  }
  const isGap = after.atMs - before.atMs > GAP_MS;
  return { fromMs: before.atMs, atMs: after.atMs, done, failed, spend: roundAmount(spend), isGap };
}

/** The steps since this tab was opened; each poll of the history adds one. */
export function useTabSteps(history: TaskHistory | undefined, readMs: number): readonly GrowthStep[] {
  const [steps, setSteps] = useState<readonly GrowthStep[]>([]);
  const before = useRef<Reading | null>(null);
  useEffect(() => {
    // Until all pages are loaded, growth comes from loading, not from rendering.
    if (!history?.isComplete || (before.current?.atMs ?? 0) >= readMs) return;
    const now = { nodes: history.nodes, removed: history.removed, atMs: readMs };
    // The first reading is a step without length: counting has just begun.
    const previous = before.current ?? now;
    before.current = now;
    setSteps((all) => mergeSteps([...all, stepBetween(previous, now)], 60_000).slice(-MAX_STEPS));
  }, [history, readMs]);
  return steps;
}
