/** POST /api/team/here: a page says which task it shows, and hears who else has it open. Nothing is stored or in the audit. */
import type { Hono } from "hono";
import { type PresenceAnswer, presenceBody } from "../../protocol/team/presence";
import { Problem } from "../../proxy/http/problem";
import type { RouteEnv } from "../../proxy/http/request-listener";
import { personOf } from "../../proxy/http/request-person";
import type { ResponseHeaders } from "../../proxy/http/response-headers";
import { PRESENCE_PATH } from "../../proxy/http/route-app";
import type { Presence } from "./presence";
import { readOwnRequest, senderOf } from "./team-request";

export type PresenceRouteOptions = {
  readonly presence: Presence;
  readonly headers: Pick<ResponseHeaders, "json">;
  readonly publicOrigins: readonly string[];
  /** Whether there may be such a top-level task. */
  readonly mayExist: (taskId: number) => boolean;
};

/** Adds the route. A program with a token hears who is there and is not shown; nor is a page without a name where nobody signs in. */
export function addPresenceRoute(app: Hono<RouteEnv>, options: PresenceRouteOptions): void {
  const { presence, headers, publicOrigins, mayExist } = options;
  app.post(PRESENCE_PATH, async (c) => {
    const { body, json } = await readOwnRequest(c, presenceBody, publicOrigins);
    const { page, task } = body;
    if (task !== null && !mayExist(task)) throw new Problem("not-found");
    const person = personOf(c.env.incoming);
    const self = senderOf(person, json);
    if (self && person.source !== "token") presence.note({ page, task, by: self });
    const answer: PresenceAnswer = { here: task === null ? [] : presence.othersOn(task, self) };
    return new Response(JSON.stringify(answer), { headers: headers.json });
  });
}
