/** The request listener of `vite dev`, `vite preview` and the production server. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { getRequestListener, type HttpBindings } from "@hono/node-server";
import { type Context, Hono } from "hono";
import { isLocal } from "./client-address";
import { checkHost } from "./guard";
import { type Health, publicHealth } from "./health";
import { createOperationHandler, headerOf, OPERATIONS_PATH, type OperationHandlerOptions } from "./operation-handler";
import { Problem, toProblem } from "./problem";
import type { ResponseHeaders } from "./response-headers";
import type { StaticFiles } from "./static-files";

export type RequestListenerOptions = OperationHandlerOptions & {
  readonly health: () => Promise<Health>;
  /** Absent in development, where Vite serves the page. */
  readonly staticFiles?: StaticFiles;
  /** Adds further routes below /api/. */
  readonly addRoutes?: (app: Hono<RouteEnv>) => void;
};

/** A listener for the "request" event of Node's HTTP server. */
export type RequestListener = (incoming: IncomingMessage, outgoing: ServerResponse) => void;

/** Node's request and response, passed on by @hono/node-server. */
export type RouteEnv = { Bindings: HttpBindings };

const problemResponse = (problem: Problem, headers: ResponseHeaders) =>
  new Response(JSON.stringify(problem), { status: problem.status, headers: headers.problem(problem) });

/** /healthz and, with `staticFiles`, the page. */
function createPages({
  config,
  headers,
  health,
  staticFiles,
  addRoutes,
  underWay,
}: RequestListenerOptions): Hono<RouteEnv> {
  const app = new Hono<RouteEnv>();
  const notFound = () => problemResponse(new Problem("not-found"), headers);

  app.use(async (c, next) => {
    checkHost(c.env.incoming, config.publicOrigins);
    underWay.checkRunning();
    await next();
  });
  app.get("/healthz", async (c) => {
    const full = await health();
    return new Response(JSON.stringify(isLocal(c.env.incoming) ? full : publicHealth(full)), { headers: headers.json });
  });
  addRoutes?.(app);
  if (staticFiles)
    app.get("*", (c: Context<RouteEnv>) => staticFiles(c.req.path, headerOf(c.env.incoming)) ?? notFound());
  app.notFound(notFound);
  app.onError((error) => problemResponse(toProblem(error), headers));
  return app;
}

/** Answers operations, /healthz and the page. */
export function createRequestListener(options: RequestListenerOptions): RequestListener {
  const { headers, underWay } = options;
  const handleOperation = createOperationHandler(options);
  const handlePage = getRequestListener(createPages(options).fetch, {
    // Vite's process contains other users of the global Request and Response.
    overrideGlobalObjects: false,
    // Called only if host and path make no valid URL; createPages handles its own errors.
    errorHandler: () => problemResponse(new Problem("bad-address"), headers),
  });
  return (incoming, outgoing) => {
    if (underWay.isStopping()) outgoing.shouldKeepAlive = false;
    const handle = incoming.url?.startsWith(OPERATIONS_PATH) ? handleOperation : handlePage;
    void handle(incoming, outgoing);
  };
}
