/**
 * How many refusals by our own server are recorded: anyone who may open the page can cause thousands of them in a second. The log has
 * each of them.
 */

/** Refusals of one person that are recorded in a window. */
export const MOST_REFUSALS = 60;
const WINDOW_MS = 60_000;
/** People whose refusals are counted at the same time. */
const MOST_PEOPLE = 1000;

type Window = { readonly startMs: number; count: number };

export type RefusalLimit = {
  /** Whether a refusal is recorded, and how many were left out since the last one that was. */
  readonly take: (person: string, nowMs: number) => { readonly isRecorded: boolean; readonly leftOut: number };
};

export function createRefusalLimit(most = MOST_REFUSALS): RefusalLimit {
  const windows = new Map<string, Window>();
  return {
    take(person, nowMs) {
      const current = windows.get(person);
      if (current && nowMs >= current.startMs && nowMs < current.startMs + WINDOW_MS) {
        current.count += 1;
        return { isRecorded: current.count <= most, leftOut: 0 };
      }
      windows.delete(person);
      const [oldest] = windows.keys();
      if (oldest !== undefined && windows.size >= MOST_PEOPLE) windows.delete(oldest);
      windows.set(person, { startMs: nowMs, count: 1 });
      return { isRecorded: true, leftOut: Math.max(0, (current?.count ?? 0) - most) };
    },
  };
}
