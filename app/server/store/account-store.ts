/**
 * The memory of one farm account: what is read, and what every instance may write. Polls are written through a writer, which
 * only the leader has. Reads reject while the database is away (`failureOf` in store-error.ts says why); writes never reject.
 */
import type { Kysely } from "kysely";
import type { DeletedEnvironment, EnvironmentVersion } from "../../mirror/environment-versions";
import type { Engine } from "./engine/engine";
import type { EngineSession } from "./engine/engine-session";
import { encodeMessage, type InstanceMessage, MESSAGE_CHANNEL } from "./instance-message";
import {
  type ActionCursor,
  type ActionFilter,
  type ActionPerson,
  readActionPeople,
  readActions,
  readActionsOfTasks,
  type StoredAction,
} from "./read/read-actions";
import { readDeletedEnvironments, readEnvironmentVersions } from "./read/read-environments";
import { readTaskFailures, type TaskFailures } from "./read/read-failures";
import {
  readAttempts,
  readEventCounts,
  readEventsOfTask,
  readEventsSince,
  readFarmSampleAfter,
  readFarmSamples,
  readFarmSampleUntil,
  readSamples,
  type StoredAttempt,
  type StoredFarmSample,
  type TaskSample,
} from "./read/read-history";
import {
  type ListHead,
  noHead,
  readChanges,
  readHead,
  readReads,
  readTasks,
  type StoredChanges,
  type StoredRead,
  type StoredTasks,
} from "./read/read-tasks";
import type { Tables } from "./schema";
import { TeamStore } from "./team/team-store";
import { readUsage, type Usage, type UsageQuery } from "./usage/read-usage";
import { accountKey } from "./write/account";
import { AccountWriter } from "./write/account-writer";
import { notify } from "./write/notify";
import type { Outage, WriteOutcome } from "./write/outbox";
import type { FrameAttempt, StoredEvent } from "./write/poll-write";
import { RecordOutbox } from "./write/record-outbox";
import type { Action } from "./write/write-actions";
import type { SeenEnvironments } from "./write/write-environments";

/** The largest number in an integer column of PostgreSQL. */
const MAX_VERSION = 2 ** 31 - 1;

export type AccountState = {
  /** When the first poll was written, epoch ms; null: none was. */
  readonly recordingSinceMs: number | null;
  readonly revision: number;
  /** The sequence number of the newest event; 0: there is none. */
  readonly lastEventSeq: number;
};

const noState: AccountState = { recordingSinceMs: null, revision: 0, lastEventSeq: 0 };

export class AccountStore {
  readonly id: string;
  /** Claims and notes on tasks. */
  readonly team: TeamStore;
  readonly #session: EngineSession;
  readonly #report: (error: unknown) => void;
  readonly #outbox: RecordOutbox;
  #writer: AccountWriter | null = null;

  constructor(id: string, session: EngineSession, report: (error: unknown) => void) {
    this.id = id;
    this.team = new TeamStore(session, id);
    this.#session = session;
    this.#report = report;
    this.#outbox = new RecordOutbox(id, session, report);
  }

  /** A new writer of polls; the one before it stops. Ask for it when this instance begins to lead. */
  newWriter(): AccountWriter {
    this.#writer?.stop();
    this.#writer = new AccountWriter(this.id, this.#session, this.#report);
    return this.#writer;
  }

