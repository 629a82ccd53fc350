/** What a poll changed: compares two values of the task history by identity, in one pass over its tasks. */
import type { TaskNode } from "../protocol/tasks/task-tree";
import { readMsOf } from "./read-times";
import type { TaskHistory } from "./task-history";
import { type TroubleChange, troubleChanges } from "./trouble-changes";

export type HistoryChanges = {
  /** Top-level tasks that are new or differ, in no order. */
  readonly changed: readonly TaskNode[];
  /** Ids of tasks that are no longer there. */
  readonly removed: readonly number[];
  /** Ids of tasks that were read, by the moment of the request (epoch ms). */
  readonly reads: ReadonlyMap<number, readonly number[]>;
  readonly troubles: readonly TroubleChange[];
};

export function changesBetween(previous: TaskHistory, next: TaskHistory): HistoryChanges {
  const changed: TaskNode[] = [];
  const reads = new Map<number, number[]>();
  for (const [id, node] of next.nodes) {
    if (previous.nodes.get(id) !== node) changed.push(node);
    const readMs = readMsOf(next.readTimes, id);
    if (readMs !== undefined && readMs !== readMsOf(previous.readTimes, id)) {
      const ids = reads.get(readMs);
      if (ids) ids.push(id);
      else reads.set(readMs, [id]);
    }
  }
  const removed = previous.nodes === next.nodes ? [] : [...previous.nodes.keys()].filter((id) => !next.nodes.has(id));
  return { changed, removed, reads, troubles: troubleChanges(previous.troubles, next.troubles) };
}
