/** The frame of every route besides the operations: host, access, and problems as answers. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { getRequestListener, type HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import { matchedRoutes } from "hono/route";
import { METHOD_NAME_ALL } from "hono/router";
import { REQUEST_ID_HEADER } from "../../protocol/wire/request-id-header";
import type { LimitKind, RateLimits } from "../limits/rate-limits";
import { accessOf, checkRole, type Route } from "./access";
import { checkHost } from "./guard";
import { Problem, type ProblemName, toProblem } from "./problem";
import { problemBody, requestIdOf } from "./request-id";
import { findPerson, personOf } from "./request-person";
import type { ResponseHeaders } from "./response-headers";
import type { UnderWay } from "./under-way";

/** Node's request and response, passed on by @hono/node-server. */
export type RouteEnv = { Bindings: HttpBindings };

export type RouteAppOptions = {
  readonly publicOrigins: readonly string[];
  readonly headers: Pick<ResponseHeaders, "problem">;
  /** Refuses requests while the server stops, which waits for writes under way. */
  readonly underWay: Pick<UnderWay, "checkRunning" | "hold">;
  readonly rateLimits: RateLimits;
  /** Told of a request that the person may not send (403) before it is answered; the answer waits. Must not reject. */
  readonly onForbidden?:
    | ((incoming: IncomingMessage, route: string, problem: ProblemName) => Promise<void>)
    | undefined;
};

const FORBIDDEN = 403;

/** Where people sign in. */
const SIGN_IN_PATH = "/api/sign-in";

/** Where a page says every few seconds which task it shows: it changes nothing that is kept. */
export const PRESENCE_PATH = "/api/team/here";

const PICTURE_PATH = /^\/api\/frames\/\d+\/pictures(?:\/|$)/;

/** How a request counts in the limits; null: not at all, as the page itself and the health of the server. */
function limitKindOf(method: string, path: string): LimitKind | null {
  if (!path.startsWith("/api/")) return null;
  if (path === SIGN_IN_PATH || path.startsWith(`${SIGN_IN_PATH}/`)) return "signIn";
  if (PICTURE_PATH.test(path)) return "picture";
  return method === "GET" || method === "HEAD" || path === PRESENCE_PATH ? "read" : "write";
}

/** A problem as the answer of a route. */
const problemResponse = (
  problem: Problem,
  headers: Pick<ResponseHeaders, "problem">,
  incoming: IncomingMessage,
): Response =>
  new Response(problemBody(problem, requestIdOf(incoming)), {
    status: problem.status,
    headers: headers.problem(problem),
  });

const isRoute = ({ method }: Route) => method !== METHOD_NAME_ALL;

/** Routes for requests whose person is known. A route that access.ts does not declare is refused; see checkDeclared. */
export function createRouteApp({
  publicOrigins,
  headers,
  underWay,
  rateLimits,
  onForbidden,
}: RouteAppOptions): Hono<RouteEnv> {
  const app = new Hono<RouteEnv>();
  app.use(async (c, next) => {
    checkHost(c.env.incoming, publicOrigins);
    underWay.checkRunning();
    const kind = limitKindOf(c.req.method, c.req.path);
    if (kind) await rateLimits.check(kind, c.env.incoming);
    const route = matchedRoutes(c).find(isRoute);
    const access = route ? accessOf(route) : "anyone";
    if (access !== "anyone") checkRole(personOf(c.env.incoming), access);
    if (kind !== "write") return next();
    const release = underWay.hold(`${c.req.method} ${c.req.path}`);
    try {
      return await next();
    } finally {
      release();
    }
  });
  app.notFound((c) => problemResponse(new Problem("not-found"), headers, c.env.incoming));
  app.onError(async (error, c) => {
    const problem = toProblem(error);
    const route = matchedRoutes(c).find(isRoute);
    if (problem.status === FORBIDDEN && route && findPerson(c.env.incoming))
      await onForbidden?.(c.env.incoming, `${route.method} ${route.path}`, problem.problem);
    return problemResponse(problem, headers, c.env.incoming);
  });
  return app;
}

/** Throws if a route is not declared in access.ts, so that no server starts with a route whose role nobody has decided. */
export function checkDeclared(routes: readonly Route[]): void {
  for (const route of routes.filter(isRoute)) accessOf(route);
}

/** The routes as a listener of Node's server. */
export const listenerOf =
  (app: Hono<RouteEnv>, headers: Pick<ResponseHeaders, "problem">) =>
  (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    outgoing.setHeader(REQUEST_ID_HEADER, requestIdOf(incoming));
    return getRequestListener(app.fetch, {
      // Vite's process contains other users of the global Request and Response.
      overrideGlobalObjects: false,
      // Called only if host and path make no valid URL; the routes handle their own errors.
      errorHandler: () => problemResponse(new Problem("bad-address"), headers, incoming),
    })(incoming, outgoing);
  };
