/** Frames that hang or are slow in a task: what was read of each leaf (frame-trouble.ts), and the sum over its leaves. */
import { leavesOf, type TaskNode } from "../tasks/task-tree";

/** A frame to begin with: one that hangs, else the slowest one. `ratio`: its time over the median; null without a median. */
export type WorstFrame = {
  readonly id: number;
  readonly name: string;
  readonly node: string | null;
  readonly ratio: number | null;
};

/** What reading the rendering frames of a leaf brought. Frames that were not read are in no count but `rendering`. */
export type FrameTrouble = {
  /** Frames that hang; null: the farm sends no CPU load (the dialect of 2018), so it is not known. */
  readonly hung: number | null;
  /** Slow frames that do not hang; null: too few frames have ended for a median. */
  readonly slow: number | null;
  readonly worst: WorstFrame | null;
  /** Rendering frames that were read, of those that the task counted. */
  readonly read: number;
  readonly rendering: number;
  /** When the oldest of them was read, epoch ms. */
  readonly readMs: number;
};

/** The trouble of a task; `leafId` has the worst frame. */
export type TaskTrouble = FrameTrouble & { readonly leafId: number };

export type TroubleByLeaf = ReadonlyMap<number, FrameTrouble>;

/**
 * The trouble of a task: the sum over its leaves that render now. null: none of them was read. A leaf that was not read adds
 * to `rendering` alone; a count is null when no leaf knows it.
 */
export function frameTroubleOf(node: TaskNode, troubles: TroubleByLeaf): TaskTrouble | null {
  if (troubles.size === 0) return null;
  let sum: TaskTrouble | null = null;
  let unread = 0;
  for (const { task, rollUp } of leavesOf(node)) {
    const { executing } = rollUp.counts;
    if (executing === 0) continue;
    const trouble = troubles.get(task.id);
    if (!trouble || trouble.read === 0) unread += executing;
    else sum = addTrouble(sum, { ...trouble, leafId: task.id });
  }
  return sum && { ...sum, rendering: sum.rendering + unread };
}

function addTrouble(sum: TaskTrouble | null, next: TaskTrouble): TaskTrouble {
  if (sum === null) return next;
  const { worst, leafId } = isWorse(next, sum) ? next : sum;
  return {
    hung: addCounts(sum.hung, next.hung),
    slow: addCounts(sum.slow, next.slow),
    worst,
    leafId,
    read: sum.read + next.read,
    rendering: sum.rendering + next.rendering,
    readMs: Math.min(sum.readMs, next.readMs),
  };
}

const addCounts = (a: number | null, b: number | null): number | null => (a === null ? b : a + (b ?? 0));

/** A frame that hangs is worse than a slow one; among equals the larger ratio counts. */
function isWorse(a: FrameTrouble, b: FrameTrouble): boolean {
  if (a.worst === null || b.worst === null) return b.worst === null && a.worst !== null;
  const [aHangs, bHangs] = [(a.hung ?? 0) > 0, (b.hung ?? 0) > 0];
  return aHangs === bHangs ? (a.worst.ratio ?? 0) > (b.worst.ratio ?? 0) : aHangs;
}

/** Whether a task has frames that hang or are slow. */
export const hasTrouble = (trouble: FrameTrouble | null): boolean =>
  trouble !== null && (trouble.hung ?? 0) + (trouble.slow ?? 0) > 0;
