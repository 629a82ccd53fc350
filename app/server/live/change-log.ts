/** The last changes of the task list by revision, so that a page gets what changed since the one it has. */
import type { HistoryChanges } from "../../mirror/history-changes";
import type { FrameTrouble } from "../../protocol/frames/task-trouble";
import type { TaskNode } from "../../protocol/tasks/task-tree";

/** What changed after a revision, several changes together. */
export type ChangesSince = {
  readonly changed: ReadonlySet<number>;
  /** Deleted tasks, with their final state if the farm sent it. */
  readonly removed: ReadonlyMap<number, TaskNode | null>;
  /** The moment each task was last read, epoch ms, by id. */
  readonly reads: ReadonlyMap<number, number>;
  /** Leaves whose hung and slow frames were read anew, or are not known any more. */
  readonly troubles: ReadonlyMap<number, FrameTrouble | null>;
};

type Entry = {
  readonly revision: number;
  readonly changed: readonly number[];
  readonly removed: readonly (readonly [number, TaskNode | null])[];
  readonly reads: HistoryChanges["reads"];
  readonly troubles: HistoryChanges["troubles"];
};

export type ChangeLog = {
  /** Notes the changes that lead to a revision, which may be several revisions after the one before. */
  readonly add: (revision: number, changes: HistoryChanges, finals: ReadonlyMap<number, TaskNode>) => void;
  /** undefined: the revision is unknown or too old. */
  readonly since: (revision: number) => ChangesSince | undefined;
};

/** At the fastest pace an hour: a laptop that slept longer loads the list again. */
const MAX_ENTRIES = 720;

/** `firstRevision`: the list's revision before the first change. */
export function createChangeLog(firstRevision = 0, maxEntries = MAX_ENTRIES): ChangeLog {
  const entries: Entry[] = [];
  let oldest = firstRevision;
  return {
    add(revision, { changed, removed, reads, troubles }, finals) {
      entries.push({
        revision,
        changed: changed.map(({ task }) => task.id),
        removed: removed.map((id) => [id, finals.get(id) ?? null]),
        reads,
        troubles,
      });
      if (entries.length > maxEntries) oldest = entries.shift()?.revision ?? oldest;
    },
    since(from) {
      const newest = entries.at(-1)?.revision ?? oldest;
      if (!Number.isInteger(from) || from < oldest || from > newest) return undefined;
      const changed = new Set<number>();
      const removed = new Map<number, TaskNode | null>();
      const reads = new Map<number, number>();
      const troubles = new Map<number, FrameTrouble | null>();
      for (const entry of entries.filter(({ revision }) => revision > from)) {
        for (const id of entry.changed) {
          changed.add(id);
          removed.delete(id);
        }
        for (const [id, node] of entry.removed) {
          changed.delete(id);
          reads.delete(id);
          removed.set(id, node);
        }
        for (const [readMs, ids] of entry.reads) for (const id of ids) reads.set(id, readMs);
        for (const [id, trouble] of entry.troubles) troubles.set(id, trouble);
      }
      return { changed, removed, reads, troubles };
    },
  };
}
