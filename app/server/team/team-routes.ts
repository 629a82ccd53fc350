/**
 * /api/team: claims, notes and acknowledgements of tasks, whose files are fetched, and shared views. GET and every write answer with what changed since the
 * place `at` that the page names;
 * other pages get it with their next live answer.
 */
import type { Context, Hono } from "hono";
import * as z from "zod";
import type { ServerOperation } from "../../protocol/recorded-operations";
import type { TaskOperation } from "../../protocol/tasks/task-operations";
import { troubles } from "../../protocol/team/acknowledgement";
import { type ClaimStep, claimBounds } from "../../protocol/team/claims";
import { MAX_FETCHED_TASKS } from "../../protocol/team/fetched";
import { NOTE_LENGTH, type NotesAnswer } from "../../protocol/team/notes";
import type { TeamAnswer, TeamWriteAnswer } from "../../protocol/team/team-changes";
import { deleteViewBody, pinBody, shareBody } from "../../protocol/team/team-views";
import { compressedJson } from "../../proxy/http/compressed-json";
import { Problem } from "../../proxy/http/problem";
import { requestIdOf } from "../../proxy/http/request-id";
import type { RouteEnv } from "../../proxy/http/request-listener";
import { personOf } from "../../proxy/http/request-person";
import type { ResponseHeaders } from "../../proxy/http/response-headers";
import type { OwnWrite } from "../recorder/record-refusals";
import type { TeamDeed } from "../store/team/team-change";
import type { TeamStore } from "../store/team/team-store";
import type { TeamBoard } from "./team-board";
import { type BodySchema, readWrite, withStore } from "./team-request";

export const TEAM_PATH = "/api/team";

const TASK = `${TEAM_PATH}/tasks/:id{[1-9]\\d{0,14}}`;
const VIEWS = `${TEAM_PATH}/views`;
const NOTE = `${TEAM_PATH}/notes/:id{[\\da-f-]{36}}`;

const version = z.int().nonnegative();
const emptyBody = z.object({});
const claimBody = z.object({
  forMs: z.int().min(claimBounds.minMs).max(claimBounds.maxMs),
  replaces: version.nullable().default(null),
});
/** Line breaks and tabs are text; other control characters are not. */
const text = z
  .string()
  .trim()
  .min(1)
  .max(NOTE_LENGTH)
  .regex(/^[\t\n\r\P{Cc}]*$/u);
const noteBody = z.object({ text });
const editBody = z.object({ text, version });
const seenBody = z.object({ failed: z.int().nonnegative(), trouble: z.enum(troubles) });
const versionBody = z.object({ version });
const tasksBody = z.object({ tasks: z.array(z.int().positive()).min(1).max(MAX_FETCHED_TASKS) });

export type TeamRouteOptions = {
  readonly store: TeamStore;
  readonly board: TeamBoard;
  readonly headers: Pick<ResponseHeaders, "json">;
  readonly publicOrigins: readonly string[];
  /** Whether there may be such a top-level task. */
  readonly mayExist: (taskId: number) => boolean;
  /** The farm's clock, epoch ms. */
  readonly now: () => number;
};

/** What a write is called in the audit. */
type TeamWrite = OwnWrite & { readonly operation: TaskOperation | ServerOperation };

const noteOf = (c: Context<RouteEnv>): string => c.req.param("id") ?? "";

/** Managers change what is somebody else's. */
const mayChangeAll = (c: Context<RouteEnv>) => personOf(c.env.incoming).role === "manager";

