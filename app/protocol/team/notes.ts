/** Notes on a task: plain text with its history. Moments are epoch ms on the farm's clock. */
import type { Teammate } from "./teammate";

/** Longest note, in UTF-16 units. */
export const NOTE_LENGTH = 2000;

/** A former text of a note, and when it was written. */
export type FormerText = { readonly atMs: number; readonly text: string };

export type Note = {
  readonly id: string;
  readonly by: Teammate;
  readonly atMs: number;
  /** The number of its last change, which an edit has to name. */
  readonly version: number;
  /** When the text was written, if it is not the first one. */
  readonly editedMs: number | null;
  /** null: the note was deleted. */
  readonly text: string | null;
  readonly deleted: { readonly by: Teammate; readonly atMs: number } | null;
  /** Oldest first; none of a deleted note. */
  readonly former: readonly FormerText[];
};

/** The answer to GET /api/team/tasks/<id>/notes: oldest first. */
export type NotesAnswer = { readonly notes: readonly Note[] };
