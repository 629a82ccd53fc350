/**
 * /api/team: claims, notes and acknowledgements of tasks. GET and every write answer with what changed since the place `at` that the page names;
 * other pages get it with their next live answer.
 */
import type { Context, Hono } from "hono";
import * as z from "zod";
import { troubles } from "../../protocol/team/acknowledgement";
import { type ClaimStep, claimBounds } from "../../protocol/team/claims";
import { NOTE_LENGTH, type NotesAnswer } from "../../protocol/team/notes";
import type { TeamAnswer, TeamWriteAnswer } from "../../protocol/team/team-changes";
import { compressedJson } from "../../proxy/http/compressed-json";
import { Problem } from "../../proxy/http/problem";
import type { RouteEnv } from "../../proxy/http/request-listener";
import { personOf } from "../../proxy/http/request-person";
import type { ResponseHeaders } from "../../proxy/http/response-headers";
import type { TeamDeed } from "../store/team/team-change";
import type { TeamStore } from "../store/team/team-store";
import type { TeamBoard } from "./team-board";
import { readWrite, withStore } from "./team-request";

export const TEAM_PATH = "/api/team";

const TASK = `${TEAM_PATH}/tasks/:id{[1-9]\\d{0,14}}`;
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

/** Adds the routes. */
export function addTeamRoutes(app: Hono<RouteEnv>, options: TeamRouteOptions): void {
  const { store, board, headers, publicOrigins, mayExist, now } = options;

  const taskOf = (c: Context<RouteEnv>): number => {
    const id = Number(c.req.param("id"));
    if (!mayExist(id)) throw new Problem("not-found");
    return id;
  };

  /** Handles a write: `write` returns the number of the change. */
  const change = async <Body extends object>(
    c: Context<RouteEnv>,
    schema: z.ZodType<Body>,
    write: (body: Body, deed: TeamDeed) => Promise<number>,
  ): Promise<Response> => {
    const { body, by } = await readWrite(c, schema, publicOrigins);
    const number = await withStore(() => write(body, { by, nowMs: now() }));
    await board.refresh();
    const answer: TeamWriteAnswer = { version: number, team: board.changesSince(c.req.query("at")) ?? null };
    return compressedJson(c, answer, headers);
  };
  const claim = <Body extends object>(
    path: string,
    schema: z.ZodType<Body>,
    stepOf: (body: Body) => ClaimStep,
  ): void => {
    app.post(`${TASK}/${path}`, (c) => {
      const id = taskOf(c);
      return change(c, schema, (body, deed) => store.claim(id, stepOf(body), deed));
    });
  };

  app.get(TEAM_PATH, async (c) => {
    await board.refresh();
    const answer: TeamAnswer = { team: board.changesSince(c.req.query("at")) ?? null };
    return compressedJson(c, answer, headers);
  });

  claim("claim", claimBody, (body) => ({ kind: "claim", ...body }));
  claim("release", emptyBody, () => ({ kind: "release" }));
  claim("undo", versionBody, (body) => ({ kind: "undo", ...body }));

  app.post(`${TASK}/seen`, (c) => {
    const id = taskOf(c);
    return change(c, seenBody, (body, deed) => store.setSeen(id, body, deed));
  });
  app.post(`${TASK}/unseen`, (c) => {
    const id = taskOf(c);
    return change(c, emptyBody, (_, deed) => store.setSeen(id, null, deed));
  });

  app.get(`${TASK}/notes`, async (c) => {
    const answer: NotesAnswer = { notes: await withStore(() => store.notes(taskOf(c))) };
    return compressedJson(c, answer, headers);
  });
  app.post(`${TASK}/notes`, (c) => {
    const id = taskOf(c);
    return change(c, noteBody, (body, deed) => store.addNote(id, body.text, deed));
  });
  app.post(NOTE, (c) => change(c, editBody, (body, deed) => store.editNote(c.req.param("id"), body, deed)));
  for (const [path, isDeleted] of [
    ["delete", true],
    ["restore", false],
  ] as const) {
    app.post(`${NOTE}/${path}`, (c) =>
      change(c, versionBody, (body, deed) => {
        const mayDeleteAll = personOf(c.env.incoming).role === "manager";
        return store.setNoteDeleted(c.req.param("id"), { isDeleted, version: body.version, mayDeleteAll }, deed);
      }),
    );
  }
}
