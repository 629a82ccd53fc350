/** The team's routes over a store in memory, for requests of any person. */

import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { onTestFinished } from "vitest";
import type { Person } from "../protocol/person";
import { createRoutes } from "../proxy/http/request-listener";
import { setPerson } from "../proxy/http/request-person";
import { createResponseHeaders } from "../proxy/http/response-headers";
import { noRateLimits } from "../proxy/limits/rate-limits";
import { openStore } from "../server/store/open-store";
import { IN_MEMORY } from "../server/store/store-config";
import { createPresence } from "../server/team/presence";
import { addPresenceRoute } from "../server/team/presence-route";
import { createTeamBoard } from "../server/team/team-board";
import { addTeamRoutes } from "../server/team/team-routes";

/** As where nobody signs in. */
export const openPerson: Person = { id: "", name: "", role: "manager", source: "open" };

/** `now`: the farm's clock. `tasks`: the top-level tasks that there are; absent: any. */
export async function openTeamApp({ now, tasks }: { readonly now: () => number; readonly tasks?: readonly number[] }) {
  const faults: unknown[] = [];
  const store = await openStore({ engine: "sqlite", path: IN_MEMORY }, { report: (error) => faults.push(error) });
  const { team } = store.account("a");
  const board = createTeamBoard(team, now);
  await board.refresh();
  onTestFinished(async () => {
    board.stop();
    await store.close();
    if (faults.length > 0) throw faults[0];
  });
  const headers = createResponseHeaders({ publicOrigins: [] });
  const mayExist = (id: number) => tasks?.includes(id) ?? true;
  const app = createRoutes({
    config: { publicOrigins: [] },
    headers,
    health: () => Promise.reject(new Error("not asked for")),
    underWay: { checkRunning: () => undefined, hold: () => () => undefined },
    rateLimits: noRateLimits,
    addRoutes: (routes) => {
      addTeamRoutes(routes, { store: team, board, headers, publicOrigins: [], mayExist, now });
      addPresenceRoute(routes, { presence: createPresence(now), headers, publicOrigins: [], mayExist });
    },
  });

  /** Answers a request as the server does, sent by this person. */
  const fetch = async (request: Request, person: Person = openPerson): Promise<Response> => {
    const incoming = new IncomingMessage(new Socket());
    const body = await request.clone().arrayBuffer();
    const { host } = new URL(request.url);
    incoming.rawHeaders = ["Host", host];
    incoming.headers = { ...Object.fromEntries(request.headers), host, "content-length": String(body.byteLength) };
    setPerson(incoming, person);
    return app.fetch(request, { incoming });
  };
  return {
    team,
    board,
    store,
    fetch,
    get: (path: string, person?: Person) => fetch(new Request(`http://127.0.0.1${path}`), person),
    post: (path: string, body: unknown, person?: Person, headersOfRequest: Record<string, string> = {}) =>
      fetch(
        new Request(`http://127.0.0.1${path}`, {
          method: "POST",
          headers: { "content-type": "application/json", ...headersOfRequest },
          body: typeof body === "string" ? body : JSON.stringify(body),
        }),
        person,
      ),
  };
}

export type TeamApp = Awaited<ReturnType<typeof openTeamApp>>;
