/** Writes every step of the served list into the store: tasks, samples, events and totals of one poll together. */
import { changesBetween } from "../../mirror/history-changes";
import type { ListReading } from "../../mirror/live-tasks";
import { eventsBetween } from "../../mirror/task-events";
import { emptyHistory, type TaskHistory } from "../../mirror/task-history";
import { roundAmount } from "../../protocol/charges";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import type { ListStep, ServedList } from "../live/served-list";
import type { AccountWriter } from "../store/write/account-writer";
import type { FarmSample, FrameAttempt, PollWrite } from "../store/write/poll-write";

export type PollRecorder = {
  /** Records the steps of a list from now on, while this instance leads. `readingOf`: how the reading of the farm goes. */
  readonly follow: (list: Pick<ServedList, "onStep">, readingOf: (history: TaskHistory) => ListReading) => void;
  /** This instance writes from now on. */
  readonly lead: (writer: Pick<AccountWriter, "write">, options: LeadOptions) => void;
  readonly lose: () => void;
  /** Resolves when the polls so far are written, or kept because the database is away. */
  readonly settled: () => Promise<void>;
  /** Runs of frames that were seen; the leader writes them with the next poll. */
  readonly addAttempts: (attempts: readonly FrameAttempt[]) => void;
};

export type LeadOptions = {
  /** The next poll writes every task, because it is not known what is stored. */
  readonly writesAll: boolean;
  /** Another writer has taken its place. */
  readonly onDeposed: () => void;
};

export type RecorderOptions = {
  /** What the account can spend; null: not known. */
  readonly balance: () => number | null;
  /** Writes runs of frames at once: what an instance does that has no poll to write. */
  readonly recordAttempts: (attempts: readonly FrameAttempt[], atMs: number) => unknown;
  /** The farm's clock, epoch ms. */
  readonly now: () => number;
};

/** Attempts that wait for a poll; a page that shows 100,000 frames brings as many. */
const MAX_ATTEMPTS = 20_000;

export function createPollRecorder({ balance, recordAttempts, now }: RecorderOptions): PollRecorder {
  let leading: { readonly writer: Pick<AccountWriter, "write">; readonly onDeposed: () => void } | null = null;
  let writesAll = false;
  let attempts: readonly FrameAttempt[] = [];
  let sending: Promise<void> = Promise.resolve();
  const send = async (current: NonNullable<typeof leading>, poll: PollWrite) => {
    const { state } = await current.writer.write(poll);
    if (leading !== current) return;
    // What was refused is not in the store; the next poll brings every task.
    if (state === "refused") writesAll = true;
    if (state !== "deposed") return;
    leading = null;
    current.onDeposed();
  };
  return {
    follow: (list, readingOf) =>
      list.onStep((step) => {
        if (!leading) return;
        const reading = readingOf(step.next);
        const poll = pollOf(step, { atMs: now(), attempts, balance: balance(), reading });
        attempts = [];
        sending = send(leading, writesAll && !poll.hasFailed ? { ...poll, ...everyTask(step) } : poll);
        if (!poll.hasFailed) writesAll = false;
      }),
    lead(writer, options) {
      leading = { writer, onDeposed: options.onDeposed };
      ({ writesAll } = options);
    },
    lose() {
      leading = null;
    },
    settled: () => sending,
    addAttempts(seen) {
      if (leading) attempts = [...attempts, ...seen].slice(-MAX_ATTEMPTS);
      else if (seen.length > 0) recordAttempts(seen, now());
    },
  };
}

type PollFacts = Pick<PollWrite, "atMs"> & {
  readonly attempts: readonly FrameAttempt[];
  readonly balance: number | null;
  readonly reading: ListReading;
};

/** What a step of the list adds to the store. */
export function pollOf(step: ListStep, facts: PollFacts): PollWrite {
  const { previous, next, changes, revision } = step;
  const { atMs, attempts, balance, reading } = facts;
  const events = eventsBetween(previous, changes, atMs);
  return {
    revision,
    atMs,
    changed: [...changes.changed, ...finalsOf(step)],
    removedIds: changes.removed.map(String),
    reads: readsOf(changes),
    reading: JSON.stringify(reading),
    hasFailed: reading.collector.failure !== null && isEmpty(changes) && attempts.length === 0,
    events: events.map(({ key, type, taskId, atMs: eventMs, ...details }) => ({
      key,
      type,
      taskId: String(taskId),
      atMs: eventMs,
      details,
    })),
    attempts,
    // Totals of a list that is not complete would look like a fall.
    ...(next.isComplete ? { farm: farmSample(next.nodes.values(), balance) } : {}),
  };
}

/** The last state of each deleted task, where the farm sent it: it may have done frames since it was read last. */
const finalsOf = ({ next, changes }: ListStep): readonly TaskNode[] =>
  changes.removed.map((id) => next.removed.get(id)).filter((node) => node !== undefined);

const isEmpty = ({ changed, removed, reads }: ListStep["changes"]) =>
  changed.length === 0 && removed.length === 0 && reads.size === 0;

/** All tasks with the moments of their reads. */
function everyTask(step: ListStep): Pick<PollWrite, "changed" | "reads"> {
  const all = changesBetween(emptyHistory, step.next);
  return { changed: [...all.changed, ...finalsOf(step)], reads: readsOf(all) };
}

const readsOf = ({ reads }: Pick<ListStep["changes"], "reads">): PollWrite["reads"] =>
  [...reads].map(([readMs, ids]) => ({ readMs, taskIds: ids.map(String) }));

function farmSample(nodes: Iterable<TaskNode>, balance: number | null): FarmSample {
  const sample = { waiting: 0, rendering: 0, done: 0, failed: 0, stopped: 0, activeTasks: 0 };
  let spend: number | null = null;
  for (const { rollUp } of nodes) {
    const { counts, charge, completedMs } = rollUp;
    sample.waiting += counts.waiting;
    sample.rendering += counts.executing;
    sample.done += counts.done;
    sample.failed += counts.failed;
    sample.stopped += counts.stopped;
    if (completedMs === null) sample.activeTasks += 1;
    if (charge !== null) spend = (spend ?? 0) + charge;
  }
  return { ...sample, spend: spend === null ? null : roundAmount(spend), balance };
}
