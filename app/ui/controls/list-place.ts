/** Where a task is in the list that it was opened from, and its neighbours there. */
export type ListPlace = {
  readonly count: number;
  /** From 1; null: the list does not contain the task any more. */
  readonly position: number | null;
  readonly previous: number | undefined;
  readonly next: number | undefined;
};

/**
 * The place of a task. `lastIndex` is where it was when the list still contained it: the next task of one that has left the
 * list is the one that took its place.
 */
export function placeIn(ids: readonly number[], id: number, lastIndex = -1): ListPlace {
  const index = ids.indexOf(id);
  const count = ids.length;
  if (index >= 0) return { count, position: index + 1, previous: ids[index - 1], next: ids[index + 1] };
  const gap = Math.min(lastIndex, count);
  return gap < 0
    ? { count, position: null, previous: undefined, next: undefined }
    : { count, position: null, previous: ids[gap - 1], next: ids[gap] };
}
