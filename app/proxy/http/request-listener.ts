/** The request listener of `vite dev`, `vite preview` and the production server. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Hono } from "hono";
import { isLocal } from "./client-address";
import { type Health, visibleHealth } from "./health";
import { createOperationHandler, OPERATIONS_PATH, type OperationHandlerOptions } from "./operation-handler";
import { Problem } from "./problem";
import { headerOf } from "./request-header";
import { findPerson } from "./request-person";
import { checkDeclared, createRouteApp, listenerOf, type RouteAppOptions, type RouteEnv } from "./route-app";
import type { StaticFiles } from "./static-files";
import type { UnderWay } from "./under-way";

export type { RouteEnv } from "./route-app";

export type RequestListenerOptions = OperationHandlerOptions & {
  readonly health: () => Promise<Health>;
  /** Absent in development, where Vite serves the page. */
  readonly staticFiles?: StaticFiles;
  /** Adds further routes below /api/. */
  readonly addRoutes?: (app: Hono<RouteEnv>) => void;
} & Pick<RouteAppOptions, "onForbidden">;

type RouteOptions = Pick<
  RequestListenerOptions,
  "config" | "headers" | "health" | "rateLimits" | "staticFiles" | "addRoutes" | "onForbidden"
> & {
  readonly underWay: Pick<UnderWay, "checkRunning" | "hold">;
};

/** A listener for the "request" event of Node's HTTP server. */
export type RequestListener = (incoming: IncomingMessage, outgoing: ServerResponse) => void;

/** /healthz, the further routes and, with `staticFiles`, the page. Throws if a route is not declared in access.ts. */
export function createRoutes({
  config,
  headers,
  health,
  staticFiles,
  addRoutes,
  underWay,
  rateLimits,
  onForbidden,
}: RouteOptions): Hono<RouteEnv> {
  const app = createRouteApp({
    publicOrigins: config.publicOrigins,
    headers,
    underWay,
    rateLimits,
    onForbidden,
  });
  app.get("/healthz", async (c) => {
    const { incoming } = c.env;
    const answer = visibleHealth(await health(), { isLocal: isLocal(incoming), person: findPerson(incoming) });
    return new Response(JSON.stringify(answer), { headers: headers.json });
  });
  addRoutes?.(app);
  if (staticFiles)
    app.get("*", (c) => {
      const answer = staticFiles(c.req.path, headerOf(c.env.incoming));
      if (!answer) throw new Problem("not-found");
      return answer;
    });
  checkDeclared(app.routes);
  return app;
}

/** Answers operations and everything in `routes`, for requests whose person is known (identify.ts). */
export function createRequestListener(
  options: RequestListenerOptions,
  routes: Hono<RouteEnv> = createRoutes(options),
): RequestListener {
  const { underWay } = options;
  const handleOperation = createOperationHandler(options);
  const handleRoute = listenerOf(routes, options.headers);
  return (incoming, outgoing) => {
    if (underWay.isStopping()) outgoing.shouldKeepAlive = false;
    const handle = incoming.url?.startsWith(OPERATIONS_PATH) ? handleOperation : handleRoute;
    void handle(incoming, outgoing);
  };
}
