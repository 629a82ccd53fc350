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
type TeamWrite = { readonly operation: TaskOperation | ServerOperation; readonly isUndo?: boolean };

/** Managers change what is somebody else's. */
const mayChangeAll = (c: Context<RouteEnv>) => personOf(c.env.incoming).role === "manager";

/** Adds the routes. */
export function addTeamRoutes(app: Hono<RouteEnv>, options: TeamRouteOptions): void {
  const { store, board, headers, publicOrigins, mayExist, now } = options;

  const taskOf = (c: Context<RouteEnv>): number => {
    const id = Number(c.req.param("id"));
    if (!mayExist(id)) throw new Problem("not-found");
    return id;
  };

  /** Handles a write: `write` returns the number of the change, which is in the audit with it. */
  const change = async <Body extends object>(
    c: Context<RouteEnv>,
    { operation, isUndo = false }: TeamWrite,
    schema: BodySchema<Body>,
    write: (body: Body, deed: TeamDeed) => Promise<number>,
  ): Promise<Response> => {
    const { body, by } = await readWrite(c, schema, publicOrigins);
    const { incoming } = c.env;
    const audit = { person: personOf(incoming), operation, requestId: requestIdOf(incoming), isUndo };
    const number = await withStore(() => write(body, { by, nowMs: now(), audit }));
    await board.refresh();
    const answer: TeamWriteAnswer = { version: number, team: board.changesSince(c.req.query("at")) ?? null };
    return compressedJson(c, answer, headers);
  };
  const claim = <Body extends object>(
    path: string,
    kind: TeamWrite,
    schema: z.ZodType<Body>,
    stepOf: (body: Body) => ClaimStep,
  ): void => {
    app.post(`${TASK}/${path}`, (c) => {
      const id = taskOf(c);
      return change(c, kind, schema, (body, deed) => store.claim(id, stepOf(body), deed));
    });
  };

  app.get(TEAM_PATH, async (c) => {
    await board.refresh();
    const answer: TeamAnswer = { team: board.changesSince(c.req.query("at")) ?? null };
    return compressedJson(c, answer, headers);
  });

  claim("claim", { operation: "claimTask" }, claimBody, (body) => ({ kind: "claim", ...body }));
  claim("release", { operation: "releaseTask" }, emptyBody, () => ({ kind: "release" }));
  claim("undo", { operation: "claimTask", isUndo: true }, versionBody, (body) => ({ kind: "undo", ...body }));

  app.post(`${TASK}/seen`, (c) => {
    const id = taskOf(c);
    return change(c, { operation: "acknowledgeTrouble" }, seenBody, (body, deed) => store.setSeen(id, body, deed));
  });
  app.post(`${TASK}/unseen`, (c) => {
    const id = taskOf(c);
    const kind: TeamWrite = { operation: "acknowledgeTrouble", isUndo: true };
    return change(c, kind, emptyBody, (_, deed) => store.setSeen(id, null, deed));
  });

  for (const [path, operation] of [
    ["fetched", "markFetched"],
    ["unfetched", "unmarkFetched"],
  ] as const)
    app.post(`${TEAM_PATH}/${path}`, (c) =>
      change(c, { operation }, tasksBody, ({ tasks }, deed) => {
        if (!tasks.every(mayExist)) throw new Problem("not-found");
        return store.setFetched(tasks, operation === "markFetched", deed);
      }),
    );
  app.post(`${TEAM_PATH}/fetched/undo`, (c) =>
    change(c, { operation: "markFetched", isUndo: true }, versionBody, (body, deed) =>
      store.undoFetched(body.version, deed),
    ),
  );

  app.get(`${TASK}/notes`, async (c) => {
    const answer: NotesAnswer = { notes: await withStore(() => store.notes(taskOf(c))) };
    return compressedJson(c, answer, headers);
  });
  app.post(`${TASK}/notes`, (c) => {
    const id = taskOf(c);
    return change(c, { operation: "addNote" }, noteBody, (body, deed) => store.addNote(id, body.text, deed));
  });
  app.post(NOTE, (c) =>
    change(c, { operation: "editNote" }, editBody, (body, deed) => store.editNote(c.req.param("id"), body, deed)),
  );
  for (const [path, isDeleted] of [
    ["delete", true],
    ["restore", false],
  ] as const) {
    app.post(`${NOTE}/${path}`, (c) =>
      change(c, { operation: "deleteNote", isUndo: !isDeleted }, versionBody, (body, deed) => {
        const deletion = { isDeleted, version: body.version, mayDeleteAll: mayChangeAll(c) };
        return store.setNoteDeleted(c.req.param("id"), deletion, deed);
      }),
    );
  }

  app.post(VIEWS, (c) =>
    change(c, { operation: "shareView" }, shareBody, ({ view: name, version: seen, search, columns }, deed) =>
      store.shareView({ name, version: seen, mayChangeAll: mayChangeAll(c) }, { search, columns }, deed),
    ),
  );
  app.post(`${VIEWS}/pin`, (c) =>
    change(c, { operation: "pinView" }, pinBody, ({ view: name, version: seen, isPinned }, deed) =>
      store.pinView({ name, version: seen, mayChangeAll: true }, isPinned, deed),
    ),
  );
  app.post(`${VIEWS}/delete`, (c) =>
    change(c, { operation: "deleteView" }, deleteViewBody, ({ view: name, version: seen }, deed) =>
      store.deleteView({ name, version: seen, mayChangeAll: mayChangeAll(c) }, deed),
    ),
  );
}