/** Adds the routes. Returns the writes by route, so that the audit names one that is refused before it gets here. */
export function addTeamRoutes(app: Hono<RouteEnv>, options: TeamRouteOptions): ReadonlyMap<string, OwnWrite> {
  const { store, board, headers, publicOrigins, mayExist, now } = options;
  const writes = new Map<string, OwnWrite>();

  const taskOf = (c: Context<RouteEnv>): number => {
    const id = Number(c.req.param("id"));
    if (!mayExist(id)) throw new Problem("not-found");
    return id;
  };

  /** Adds a write: `write` returns the number of the change, which is in the audit with it. */
  const post = <Body extends object>(
    path: string,
    teamWrite: TeamWrite,
    schema: BodySchema<Body>,
    write: (body: Body, deed: TeamDeed, c: Context<RouteEnv>) => Promise<number>,
  ): void => {
    const { operation, isUndo = false } = teamWrite;
    writes.set(`POST ${path}`, teamWrite);
    app.post(path, async (c) => {
      const { body, by } = await readWrite(c, schema, publicOrigins);
      const { incoming } = c.env;
      const audit = { person: personOf(incoming), operation, requestId: requestIdOf(incoming), isUndo };
      const number = await withStore(() => write(body, { by, nowMs: now(), audit }, c));
      await board.refresh();
      const answer: TeamWriteAnswer = { version: number, team: board.changesSince(c.req.query("at")) ?? null };
      return compressedJson(c, answer, headers);
    });
  };
  const claim = <Body extends object>(
    path: string,
    teamWrite: TeamWrite,
    schema: z.ZodType<Body>,
    stepOf: (body: Body) => ClaimStep,
  ): void => {
    post(`${TASK}/${path}`, teamWrite, schema, (body, deed, c) => store.claim(taskOf(c), stepOf(body), deed));
  };

  app.get(TEAM_PATH, async (c) => {
    await board.refresh();
    const answer: TeamAnswer = { team: board.changesSince(c.req.query("at")) ?? null };
    return compressedJson(c, answer, headers);
  });

  claim("claim", { operation: "claimTask" }, claimBody, (body) => ({ kind: "claim", ...body }));
  claim("release", { operation: "releaseTask" }, emptyBody, () => ({ kind: "release" }));
  claim("undo", { operation: "claimTask", isUndo: true }, versionBody, (body) => ({ kind: "undo", ...body }));

  post(`${TASK}/seen`, { operation: "acknowledgeTrouble" }, seenBody, (body, deed, c) =>
    store.setSeen(taskOf(c), body, deed),
  );
  post(`${TASK}/unseen`, { operation: "acknowledgeTrouble", isUndo: true }, emptyBody, (_, deed, c) =>
    store.setSeen(taskOf(c), null, deed),
  );

  for (const [path, operation] of [
    ["fetched", "markFetched"],
    ["unfetched", "unmarkFetched"],
  ] as const)
    post(`${TEAM_PATH}/${path}`, { operation }, tasksBody, async ({ tasks }, deed) => {
      if (!tasks.every(mayExist)) throw new Problem("not-found");
      return store.setFetched(tasks, operation === "markFetched", deed);
    });
  post(`${TEAM_PATH}/fetched/undo`, { operation: "markFetched", isUndo: true }, versionBody, (body, deed) =>
    store.undoFetched(body.version, deed),
  );

  app.get(`${TASK}/notes`, async (c) => {
    const answer: NotesAnswer = { notes: await withStore(() => store.notes(taskOf(c))) };
    return compressedJson(c, answer, headers);
  });
  post(`${TASK}/notes`, { operation: "addNote" }, noteBody, (body, deed, c) =>
    store.addNote(taskOf(c), body.text, deed),
  );
  post(NOTE, { operation: "editNote" }, editBody, (body, deed, c) => store.editNote(noteOf(c), body, deed));
  for (const [path, isDeleted] of [
    ["delete", true],
    ["restore", false],
  ] as const)
    post(`${NOTE}/${path}`, { operation: "deleteNote", isUndo: !isDeleted }, versionBody, (body, deed, c) => {
      const deletion = { isDeleted, version: body.version, mayDeleteAll: mayChangeAll(c) };
      return store.setNoteDeleted(noteOf(c), deletion, deed);
    });

  post(VIEWS, { operation: "shareView" }, shareBody, ({ view: name, version: seen, search, columns }, deed, c) =>
    store.shareView({ name, version: seen, mayChangeAll: mayChangeAll(c) }, { search, columns }, deed),
  );
  post(`${VIEWS}/pin`, { operation: "pinView" }, pinBody, ({ view: name, version: seen, isPinned }, deed) =>
    store.pinView({ name, version: seen, mayChangeAll: true }, isPinned, deed),
  );
  post(`${VIEWS}/delete`, { operation: "deleteView" }, deleteViewBody, ({ view: name, version: seen }, deed, c) =>
    store.deleteView({ name, version: seen, mayChangeAll: mayChangeAll(c) }, deed),
  );
  return writes;
}
