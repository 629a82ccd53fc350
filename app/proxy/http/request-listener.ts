/** The request listener of `vite dev`, `vite preview` and the production server. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { getRequestListener, type HttpBindings } from "@hono/node-server";
import { type Context, Hono } from "hono";
import { checkHost } from "./guard";
import type { Health } from "./health";
import { createOperationHandler, headerOf, OPERATIONS_PATH, type OperationHandlerOptions } from "./operation-handler";
import { Problem, toProblem } from "./problem";
import { createResponseHeaders, type ResponseHeaders } from "./response-headers";
import type { StaticFiles } from "./static-files";

export type RequestListenerOptions = Omit<OperationHandlerOptions, "headers"> & {
  readonly health: () => Promise<Health>;
  /** Absent in development, where Vite serves the page. */
  readonly staticFiles?: (headers: ResponseHeaders) => StaticFiles;
};

/** A listener for the "request" event of Node's HTTP server. */
export type RequestListener = (incoming: IncomingMessage, outgoing: ServerResponse) => void;

/** Node's request and response, passed on by @hono/node-server. */
type Env = { Bindings: HttpBindings };

const problemResponse = (problem: Problem, headers: ResponseHeaders) =>
  new Response(JSON.stringify(problem), { status: problem.status, headers: headers.problem(problem.problem) });

/** /healthz and, with `staticFiles`, the page. */
function createPages({ config, health, staticFiles }: RequestListenerOptions, headers: ResponseHeaders): Hono<Env> {
  const app = new Hono<Env>();
  const serveFile = staticFiles?.(headers);
  const notFound = () => problemResponse(new Problem("not-found"), headers);

  app.use(async (c, next) => {
    checkHost(c.env.incoming.headers.host, config.publicOrigins);
    await next();
  });
  app.get("/healthz", async () => new Response(JSON.stringify(await health()), { headers: headers.json }));
  if (serveFile) app.get("*", (c: Context<Env>) => serveFile(c.req.path, headerOf(c.env.incoming)) ?? notFound());
  app.notFound(notFound);
  app.onError((error) => problemResponse(toProblem(error), headers));
  return app;
}

/** Answers operations, /healthz and the page. */
export function createRequestListener(options: RequestListenerOptions): RequestListener {
  const headers = createResponseHeaders(options.config);
  const handleOperation = createOperationHandler({ ...options, headers });
  const handlePage = getRequestListener(createPages(options, headers).fetch, {
    // Vite's process contains other users of the global Request and Response.
    overrideGlobalObjects: false,
    // Called only if host and path make no valid URL; createPages handles its own errors.
    errorHandler: () => problemResponse(new Problem("bad-address"), headers),
  });
  return (incoming, outgoing) => {
    const handle = incoming.url?.startsWith(OPERATIONS_PATH) ? handleOperation : handlePage;
    void handle(incoming, outgoing);
  };
}
