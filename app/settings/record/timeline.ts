/** The audit of our server and the farm's operation record as one list by time, newest first, as far as both are loaded. */
import type { AuditEntry } from "../../mirror/recorded-actions";
import type { TaskRecord } from "../../protocol/tasks/task-record";

export type TimelineEntry =
  | { readonly kind: "write"; readonly key: string; readonly atMs: number; readonly write: AuditEntry }
  | { readonly kind: "record"; readonly key: string; readonly atMs: number; readonly record: TaskRecord };

/** The loaded entries of a source, newest first, and whether it has older ones. */
export type Loaded<Entry> = { readonly entries: readonly Entry[]; readonly hasMore: boolean };

export type Timeline = {
  readonly entries: readonly TimelineEntry[];
  /** The source to load more of, so that the list goes on; null: it is complete. */
  readonly next: "write" | "record" | null;
};

/** How far back a source is complete. */
const horizonOf = ({ hasMore }: { readonly hasMore: boolean }, entries: readonly TimelineEntry[]): number =>
  hasMore ? (entries.at(-1)?.atMs ?? Number.POSITIVE_INFINITY) : Number.NEGATIVE_INFINITY;

/** Older entries than the one until which both sources are loaded wait: between them others may be missing. */
export function timelineOf(audit: Loaded<AuditEntry>, farm: Loaded<TaskRecord>): Timeline {
  const writes = audit.entries.map(
    (write): TimelineEntry => ({ kind: "write", key: write.id, atMs: write.atMs, write }),
  );
  const records = recordEntries(farm.entries);
  const [ofWrites, ofRecords] = [horizonOf(audit, writes), horizonOf(farm, records)];
  const horizon = Math.max(ofWrites, ofRecords);
  const entries = [...writes, ...records].filter(({ atMs }) => atMs >= horizon).toSorted((a, b) => b.atMs - a.atMs);
  if (horizon === Number.NEGATIVE_INFINITY) return { entries, next: null };
  return { entries, next: ofWrites === horizon ? "write" : "record" };
}

/**
 * Entries of the record have no id: the key is their time, user and request, with a counter for equal ones. One without a time has
 * that of its neighbour.
 */
function recordEntries(records: readonly TaskRecord[]): TimelineEntry[] {
  const counts = new Map<string, number>();
  let lastMs = records.find(({ atMs }) => atMs !== null)?.atMs ?? 0;
  return records.map((record) => {
    const { atMs, userId, operation, request } = record;
    // A clock that was set back does not reorder the farm's list.
    lastMs = Math.min(lastMs, atMs ?? lastMs);
    const content = `${atMs} ${userId} ${operation} ${request}`;
    const count = (counts.get(content) ?? 0) + 1;
    counts.set(content, count);
    return { kind: "record", key: `${content} ${count}`, atMs: lastMs, record };
  });
}
