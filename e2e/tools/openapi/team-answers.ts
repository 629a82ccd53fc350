/** Answers and bodies of the audit and of what the team notes on tasks, as schemas. */
import * as z from "zod/mini";
import { teamChangesSchema } from "../../../app/mirror/live-schemas";
import type { AuditAnswer, AuditPeopleAnswer, RecordedAction } from "../../../app/mirror/recorded-actions";
import { troubles } from "../../../app/protocol/team/acknowledgement";
import { claimBounds } from "../../../app/protocol/team/claims";
import { MAX_FETCHED_TASKS } from "../../../app/protocol/team/fetched";
import { NOTE_LENGTH, type NotesAnswer } from "../../../app/protocol/team/notes";
import { presenceAnswerSchema, presenceBody } from "../../../app/protocol/team/presence";
import type { TeamAnswer, TeamWriteAnswer } from "../../../app/protocol/team/team-changes";
import { deleteViewBody, pinBody, shareBody } from "../../../app/protocol/team/team-views";
import { teammateSchema } from "../../../app/protocol/team/teammate";

const text = z.string();
const number = z.number();
const numberOrNull = z.nullable(number);
const textOrNull = z.nullable(text);
const flag = z.boolean();

const action = {
  id: text,
  atMs: number,
  operation: text,
  outcome: text,
  code: numberOrNull,
  by: text,
  isUndo: flag,
};
export const recordedAction: z.ZodMiniType<RecordedAction> = z.object(action);

const auditAnswer: z.ZodMiniType<AuditAnswer> = z.object({
  format: number,
  recordingSinceMs: numberOrNull,
  isLimited: flag,
  actions: z.array(
    z.object({
      ...action,
      targets: z.array(text),
      details: z.record(text, z.unknown()),
      problem: textOrNull,
      person: textOrNull,
      role: textOrNull,
      source: textOrNull,
      requestId: textOrNull,
      price: z.nullable(z.object({ low: number, high: number, currency: z.enum(["CNY", "USD"]) })),
    }),
  ),
  next: textOrNull,
});

const auditPeople: z.ZodMiniType<AuditPeopleAnswer> = z.object({
  format: number,
  people: z.array(z.object({ id: text, name: text })),
});

const team = z.nullable(teamChangesSchema);
const teamAnswer: z.ZodMiniType<TeamAnswer> = z.object({ team });
const teamWriteAnswer: z.ZodMiniType<TeamWriteAnswer> = z.object({ version: number, team });

const notesAnswer: z.ZodMiniType<NotesAnswer> = z.object({
  notes: z.array(
    z.object({
      id: text,
      by: teammateSchema,
      atMs: number,
      version: number,
      editedMs: numberOrNull,
      text: textOrNull,
      deleted: z.nullable(z.object({ by: teammateSchema, atMs: number })),
      former: z.array(z.object({ atMs: number, text })),
    }),
  ),
});

const version = z.int().check(z.nonnegative());
const noteText = text.check(z.minLength(1), z.maxLength(NOTE_LENGTH));

export const teamAnswers = {
  AuditAnswer: auditAnswer,
  AuditPeopleAnswer: auditPeople,
  TeamAnswer: teamAnswer,
  TeamWriteAnswer: teamWriteAnswer,
  NotesAnswer: notesAnswer,
  PresenceAnswer: presenceAnswerSchema,
  OpenPage: presenceBody,
  Nothing: z.object({}),
  ChangeVersion: z.object({ version }),
  NewClaim: z.object({
    forMs: z.int().check(z.minimum(claimBounds.minMs), z.maximum(claimBounds.maxMs)),
    replaces: z.optional(z.nullable(version)),
  }),
  NewAcknowledgement: z.object({ failed: version, trouble: z.enum(troubles) }),
  FetchedTasks: z.object({
    tasks: z.array(z.int().check(z.positive())).check(z.minLength(1), z.maxLength(MAX_FETCHED_TASKS)),
  }),
  NewNote: z.object({ text: noteText }),
  NewView: shareBody,
  PinnedView: pinBody,
  DeletedView: deleteViewBody,
  EditedNote: z.object({ text: noteText, version }),
} as const satisfies Record<string, z.ZodMiniType>;
