/** What the server tells pages of the audit. */
import type { ShownPrice } from "../protocol/wire/write-note";

/** A write through Renderdeck to a task or one of its layers. */
export type RecordedAction = {
  readonly id: string;
  readonly atMs: number;
  /** Name of the operation in endpoints.ts. */
  readonly operation: string;
  /** One of writeOutcomes in protocol/wire/write-result.ts. */
  readonly outcome: string;
  /** The farm's code; null without an answer. */
  readonly code: number | null;
  /** Name of who sent it; "": nobody signs in, or an older program recorded it. */
  readonly by: string;
  /** It takes another write back. */
  readonly isUndo: boolean;
};

/** An entry of the audit. What only managers see is null for others. */
export type AuditEntry = RecordedAction & {
  /** Ids and names of what it was about; of long lists the first ones. */
  readonly targets: readonly string[];
  /** What was chosen, such as a priority; of long lists the first items and their number. */
  readonly details: Readonly<Record<string, unknown>>;
  /** Name of the problem without an answer of the farm; null: there is an answer. */
  readonly problem: string | null;
  readonly person: string | null;
  readonly role: string | null;
  readonly source: string | null;
  readonly requestId: string | null;
  readonly price: ShownPrice | null;
};

/** The answer to GET /api/history/actions, newest first. */
export type AuditAnswer = {
  readonly format: number;
  /** When the first poll was recorded; null: none was. */
  readonly recordingSinceMs: number | null;
  /** The role may see only what was done to tasks, and of people only the names. */
  readonly isLimited: boolean;
  readonly actions: readonly AuditEntry[];
  /** The parameter `after` of the next page; null: this was the last one. */
  readonly next: string | null;
};

/** The answer to GET /api/history/actions/people, for managers. */
export type AuditPeopleAnswer = {
  readonly format: number;
  readonly people: readonly { readonly id: string; readonly name: string }[];
};
