/**
 * The task list cut into ranges of ids that browsers can cache: a range's version changes only with one of its tasks. New tasks
 * have the highest ids, so they leave the versions of all other ranges alone. Every instance can answer for any range, whatever
 * ranges another one has listed.
 */
import type { HistoryChanges } from "../../mirror/history-changes";
import type { LivePart } from "../../mirror/live-tasks";

/** About 75 kB compressed: 5,000 tasks are six parts. */
export const PART_SIZE = 900;

type Part = { readonly from: number; readonly ids: ReadonlySet<number>; readonly revision: number };

/** Ids from the first one to the one before the second. */
export type IdRange = readonly [from: number, to: number];

export type ListParts = {
  readonly apply: (changes: HistoryChanges, revision: number) => void;
  /** All parts with tasks, newest first. */
  readonly list: () => LivePart[];
};

export const keyOfRange = ([from, to]: IdRange): string => `${from}-${to}`;

/** The range of a part's key; undefined: it is none. */
export function rangeOfKey(key: string): IdRange | undefined {
  const [, from, to] = /^(\d{1,16})-(\d{1,16})$/.exec(key) ?? [];
  return from === undefined ? undefined : [Number(from), Number(to)];
}

export function createListParts(partSize = PART_SIZE): ListParts {
  /** By ascending ids; the first begins at 0, the last has no end. */
  let parts: readonly Part[] = [{ from: 0, ids: new Set(), revision: 0 }];

  const indexOf = (id: number): number => {
    let [low, high] = [0, parts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((parts[middle]?.from ?? 0) <= id) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  const endOf = (index: number) => parts[index + 1]?.from ?? Number.MAX_SAFE_INTEGER;

  return {
    apply({ changed, removed }, revision) {
      const edited = new Map<number, Set<number>>();
      const idsAt = (id: number) => {
        const index = indexOf(id);
        const ids = edited.get(index) ?? new Set(parts[index]?.ids);
        edited.set(index, ids);
        return ids;
      };
      for (const id of removed) idsAt(id).delete(id);
      for (const { task } of changed) idsAt(task.id).add(task.id);
      parts = parts.flatMap((part, index) => {
        const ids = edited.get(index);
        // Tasks that appear late make a range of old ones longer; it is cut when it is twice as long.
        const maxSize = index === parts.length - 1 ? partSize : 2 * partSize;
        return ids ? cut({ from: part.from, ids, revision }, maxSize, partSize) : [part];
      });
    },
    list: () =>
      parts
        .map(({ from, ids, revision }, index) => ({
          size: ids.size,
          part: { key: keyOfRange([from, endOf(index)]), version: String(revision) },
        }))
        .filter(({ size }) => size > 0)
        .map(({ part }) => part)
        .toReversed(),
  };
}

/** A part that has more than `maxSize` tasks in pieces of `size`. */
function cut(part: Part, maxSize: number, size: number): readonly Part[] {
  if (part.ids.size <= maxSize) return [part];
  const ids = [...part.ids].toSorted((a, b) => a - b);
  const pieces: Part[] = [];
  for (let start = 0; start < ids.length; start += size) {
    const from = start === 0 ? part.from : (ids[start] ?? part.from);
    pieces.push({ from, ids: new Set(ids.slice(start, start + size)), revision: part.revision });
  }
  return pieces;
}
