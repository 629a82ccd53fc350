/** What the server tells a page about the task list: everything once, then what changed since a revision. */
import type { Task } from "../protocol/tasks/task";
import type { TeamChanges } from "../protocol/team/team-changes";
import type { Failure } from "../protocol/wire/failure";
import type { TaskHistory } from "./task-history";
import type { TroubleChange } from "./trouble-changes";

/** A page and a server of different formats do not understand each other: the page has to be reloaded. */
export const LIVE_FORMAT = 1;

/** Members of the history that are the same for every page. */
export type ListFigures = Pick<TaskHistory, "total" | "pageCount" | "pagesRead" | "isComplete"> & {
  readonly failedPages: readonly (readonly [pageNum: number, failure: Failure])[];
  readonly malformed: readonly (readonly [pageNum: number, rows: number])[];
};

/** The figures of a history. */
export const figuresOf = (history: TaskHistory): ListFigures => ({
  total: history.total,
  pageCount: history.pageCount,
  pagesRead: history.pagesRead,
  isComplete: history.isComplete,
  failedPages: [...history.failedPages],
  malformed: [...history.malformed],
});

/** How the server's reading of the farm goes. Moments are epoch ms on the server's clock. */
export type CollectorState = {
  /** "starting": no read yet; "failing": the last read failed. */
  readonly state: "starting" | "reading" | "failing";
  /** Why the last read failed; null after a good one. */
  readonly failure: Failure | null;
  /** The moment of the last request that was answered; null: none was. */
  readonly lastGoodReadMs: number | null;
  /** Time between two reads, ms. */
  readonly paceMs: number;
  /** List pages that are still to be read. */
  readonly backlog: number;
};

/** The server's memory of events: which one it is (since when it records, epoch ms), and the number of its newest event. */
export type EventMemory = { readonly sinceMs: number; readonly lastSeq: number };

/** What the leader of several instances tells the others of its reading; of another format it means nothing. */
export type ListReading = {
  readonly format: number;
  readonly figures: ListFigures;
  readonly collector: CollectorState;
  /** Frames that hang or are slow; a leader of an older program sends none. */
  readonly troubles?: readonly TroubleChange[];
  /** What the farm's clock is ahead of the machine's, ms; a leader of an older program does not tell. */
  readonly farmOffsetMs?: number;
};

/** Ids of tasks that were read at a moment of the server's clock, epoch ms. Ids ascend; each but the first is a difference. */
export type LiveReads = readonly (readonly [readMs: number, ...ids: number[]])[];

/** A part of the list, a range of ids, requested by key and version. The same version has the same rows for ever. */
export type LivePart = { readonly key: string; readonly version: string };

/** The answer to GET /api/live/tasks. */
export type LiveAnswer = {
  readonly format: number;
  /** Which run of the server: a revision of another run means nothing. */
  readonly run: string;
  readonly revision: number;
  /** The server's clock, epoch ms. */
  readonly nowMs: number;
  readonly figures: ListFigures;
  readonly collector: CollectorState;
  /** null: nothing is recorded at the moment, so a page has to compare what it sees itself. */
  readonly events: EventMemory | null;
  /** Tasks that changed since the requested revision; without one the newest tasks. Newest first. */
  readonly tasks: readonly Task[];
  /** Tasks that were deleted since, in their final state if the farm sent it. */
  readonly removed: readonly (readonly [id: number, finalState: Task | null])[];
  readonly reads: LiveReads;
  /** Frames that hang or are slow, by leaf, as far as that changed; without a revision of all leaves. Absent: there are none. */
  readonly troubles?: readonly TroubleChange[];
  /** Claims and notes, as far as they changed since the place that the page has sent; absent: they did not, or the database is away. */
  readonly team?: TeamChanges;
  /** Only without a revision, or if it is too old: the parts with all tasks, newest first. */
  readonly parts?: readonly LivePart[];
};

/** The answer to GET /api/live/tasks/parts/<key>. */
export type LivePartAnswer = { readonly tasks: readonly Task[] };

export const encodeReads = (reads: ReadonlyMap<number, readonly number[]>): LiveReads =>
  [...reads].map(([readMs, ids]) => {
    const ascending = ids.toSorted((a, b) => a - b);
    return [readMs, ...ascending.map((id, index) => id - (ascending[index - 1] ?? 0))];
  });

/** When each task was read, epoch ms by id. */
export function decodeReads(reads: LiveReads): Map<number, number> {
  const readMsById = new Map<number, number>();
  for (const [readMs, ...differences] of reads) {
    let id = 0;
    for (const difference of differences) {
      id += difference;
      readMsById.set(id, Math.max(readMs, readMsById.get(id) ?? 0));
    }
  }
  return readMsById;
}
