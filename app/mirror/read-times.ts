/**
 * Immutable map of task id → last read. A poll touches few of thousands, so new entries go to a small overlay (`recent`, at
 * most MAX_RECENT) that is merged into `base` when full.
 */
export type ReadTimes = {
  /** Epoch ms by id, oldest first. `recent` overrides it. */
  readonly base: ReadonlyMap<number, number>;
  readonly recent: ReadonlyMap<number, number>;
};

/** Every poll copies the overlay, so it is small. */
const MAX_RECENT = 500;

export const emptyReadTimes: ReadTimes = { base: new Map(), recent: new Map() };

/** When a task was last read, epoch ms; undefined: never. */
export const readMsOf = ({ base, recent }: ReadTimes, id: number): number | undefined => recent.get(id) ?? base.get(id);

/** When any task was last read, epoch ms; null: none was. */
export function newestReadMs({ base, recent }: ReadTimes): number | null {
  let newest: number | null = null;
  for (const ms of (recent.size > 0 ? recent : base).values()) if (newest === null || ms > newest) newest = ms;
  return newest;
}

/** The ids of all tasks that were read, the one read longest ago first. */
export function* idsByReadTime({ base, recent }: ReadTimes): Generator<number> {
  for (const id of base.keys()) if (!recent.has(id)) yield id;
  yield* recent.keys();
}

/** The read times after these tasks were read at `ms`. They become the last of the order, even if others were read later. */
export const withReadTime = (times: ReadTimes, ids: readonly number[], ms: number): ReadTimes =>
  withReadTimes(
    times,
    ids.map((id) => [id, ms]),
  );

/** The same, with a moment for each task. */
export function withReadTimes(times: ReadTimes, reads: Iterable<readonly [id: number, ms: number]>): ReadTimes {
  const recent = new Map(times.recent);
  for (const [id, ms] of reads) {
    recent.delete(id);
    recent.set(id, ms);
  }
  if (recent.size <= MAX_RECENT) return { base: times.base, recent };
  const all = new Map(times.base);
  for (const [id, ms] of recent) {
    all.delete(id);
    all.set(id, ms);
  }
  return { base: all, recent: new Map() };
}

/** The read times without these tasks. */
export function withoutReadTimes(times: ReadTimes, ids: Iterable<number>): ReadTimes {
  const base = new Map(times.base);
  const recent = new Map(times.recent);
  for (const id of ids) {
    base.delete(id);
    recent.delete(id);
  }
  return { base, recent };
}
