/** Which frames and layers of two tasks belong together. */
import { compareFrameNames } from "../../../protocol/frames/frame-name";
import { FRAME } from "../../../protocol/frames/frame-status";
import type { TaskNode } from "../../../protocol/tasks/task-tree";
import type { FrameRow } from "../../../queries/frames/frame-set";

/** The frames of one name; null: that task has none. */
export type FramePair = {
  /** As the farm writes it. */
  readonly name: string;
  readonly from: FrameRow | null;
  readonly to: FrameRow | null;
};

/** The frames of both tasks in natural order; of several with one name in a task (tiles, passes) the first counts. */
export function pairFrames(from: readonly FrameRow[], to: readonly FrameRow[]): FramePair[] {
  const pairs = new Map<string, FramePair>();
  for (const row of from)
    if (!pairs.has(row.frame.name)) pairs.set(row.frame.name, { name: row.frame.name, from: row, to: null });
  for (const row of to) {
    const pair = pairs.get(row.frame.name) ?? { name: row.frame.name, from: null, to: null };
    if (pair.to === null) pairs.set(pair.name, { ...pair, to: row });
  }
  const nameOf = ({ from: one, to: other }: FramePair) => (one ?? other)?.name ?? { kind: "opaque", text: "" };
  return [...pairs.values()].sort((a, b) => compareFrameNames(nameOf(a), nameOf(b)));
}

const isDone = (row: FrameRow | null) => row?.frame.statusCode === FRAME.done;

/** The index of the frame to show: the wanted one, else the first that is done in both tasks, else in one of them. */
export function shownIndex(pairs: readonly FramePair[], wanted: string | null): number {
  const index = wanted === null ? -1 : pairs.findIndex(({ name }) => name === wanted);
  if (index !== -1) return index;
  const both = pairs.findIndex(({ from, to }) => isDone(from) && isDone(to));
  return Math.max(0, both === -1 ? pairs.findIndex(({ from, to }) => isDone(from) || isDone(to)) : both);
}

/** The layer of another task that belongs to `leaf`: its namesake, else the one at the same place, else the last. */
export function matchingLeaf(
  leaf: TaskNode,
  leaves: readonly TaskNode[],
  others: readonly TaskNode[],
): TaskNode | undefined {
  const { layerName, taskType } = leaf.task;
  const alike = others.filter(({ task }) => task.taskType === taskType);
  return (
    alike.find(({ task }) => task.layerName === layerName) ??
    alike[leaves.filter(({ task }) => task.taskType === taskType).indexOf(leaf)] ??
    others.at(-1)
  );
}