  /** Reads with the account's key; `empty` while nothing was written for it. */
  #read<T>(empty: T, read: (db: Kysely<Tables>, account: number, engine: Engine) => Promise<T>): Promise<T> {
    return this.#session.use(async (engine) => {
      const key = await accountKey(engine.reader, this.id);
      return key === null ? empty : read(engine.reader, key, engine);
    });
  }

  /** Every task that is not deleted, as it was written last, with revision and read times: the start of the mirror. */
  tasks(): Promise<StoredTasks> {
    return this.#read<StoredTasks>({ revision: 0, tasks: [] }, readTasks);
  }

  /** What changed after a revision. */
  changesSince(revision: number): Promise<StoredChanges> {
    return this.#read<StoredChanges>({ revision: 0, tasks: [], removed: [] }, (db, key) =>
      readChanges(db, key, revision),
    );
  }

  /** When tasks were read from the farm, changed or not, as far as it was written after a revision. */
  readsSince(revision: number): Promise<readonly StoredRead[]> {
    return this.#read<readonly StoredRead[]>([], (db, key) => readReads(db, key, revision));
  }

  /** Who writes the list, and how far it is written. */
  head(): Promise<ListHead> {
    return this.#read(noHead, readHead);
  }

  /** Sends a message to the other instances of this account, on PostgreSQL. Rejects while the database is away. */
  async send(message: InstanceMessage): Promise<void> {
    await this.#session.use((engine) => notify(engine.reader, MESSAGE_CHANNEL, encodeMessage(this.id, message)));
  }

  /** The events after a sequence number (0: all), oldest first. */
  eventsSince(seq: number, limit = 1000): Promise<StoredEvent[]> {
    return this.#read<StoredEvent[]>([], (db, key) => readEventsSince(db, key, seq, limit));
  }

  eventsOfTask(taskId: string): Promise<StoredEvent[]> {
    return this.#read<StoredEvent[]>([], (db, key) => readEventsOfTask(db, key, taskId));
  }

  /** The samples of all leaves of a top-level task. */
  samples(taskId: string, fromMs = 0, toMs = Number.MAX_SAFE_INTEGER): Promise<TaskSample[]> {
    return this.#read<TaskSample[]>([], (db, key) => readSamples(db, key, taskId, fromMs, toMs));
  }

  /** The recorded runs of the frames of a leaf. */
  attempts(leafId: string): Promise<StoredAttempt[]> {
    return this.#read<StoredAttempt[]>([], (db, key) => readAttempts(db, key, leafId));
  }

  /** The totals of the account in a range, the last ones of each `everyMs` (default: all). */
  farmSamples(fromMs: number, toMs: number, everyMs = 1): Promise<StoredFarmSample[]> {
    return this.#read<StoredFarmSample[]>([], (db, key) => readFarmSamples(db, key, fromMs, toMs, everyMs));
  }

  /** The last totals of the account at a moment or before it; null: there are none. */
  farmSampleUntil(untilMs: number): Promise<StoredFarmSample | null> {
    return this.#read<StoredFarmSample | null>(null, (db, key) => readFarmSampleUntil(db, key, untilMs));
  }

  /** The first totals of the account after a moment; null: there are none. */
  farmSampleAfter(afterMs: number): Promise<StoredFarmSample | null> {
    return this.#read<StoredFarmSample | null>(null, (db, key) => readFarmSampleAfter(db, key, afterMs));
  }

  /** Tasks with an event of each type since a moment. */
  eventCounts(fromMs: number): Promise<{ readonly type: string; readonly tasks: number }[]> {
    return this.#read([], (db, key) => readEventCounts(db, key, fromMs));
  }

  /** The tasks with frames that failed after a moment, most failures first. */
  taskFailures(fromMs: number): Promise<TaskFailures[]> {
    return this.#read<TaskFailures[]>([], (db, key) => readTaskFailures(db, key, fromMs));
  }

  /** Usage per period by one dimension. Rejects with a RangeError for a range, period or zone that makes no sense. */
  usage(query: UsageQuery): Promise<Usage[]> {
    return this.#read<Usage[]>([], (_db, key, engine) => readUsage(engine, key, query));
  }

  /** The actions of a filter after a cursor, newest first. */
  actions(filter: ActionFilter = {}, limit = 500, after: ActionCursor | null = null): Promise<StoredAction[]> {
    return this.#read<StoredAction[]>([], (db, key) => readActions(db, key, filter, { after, limit }));
  }

  /** Everyone who has an action. */
  actionPeople(limit = 1000): Promise<ActionPerson[]> {
    return this.#read<ActionPerson[]>([], (db, key) => readActionPeople(db, key, limit));
  }

  /** What was done through Renderdeck to these tasks and layers since a moment, newest first. */
  actionsOfTasks(ids: readonly string[], fromMs: number, limit = 200): Promise<StoredAction[]> {
    return this.#read<StoredAction[]>([], (db, key) => readActionsOfTasks(db, key, { ids, fromMs, limit }));
  }

  /** The versions of an environment of a software, newest first, at most `limit` of those before version `before`. */
  environmentVersions(cgId: number, name: string, limit: number, before = MAX_VERSION): Promise<EnvironmentVersion[]> {
    return this.#read<EnvironmentVersion[]>([], (db, key) =>
      readEnvironmentVersions(db, key, { cgId, name, limit, before }),
    );
  }

  /** The environments of a software that were deleted, newest deletion first. */
  deletedEnvironments(cgId: number, limit: number): Promise<DeletedEnvironment[]> {
    return this.#read<DeletedEnvironment[]>([], (db, key) => readDeletedEnvironments(db, key, cgId, limit));
  }

  /** How far the memory reaches. */
  state(): Promise<AccountState> {
    return this.#read(noState, async (db, key) => {
      const row = await db.selectFrom("account").selectAll().where("key", "=", key).executeTakeFirstOrThrow();
      return { recordingSinceMs: row.recording_since_ms, revision: row.revision, lastEventSeq: row.event_seq };
    });
  }

  /** Records a write through Renderdeck or its refusal. Never rejects. */
  recordAction(action: Action): Promise<WriteOutcome<void>> {
    return this.#outbox.recordAction(action);
  }

  /** Records the environments of a software: a version of each that differs from its last one. Never rejects. */
  recordEnvironments(environments: SeenEnvironments): Promise<WriteOutcome<void>> {
    return this.#outbox.recordEnvironments(environments);
  }

  /** Records runs of frames that this instance saw although it does not lead. Never rejects. */
  recordAttempts(attempts: readonly FrameAttempt[], atMs: number): Promise<WriteOutcome<void>> {
    return this.#outbox.recordAttempts(attempts, atMs);
  }

  /** Since when something is not written, and why; null while all is well. */
  get outage(): Outage | null {
    const outages = [this.#writer?.outage ?? null, this.#outbox.outage].filter((outage) => outage !== null);
    return outages.toSorted((a, b) => a.sinceMs - b.sinceMs)[0] ?? null;
  }

  /** What waits to be written, and what was given up because the database was away for too long. */
  get backlog(): {
    readonly polls: number;
    readonly tasks: number;
    readonly events: number;
    readonly notes: number;
    readonly dropped: number;
  } {
    const polls = this.#writer?.backlog ?? { polls: 0, tasks: 0, events: 0, dropped: 0 };
    const notes = this.#outbox.size();
    return { ...polls, notes: notes.items, dropped: polls.dropped + notes.dropped };
  }

  /** Tries at once to write what waits, then stops trying. */
  async stop(): Promise<void> {
    await Promise.all([this.#writer?.flush(), this.#outbox.flush()]);
    this.#writer?.stop();
    this.#outbox.stop();
  }
}
