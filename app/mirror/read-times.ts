/**
 * When each task was last read, as a value. A step reads a few of thousands, so most of it is shared from one value to the
 * next: what was read lately stands apart, and is laid to the rest now and then. Pure.
 */
export type ReadTimes = {
  /** Epoch ms by id, longest unread first; `lately` has newer ones of some of them. */
  readonly before: ReadonlyMap<number, number>;
  readonly lately: ReadonlyMap<number, number>;
};

/** So many are copied at every step; more are laid to the rest. */
const MOST_LATELY = 500;

export const neverRead: ReadTimes = { before: new Map(), lately: new Map() };

/** When a task was last read, epoch ms; undefined: never. */
export const readAt = ({ before, lately }: ReadTimes, id: number): number | undefined =>
  lately.get(id) ?? before.get(id);

/** When any was last read, epoch ms; null: none ever was. */
export function newestReading({ before, lately }: ReadTimes): number | null {
  let newest: number | null = null;
  for (const ms of (lately.size > 0 ? lately : before).values()) if (newest === null || ms > newest) newest = ms;
  return newest;
}

/** The ids that were read, longest unread first. */
export function* longestUnread({ before, lately }: ReadTimes): Generator<number> {
  for (const id of before.keys()) if (!lately.has(id)) yield id;
  yield* lately.keys();
}

/** After a reading of these tasks. They are the last to be read again, though the reading of others may be a little newer. */
export function withReading(times: ReadTimes, ids: Iterable<number>, ms: number): ReadTimes {
  const lately = new Map(times.lately);
  for (const id of ids) {
    lately.delete(id);
    lately.set(id, ms);
  }
  if (lately.size <= MOST_LATELY) return { before: times.before, lately };
  const all = { before: times.before, lately };
  return { before: new Map(Array.from(longestUnread(all), (id) => [id, readAt(all, id) ?? ms])), lately: new Map() };
}

/** Without tasks that are gone. */
export function withoutReading({ before, lately }: ReadTimes, ids: Iterable<number>): ReadTimes {
  const rest = { before: new Map(before), lately: new Map(lately) };
  for (const id of ids) for (const known of [rest.before, rest.lately]) known.delete(id);
  return rest;
}
