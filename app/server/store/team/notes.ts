/** Notes in the store, with their former texts. The text of a deleted note is kept for an undo and never read. */
import { randomUUID } from "node:crypto";
import type { Kysely } from "kysely";
import type { FormerText, Note } from "../../../protocol/team/notes";
import { isSamePerson, type Teammate, teammateSchema } from "../../../protocol/team/teammate";
import { safeJsonParse } from "../../../protocol/wire/safe-json-parse";
import { columnText, jsonText } from "../engine/sql-values";
import type { Tables, TeamNoteTable } from "../schema";
import type { TeamChange, TeamTarget } from "./team-change";
import { TeamRefusal } from "./team-refusal";

/** Notes of a task, deleted ones included. */
const MAX_NOTES = 200;
/** Former texts of a note. */
const MAX_FORMER = 50;

export type NoteEdit = {
  readonly text: string;
  /** The version that the editor has seen. */
  readonly version: number;
};

const authorOf = ({ person_id, person_name }: TeamNoteTable): Teammate => ({ id: person_id, name: person_name });

/** Throws a TeamRefusal. */
export async function addNote(
  { db, account, version, by, nowMs }: TeamChange,
  taskId: number,
  text: string,
): Promise<TeamTarget> {
  const { count } = await db
    .selectFrom("team_note")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("account", "=", account)
    .where("task_id", "=", String(taskId))
    .executeTakeFirstOrThrow();
  if (count >= MAX_NOTES) throw new TeamRefusal("full");
  const id = randomUUID();
  await db
    .insertInto("team_note")
    .values({
      account,
      id,
      task_id: String(taskId),
      version,
      person_id: by.id,
      person_name: by.name,
      at_ms: nowMs,
      edited_ms: null,
      deleted_ms: null,
      deleted_by: null,
      text: columnText(text),
    })
    .execute();
  return noteTarget(id, String(taskId));
}

const noteTarget = (noteId: string, taskId: string): TeamTarget => ({ taskId, noteId });

/** The note, if nobody has changed it since `version`. */
async function noteAt({ db, account }: TeamChange, id: string, version: number): Promise<TeamNoteTable> {
  const note = await db
    .selectFrom("team_note")
    .selectAll()
    .where("account", "=", account)
    .where("id", "=", id)
    .executeTakeFirst();
  if (!note) throw new TeamRefusal("missing");
  if (note.version !== version) throw new TeamRefusal("changedSince");
  return note;
}

/** Keeps the former text. Throws a TeamRefusal. */
export async function editNote(change: TeamChange, id: string, { text, version: seen }: NoteEdit): Promise<TeamTarget> {
  const { db, account, version, by, nowMs } = change;
  const note = await noteAt(change, id, seen);
  if (!isSamePerson(authorOf(note), by)) throw new TeamRefusal("notOwn");
  if (note.deleted_ms !== null) throw new TeamRefusal("changedSince");
  const { count } = await db
    .selectFrom("team_note_text")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("account", "=", account)
    .where("note_id", "=", id)
    .executeTakeFirstOrThrow();
  if (count >= MAX_FORMER) throw new TeamRefusal("full");
  await db
    .insertInto("team_note_text")
    .values({ account, note_id: id, version, at_ms: note.edited_ms ?? note.at_ms, text: note.text })
    .execute();
  await db
    .updateTable("team_note")
    .set({ version, edited_ms: nowMs, text: columnText(text) })
    .where("account", "=", account)
    .where("id", "=", id)
    .execute();
  return noteTarget(id, note.task_id);
}

/** Deletes a note, or takes that back, which only its deleter may. Throws a TeamRefusal. */
export async function setDeleted(
  change: TeamChange,
  id: string,
  options: { readonly isDeleted: boolean; readonly version: number; readonly mayDeleteAll: boolean },
): Promise<TeamTarget> {
  const { db, account, version, by, nowMs } = change;
  const note = await noteAt(change, id, options.version);
  if ((note.deleted_ms !== null) === options.isDeleted) throw new TeamRefusal("changedSince");
  const owner = options.isDeleted ? authorOf(note) : personOfText(note.deleted_by);
  const mayAll = options.isDeleted && options.mayDeleteAll;
  if (!mayAll && !(owner && isSamePerson(owner, by))) throw new TeamRefusal("notOwn");
  const columns = options.isDeleted
    ? { deleted_ms: nowMs, deleted_by: jsonText(by) }
    : { deleted_ms: null, deleted_by: null };
  await db
    .updateTable("team_note")
    .set({ version, ...columns })
    .where("account", "=", account)
    .where("id", "=", id)
    .execute();
  return noteTarget(id, note.task_id);
}

const personOfText = (text: string | null): Teammate | null =>
  text === null ? null : (teammateSchema.safeParse(safeJsonParse(text)).data ?? null);

/** The notes of a task, oldest first. */
export async function readNotes(db: Kysely<Tables>, account: number, taskId: number): Promise<Note[]> {
  const rows = await db
    .selectFrom("team_note")
    .selectAll()
    .where("account", "=", account)
    .where("task_id", "=", String(taskId))
    .orderBy("at_ms")
    .orderBy("id")
    .execute();
  const former = await formerTexts(db, account, rows);
  return rows.map((row) => ({
    id: row.id,
    by: authorOf(row),
    atMs: row.at_ms,
    version: row.version,
    editedMs: row.edited_ms,
    text: row.deleted_ms === null ? row.text : null,
    deleted:
      row.deleted_ms === null
        ? null
        : { by: personOfText(row.deleted_by) ?? { id: "", name: "" }, atMs: row.deleted_ms },
    former: row.deleted_ms === null ? (former.get(row.id) ?? []) : [],
  }));
}

async function formerTexts(db: Kysely<Tables>, account: number, notes: readonly TeamNoteTable[]) {
  const ids = notes.filter(({ edited_ms }) => edited_ms !== null).map(({ id }) => id);
  const byNote = new Map<string, FormerText[]>();
  if (ids.length === 0) return byNote;
  const rows = await db
    .selectFrom("team_note_text")
    .selectAll()
    .where("account", "=", account)
    .where("note_id", "in", ids)
    .orderBy("version")
    .execute();
  for (const { note_id, at_ms, text } of rows)
    byNote.set(note_id, [...(byNote.get(note_id) ?? []), { atMs: at_ms, text }]);
  return byNote;
}
