/** The token routes on a real HTTP server, with a database in memory. `x-test-person` names who signs in, as JSON. */

import { createServer } from "node:http";
import { onTestFinished } from "vitest";
import type { Role } from "../../../protocol/endpoints";
import type { Person } from "../../../protocol/person";
import { type Identify, withIdentity } from "../../../proxy/http/identify";
import { createResponseHeaders } from "../../../proxy/http/response-headers";
import { createRouteApp, listenerOf } from "../../../proxy/http/route-app";
import type { AccessEntry } from "../../../proxy/http/server-log";
import { noRateLimits } from "../../../proxy/limits/rate-limits";
import { closeServer, listenOnFreePort } from "../../../proxy/testing/fake-farm";
import { addMeRoute } from "../../people/me-route";
import { openMemorySession } from "../../store/testing/memory-session";
import { TokenStore } from "../../store/tokens/token-store";
import type { Action } from "../../store/write/write-actions";
import { openTokens } from "../open-tokens";
import { addTokenRoutes } from "../token-routes";

export const ann: Person = { id: "ann", name: "Ann", role: "manager", source: "session" };
export const bo: Person = { id: "bo", name: "Bo", role: "operator", source: "session" };
export const vic: Person = { id: "vic", name: "Vic", role: "viewer", source: "header" };
export const someone: Person = { id: "", name: "", role: "manager", source: "open" };

const personIn = (text: string): Person => JSON.parse(text);

const identify: Identify = ({ headers: { "x-test-person": named } }) =>
  typeof named === "string" ? personIn(named) : null;

/** Starts the server; it ends with the test. GET /api/me answers the person of the request. */
export async function startTokenApp({
  isOpen = false,
  maxRole = "manager",
}: {
  isOpen?: boolean;
  maxRole?: Role;
} = {}) {
  const session = openMemorySession();
  const clock = { ms: Date.UTC(2026, 10, 2, 8) };
  const now = () => clock.ms;
  const tokens = new TokenStore(session, now);
  const actions: Action[] = [];
  const warnings: object[] = [];
  const log: AccessEntry[] = [];
  const config = { readOnly: maxRole === "viewer" };
  const headers = createResponseHeaders({ publicOrigins: [] });
  const app = createRouteApp({
    publicOrigins: [],
    headers,
    underWay: { checkRunning: () => undefined, hold: () => () => undefined },
    rateLimits: noRateLimits,
  });
  const record = async (action: Action) => actions.push(action);
  addTokenRoutes(app, { tokens, headers, publicOrigins: [], maxRole, record, now });
  addMeRoute(app, headers);
  const listener = listenerOf(app, headers);
  const { guard, followRoles } = openTokens({
    config,
    tokens,
    isOpen,
    headers,
    log: { access: (entry) => log.push(entry), warn: (event) => warnings.push(event) },
    now,
  });
  const listen = (...request: Parameters<typeof listener>) => void listener(...request);
  const server = createServer(guard(listen, withIdentity(followRoles(listen), identify)));
  const origin = `http://127.0.0.1:${await listenOnFreePort(server)}`;
  onTestFinished(() => closeServer(server));
  return { session, clock, tokens, actions, warnings, log, origin };
}
