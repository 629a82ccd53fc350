/**
 * What the team notes beside the farm's data: claims, notes, acknowledgements, fetched files, shared views. Every instance writes, and a write waits for its result: it
 * rejects while the database is away, and with a TeamRefusal when there is no such step; then nothing is changed.
 */
import { randomBytes, randomUUID } from "node:crypto";
import type { Kysely } from "kysely";
import type { Acknowledgement } from "../../../protocol/team/acknowledgement";
import type { ClaimStep } from "../../../protocol/team/claims";
import type { Note } from "../../../protocol/team/notes";
import type { ViewContent } from "../../../protocol/team/team-views";
import type { Writer } from "../engine/engine";
import type { EngineSession } from "../engine/engine-session";
import { keyText } from "../engine/sql-values";
import { encodeMessage, MESSAGE_CHANNEL } from "../instance-message";
import type { Tables } from "../schema";
import { accountKey, ensureAccount, lockForAll } from "../write/account";
import { notify } from "../write/notify";
import { type Action, writeAction } from "../write/write-actions";
import { changeClaim } from "./claims";
import { setFetched, undoFetched } from "./fetched";
import { addNote, editNote, type NoteEdit, readNotes, setDeleted } from "./notes";
import { readTeam, type StoredTeam } from "./read-team";
import { followSeen, type SeenChange, setSeen } from "./seen";
import type { TeamAudit, TeamChange, TeamDeed, TeamTarget } from "./team-change";
import { deleteView, pinView, shareView, type ViewStep } from "./views";

export class TeamStore {
  readonly #session: EngineSession;
  readonly #accountId: string;

  constructor(session: EngineSession, accountId: string) {
    this.#session = session;
    this.#accountId = accountId;
  }

  #read<T>(empty: T, read: (db: Kysely<Tables>, account: number) => Promise<T>): Promise<T> {
    return this.#session.use(async ({ reader }) => {
      const key = await accountKey(reader, this.#accountId);
      return key === null ? empty : read(reader, key);
    });
  }

  /** Runs one change after all others of the account, and tells the other instances. Returns its number. */
  #change(deed: TeamDeed, work: (change: TeamChange) => Promise<TeamTarget>): Promise<number> {
    return this.#session.use((engine) =>
      engine.write("always", async (db) => {
        const account = await ensureAccount(db, this.#accountId);
        await lockForAll(db, account);
        const version = await nextVersion(db, account);
        const by = { id: keyText(deed.by.id), name: keyText(deed.by.name) };
        const target = await work({ by, nowMs: deed.nowMs, db, account, version });
        if (deed.audit) await writeAction(db, account, randomUUID(), actionOf(deed, deed.audit, target));
        if (engine.name === "postgres")
          await notify(db, MESSAGE_CHANNEL, encodeMessage(this.#accountId, { kind: "team" }));
        return version;
      }),
    );
  }

  /** What changed after a place; everything for the place of another memory, or without one. */
  changesSince(since: { readonly epoch: string; readonly version: number } | null, nowMs: number): Promise<StoredTeam> {
    return this.#read<StoredTeam>(
      { epoch: "", version: 0, isWhole: true, claims: [], notes: [], seen: [], fetched: [], views: [] },
      (db, account) => readTeam(db, account, since, nowMs),
    );
  }

  /** Claims a task, releases it, or takes that back. */
  claim(taskId: number, step: ClaimStep, deed: TeamDeed): Promise<number> {
    return this.#change(deed, async (change) => {
      await changeClaim(change, taskId, step);
      return taskTarget(taskId);
    });
  }

  /** Acknowledges the trouble of a task; null takes that back. */
  setSeen(taskId: number, seen: Pick<Acknowledgement, "failed" | "trouble"> | null, deed: TeamDeed): Promise<number> {
    return this.#change(deed, async (change) => {
      await setSeen(change, taskId, seen);
      return taskTarget(taskId);
    });
  }

  /** Follows the failed frames of acknowledged tasks: what nobody did, so nobody's name changes. */
  followSeen(changes: readonly SeenChange[], nowMs: number): Promise<number> {
    return this.#change({ by: { id: "", name: "" }, nowMs }, async (change) => {
      await followSeen(change, changes);
      return {};
    });
  }

  /** Gives a view to everybody, or changes the content of one. */
  shareView(step: ViewStep, content: ViewContent, deed: TeamDeed): Promise<number> {
    return this.#change(deed, (change) => shareView(change, step, content));
  }

  /** Puts a shared view into everybody's navigation, or takes it out. */
  pinView(step: ViewStep, isPinned: boolean, deed: TeamDeed): Promise<number> {
    return this.#change(deed, (change) => pinView(change, step, isPinned));
  }

  /** Takes a shared view from everybody. */
  deleteView(step: ViewStep, deed: TeamDeed): Promise<number> {
    return this.#change(deed, (change) => deleteView(change, step));
  }

  /** Marks the files of tasks as fetched, or takes the marks away. */
  setFetched(taskIds: readonly number[], isFetched: boolean, deed: TeamDeed): Promise<number> {
    return this.#change(deed, (change) => setFetched(change, taskIds, isFetched));
  }

  /** Takes back the change of this version. */
  undoFetched(version: number, deed: TeamDeed): Promise<number> {
    return this.#change(deed, (change) => undoFetched(change, version));
  }

  /** The notes of a task, oldest first. */
  notes(taskId: number): Promise<Note[]> {
    return this.#read<Note[]>([], (db, account) => readNotes(db, account, taskId));
  }

  addNote(taskId: number, text: string, deed: TeamDeed): Promise<number> {
    return this.#change(deed, (change) => addNote(change, taskId, text));
  }

  editNote(id: string, edit: NoteEdit, deed: TeamDeed): Promise<number> {
    return this.#change(deed, (change) => editNote(change, id, edit));
  }

  /** Deletes a note, or takes that back. `mayDeleteAll`: also somebody else's. */
  setNoteDeleted(
    id: string,
    options: { readonly isDeleted: boolean; readonly version: number; readonly mayDeleteAll: boolean },
    deed: TeamDeed,
  ): Promise<number> {
    return this.#change(deed, (change) => setDeleted(change, id, options));
  }
}

const taskTarget = (taskId: number): TeamTarget => ({ taskId: String(taskId) });

/** The entry of a change. The name that a browser sent is among the details: nobody has checked it. */
const actionOf = (
  { by, nowMs }: TeamDeed,
  audit: TeamAudit,
  { taskId, taskIds, noteId, view }: TeamTarget,
): Action => ({
  ...audit,
  atMs: nowMs,
  targets: taskIds ?? [taskId, view].filter((target) => target !== undefined),
  tasks: taskIds ?? (taskId === undefined ? [] : [taskId]),
  outcome: "accepted",
  code: null,
  problem: null,
  price: null,
  details: { ...(noteId === undefined ? {} : { note: noteId }), ...(by.id === "" ? { name: by.name } : {}) },
});

/** The number of the next change; the first one gives the memory its name. */
async function nextVersion(db: Writer, account: number): Promise<number> {
  const epoch = randomBytes(6).toString("hex");
  await db
    .insertInto("team")
    .values({ account, epoch, version: 0 })
    .onConflict((conflict) => conflict.column("account").doNothing())
    .execute();
  const { version } = await db
    .updateTable("team")
    .set((column) => ({ version: column("version", "+", 1) }))
    .where("account", "=", account)
    .returning("version")
    .executeTakeFirstOrThrow();
  return version;
}
