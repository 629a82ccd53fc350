/** The task list as the store has it, brought up to date on demand. */
import { applyFigures, applyTasks, type TaskReads } from "../../mirror/apply-live";
import { LIVE_FORMAT, type ListReading } from "../../mirror/live-tasks";
import { removeTasks } from "../../mirror/merge-poll";
import { withoutReadTimes, withReadTimes } from "../../mirror/read-times";
import { emptyHistory, type TaskHistory } from "../../mirror/task-history";
import { replaceTroubles } from "../../mirror/trouble-changes";
import { safeJsonParse } from "../../protocol/wire/safe-json-parse";
import type { AccountStore } from "../store/account-store";
import { oneAtATime } from "../store/engine/one-at-a-time";
import type { ListHead, StoredTask } from "../store/read/read-tasks";

export type StoredList = {
  /** The writer's number; 0: none has written. */
  readonly term: number;
  readonly revision: number;
  readonly history: TaskHistory;
  /** How the leader's reading of the farm goes; null: not known. */
  readonly reading: ListReading | null;
  /** Ids of tasks that another version of this program wrote, which this one cannot read. */
  readonly unreadable: ReadonlySet<string>;
};

const nothing: StoredList = {
  term: 0,
  revision: 0,
  history: emptyHistory,
  reading: null,
  unreadable: new Set(),
};

type Source = Pick<AccountStore, "head" | "tasks" | "changesSince" | "readsSince">;

export type StoredListReader = {
  /** What `sync` returned last. */
  readonly latest: () => StoredList;
  /** Reads what is new. Returns the same value when nothing is. Rejects while the database is away. */
  readonly sync: () => Promise<StoredList>;
};

export function createStoredList(account: Source): StoredListReader {
  let latest = nothing;
  const inTurn = oneAtATime();
  return {
    latest: () => latest,
    sync: () =>
      inTurn(async () => {
        const head = await account.head();
        if (head.term === latest.term && head.revision === latest.revision) return latest;
        // Another writer may have gone on from other revisions, such as those of a backup.
        latest = head.term === latest.term ? await advance(account, latest, head) : await load(account, head);
        return latest;
      }),
  };
}

async function load(account: Source, head: ListHead): Promise<StoredList> {
  const { revision, tasks } = await account.tasks();
  const history = applyRows(emptyHistory, tasks);
  return withReading({ ...nothing, term: head.term, revision, history, unreadable: unreadableOf(tasks) }, head);
}

async function advance(account: Source, { history, unreadable, ...before }: StoredList, head: ListHead) {
  const { revision, tasks, removed } = await account.changesSince(before.revision);
  const reads = await account.readsSince(before.revision);
  const changedIds = new Set(tasks.map(({ id }) => id));
  const removedIds = removed.map(({ id }) => id);
  const gone = new Set([...changedIds, ...removedIds]);
  const next = removeTasks(
    withReads(
      applyRows(history, tasks),
      reads.filter(({ id }) => !changedIds.has(id)),
    ),
    removedIds.map(Number),
    0,
  );
  const stillUnreadable = [...unreadable].filter((id) => !gone.has(id));
  return withReading(
    { ...before, revision, history: next, unreadable: new Set([...stillUnreadable, ...unreadableOf(tasks)]) },
    head,
  );
}

const unreadableOf = (tasks: readonly StoredTask[]) =>
  new Set(tasks.filter(({ task }) => task === null).map(({ id }) => id));

/** The history with rows of the store, whatever it held: only their writer compares moments. */
function applyRows(history: TaskHistory, rows: readonly StoredTask[]): TaskHistory {
  const readable = rows.flatMap(({ task, readMs }) => (task === null || readMs === null ? [] : [{ task, readMs }]));
  const reads: TaskReads = new Map(readable.map(({ task, readMs }) => [task.id, readMs]));
  const open = { ...history, readTimes: withoutReadTimes(history.readTimes, reads.keys()), removedAtMs: new Map() };
  return applyTasks(
    open,
    readable.map(({ task }) => task),
    reads,
  );
}

function withReads(history: TaskHistory, reads: readonly { readonly id: string; readonly readMs: number }[]) {
  const present = reads
    .map(({ id, readMs }) => [Number(id), readMs] as const)
    .filter(([id]) => history.nodes.has(id))
    .toSorted((a, b) => a[1] - b[1]);
  return { ...history, readTimes: withReadTimes(history.readTimes, present) };
}

function withReading(list: StoredList, head: ListHead): StoredList {
  const reading = readingOf(head.reading);
  const history = reading
    ? replaceTroubles(applyFigures(list.history, reading.figures), reading.troubles ?? [])
    : { ...list.history, total: list.history.nodes.size };
  return { ...list, reading, history };
}

function readingOf(text: string | null): ListReading | null {
  const json = safeJsonParse(text ?? "null");
  return isReading(json) ? json : null;
}

const isReading = (json: unknown): json is ListReading =>
  typeof json === "object" && json !== null && "format" in json && json.format === LIVE_FORMAT;
