/**
 * What the team notes beside the farm's data: claims, notes, acknowledgements. Every instance writes, and a write waits for its result: it
 * rejects while the database is away, and with a TeamRefusal when there is no such step; then nothing is changed.
 */
import { randomBytes } from "node:crypto";
import type { Kysely } from "kysely";
import type { Acknowledgement } from "../../../protocol/team/acknowledgement";
import type { ClaimStep } from "../../../protocol/team/claims";
import type { Note } from "../../../protocol/team/notes";
import type { Writer } from "../engine/engine";
import type { EngineSession } from "../engine/engine-session";
import { keyText } from "../engine/sql-values";
import { encodeMessage, MESSAGE_CHANNEL } from "../instance-message";
import type { Tables } from "../schema";
import { accountKey, ensureAccount, lockForAll } from "../write/account";
import { notify } from "../write/notify";
import { changeClaim } from "./claims";
import { addNote, editNote, type NoteEdit, readNotes, setDeleted } from "./notes";
import { readTeam, type StoredTeam } from "./read-team";
import { followSeen, type SeenChange, setSeen } from "./seen";
import type { TeamChange, TeamDeed } from "./team-change";

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
  #change(deed: TeamDeed, work: (change: TeamChange) => Promise<unknown>): Promise<number> {
    return this.#session.use((engine) =>
      engine.write("always", async (db) => {
        const account = await ensureAccount(db, this.#accountId);
        await lockForAll(db, account);
        const version = await nextVersion(db, account);
        const by = { id: keyText(deed.by.id), name: keyText(deed.by.name) };
        await work({ by, nowMs: deed.nowMs, db, account, version });
        if (engine.name === "postgres")
          await notify(db, MESSAGE_CHANNEL, encodeMessage(this.#accountId, { kind: "team" }));
        return version;
      }),
    );
  }

  /** What changed after a place; everything for the place of another memory, or without one. */
  changesSince(since: { readonly epoch: string; readonly version: number } | null, nowMs: number): Promise<StoredTeam> {
    return this.#read<StoredTeam>(
      { epoch: "", version: 0, isWhole: true, claims: [], notes: [], seen: [] },
      (db, account) => readTeam(db, account, since, nowMs),
    );
  }

  /** Claims a task, releases it, or takes that back. */
  claim(taskId: number, step: ClaimStep, deed: TeamDeed): Promise<number> {
    return this.#change(deed, (change) => changeClaim(change, taskId, step));
  }

  /** Acknowledges the trouble of a task; null takes that back. */
  setSeen(taskId: number, seen: Pick<Acknowledgement, "failed" | "trouble"> | null, deed: TeamDeed): Promise<number> {
    return this.#change(deed, (change) => setSeen(change, taskId, seen));
  }

  /** Follows the failed frames of acknowledged tasks: what nobody did, so nobody's name changes. */
  followSeen(changes: readonly SeenChange[], nowMs: number): Promise<number> {
    return this.#change({ by: { id: "", name: "" }, nowMs }, (change) => followSeen(change, changes));
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
