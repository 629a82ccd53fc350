/**
 * Polls that are not written yet, oldest first. While the database is away it is bounded: the two oldest polls become one, so
 * that samples between them are lost, but no task, total or event.
 */
import { randomUUID } from "node:crypto";
import { lastOfEach } from "./bulk";
import type { Backlog, Item } from "./outbox";
import type { FrameAttempt, NewEvent, PollWrite } from "./poll-write";

export type BufferBounds = {
  /** Changed tasks in all polls together; one poll may hold more. */
  readonly tasks: number;
  readonly polls: number;
  /** Events, and attempts; the oldest go first. */
  readonly events: number;
};

export const bufferBounds: BufferBounds = { tasks: 20_000, polls: 500, events: 20_000 };

/** Two polls as one with the outcome of both. `dropped`: events and attempts over the bound. */
export function mergePolls(
  older: PollWrite,
  newer: PollWrite,
  maxEvents: number,
): { readonly poll: PollWrite; readonly dropped: number } {
  const removed = new Set(newer.removedIds);
  const changedAgain = new Set(newer.changed.map(({ task }) => String(task.id)));
  const events: readonly NewEvent[] = [...older.events, ...newer.events];
  const attempts: readonly FrameAttempt[] = [...(older.attempts ?? []), ...(newer.attempts ?? [])];
  const farm = newer.farm ?? older.farm;
  const reading = newer.reading ?? older.reading;
  const poll: PollWrite = {
    revision: newer.revision,
    atMs: newer.atMs,
    changed: lastOfEach([...older.changed, ...newer.changed], ({ task }) => String(task.id)),
    removedIds: [...older.removedIds.filter((id) => !changedAgain.has(id) && !removed.has(id)), ...removed],
    reads: mergeReads([...older.reads, ...newer.reads]),
    events: events.slice(-maxEvents),
    attempts: attempts.slice(-maxEvents),
    ...(farm ? { farm } : {}),
    ...(reading === undefined ? {} : { reading }),
    ...(older.hasFailed && newer.hasFailed ? { hasFailed: true } : {}),
  };
  return { poll, dropped: Math.max(0, events.length - maxEvents) + Math.max(0, attempts.length - maxEvents) };
}

/** The last read of each task, by moment. */
function mergeReads(reads: PollWrite["reads"]): PollWrite["reads"] {
  const readMsOf = new Map<string, number>();
  for (const { readMs, taskIds } of reads) {
    for (const id of taskIds) readMsOf.set(id, Math.max(readMs, readMsOf.get(id) ?? readMs));
  }
  const byMoment = new Map<number, string[]>();
  for (const [id, readMs] of readMsOf) {
    const ids = byMoment.get(readMs);
    if (ids) ids.push(id);
    else byMoment.set(readMs, [id]);
  }
  return [...byMoment].map(([readMs, taskIds]) => ({ readMs, taskIds }));
}

export class PollBuffer implements Backlog<PollWrite> {
  readonly #bounds: BufferBounds;
  readonly #newId: () => string;
  #polls: readonly Item<PollWrite>[] = [];
  #dropped = 0;

  constructor(bounds: BufferBounds = bufferBounds, newId: () => string = randomUUID) {
    this.#newId = newId;
    this.#bounds = bounds;
  }

  add(poll: PollWrite, atMs: number): Item<PollWrite> {
    const added = { id: this.#newId(), content: poll, atMs };
    this.#polls = [...this.#polls, added];
    return added;
  }

  oldest(): Item<PollWrite> | undefined {
    return this.#polls[0];
  }

  remove(id: string): void {
    this.#polls = this.#polls.filter((buffered) => buffered.id !== id);
  }

  shrink(): void {
    while (this.#isOverBound()) {
      const [first, second, ...rest] = this.#polls;
      if (!first || !second) return;
      const { poll, dropped } = mergePolls(first.content, second.content, this.#bounds.events);
      this.#dropped += dropped;
      // A new id: neither of the two can be taken for it.
      this.#polls = [{ id: this.#newId(), content: poll, atMs: first.atMs }, ...rest];
    }
  }

  #isOverBound(): boolean {
    const { polls, tasks, events } = this.size();
    return polls > this.#bounds.polls || tasks > this.#bounds.tasks || events > this.#bounds.events;
  }

  size() {
    const sum = (count: (poll: PollWrite) => number) =>
      this.#polls.reduce((total, { content }) => total + count(content), 0);
    return {
      polls: this.#polls.length,
      tasks: sum(({ changed }) => changed.length),
      events: sum(({ events, attempts }) => events.length + (attempts?.length ?? 0)),
      /** Events and attempts that were given up. */
      dropped: this.#dropped,
    };
  }
}
