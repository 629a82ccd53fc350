/** Routes of the audit and of what the team notes on tasks: what the description of the API says of them. */
import * as z from "zod/mini";
import { recordedOperations } from "../../../app/protocol/recorded-operations";
import { writeOutcomes } from "../../../app/protocol/wire/write-result";
import type { AnswerName } from "./answers";
import type { OwnRoute, Parameter } from "./own-route";

const text = z.string();
const moment = text.check(z.regex(/^\d{1,16}$/));

const optional = (name: string, description: string, schema: z.ZodMiniType, example: string): Parameter => ({
  name,
  in: "query",
  description,
  isOptional: true,
  schema,
  example,
});

const at = optional("at", "`at` of an earlier answer: only what changed since.", text, "none");
const task: Parameter = {
  name: "id",
  in: "path",
  description: "Id of a top-level task.",
  schema: text.check(z.regex(/^[1-9]\d{0,14}$/)),
  example: "1",
};
const note: Parameter = {
  name: "id",
  in: "path",
  description: "Id of the note.",
  schema: text.check(z.regex(/^[\da-f-]{36}$/)),
  example: "0b8f6a52-6a3e-4a55-9d53-0f3b7d1c2e4f",
};

const writes: readonly (readonly [
  path: string,
  name: string,
  summary: string,
  target: Parameter | null,
  request: AnswerName,
  role?: "manager",
])[] = [
  ["tasks/{id}/claim", "claimTask", "Say that one is on a task", task, "NewClaim"],
  ["tasks/{id}/release", "releaseTask", "Release the own claim", task, "Nothing"],
  ["tasks/{id}/undo", "undoClaim", "Take the own last change of a claim back", task, "ChangeVersion"],
  ["tasks/{id}/seen", "acknowledgeTask", "Acknowledge the trouble of a task", task, "NewAcknowledgement"],
  ["tasks/{id}/unseen", "unacknowledgeTask", "Take an acknowledgement back", task, "Nothing"],
  ["tasks/{id}/notes", "addNote", "Add a note to a task", task, "NewNote"],
  ["fetched", "markFetched", "Say that one has the rendered files of tasks", null, "FetchedTasks"],
  ["unfetched", "unmarkFetched", "Say that the rendered files of tasks are not fetched", null, "FetchedTasks"],
  ["fetched/undo", "undoFetched", "Take the own last change of such marks back", null, "ChangeVersion"],
  ["notes/{id}", "editNote", "Change a note; its former text is kept", note, "EditedNote"],
  ["notes/{id}/delete", "deleteNote", "Delete a note; a mark stays", note, "ChangeVersion"],
  ["notes/{id}/restore", "restoreNote", "Take the deletion of a note back", note, "ChangeVersion"],
  ["views", "shareView", "Give a view of the task list to everybody, or change one", null, "NewView"],
  [
    "views/pin",
    "pinView",
    "Put a shared view into everybody's navigation, or take it out",
    null,
    "PinnedView",
    "manager",
  ],
  [
    "views/delete",
    "deleteView",
    "Take a shared view from everybody: the own one, for managers any",
    null,
    "DeletedView",
  ],
];

export const teamRoutes: readonly OwnRoute[] = [
  {
    method: "get",
    path: "/api/history/actions",
    name: "audit",
    tag: "History",
    summary: "Writes through this server and their refusals, newest first",
    description:
      "Managers get all of it; others what was done to tasks, without ids of people, prices and ids of requests.",
    role: "viewer",
    parameters: [
      optional("from", "First moment, epoch ms.", moment, "1761955200000"),
      optional("to", "End, epoch ms; not included.", moment, "4102444800000"),
      optional("person", "Id of a person; for managers.", text.check(z.maxLength(200)), "none"),
      optional("operation", "Name of a write.", z.enum(recordedOperations), "stopTask"),
      optional("outcome", "What became of it.", z.enum(writeOutcomes), "accepted"),
      optional("target", "Id of a task or layer.", text.check(z.regex(/^\d{1,20}$/)), "1"),
      optional(
        "after",
        "`next` of an answer: the page after it.",
        text.check(z.regex(/^\d{1,16}\.[\w-]{1,64}$/)),
        "1.a",
      ),
      optional("limit", "Entries of a page, at most 200.", text.check(z.regex(/^\d{1,3}$/)), "50"),
    ],
    answer: "AuditAnswer",
  },
  {
    method: "get",
    path: "/api/history/actions/people",
    name: "auditPeople",
    tag: "History",
    summary: "Everybody in the audit",
    role: "manager",
    answer: "AuditPeopleAnswer",
  },
  {
    method: "get",
    path: "/api/team",
    name: "team",
    tag: "Team",
    summary: "Claims, numbers of notes, acknowledgements, fetched files and shared views, or what changed of them",
    role: "viewer",
    parameters: [at],
    answer: "TeamAnswer",
  },
  {
    method: "get",
    path: "/api/team/tasks/{id}/notes",
    name: "notes",
    tag: "Team",
    summary: "The notes of a task with their former texts",
    role: "viewer",
    parameters: [task],
    answer: "NotesAnswer",
  },
  {
    method: "post",
    path: "/api/team/here",
    name: "here",
    tag: "Team",
    summary: "Say which task a page shows, and hear who else has it open",
    description:
      "Kept in memory for 20 s. Programs with a token hear who is there and are not shown; so do pages without a name where nobody signs in.",
    role: "viewer",
    request: "OpenPage",
    answer: "PresenceAnswer",
  },
  ...writes.map(
    ([path, name, summary, target, request, role]): OwnRoute => ({
      method: "post",
      path: `/api/team/${path}`,
      name,
      tag: "Team",
      summary,
      role: role ?? "operator",
      parameters: target ? [target, at] : [at],
      request,
      answer: "TeamWriteAnswer",
    }),
  ),
];
