/** The one listener behind `vite dev`, `vite preview` and the production server. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { getRequestListener, type HttpBindings } from "@hono/node-server";
import { type Context, Hono } from "hono";
import { checkHost } from "./guard";
import type { Health } from "./health";
import { createOperationHandler, headerOf, OPERATIONS_PATH, type OperationHandlerOptions } from "./operation-handler";
import { asProblem, Problem } from "./problem";
import { createResponseHeaders, type ResponseHeaders } from "./response-headers";
import type { StaticFiles } from "./static-files";

export type RequestListenerOptions = Omit<OperationHandlerOptions, "headers"> & {
  readonly health: () => Promise<Health>;
  /** Absent in development, where Vite serves the page. */
  readonly files?: (headers: ResponseHeaders) => StaticFiles;
};

/** Answers a request of Node's HTTP server, whatever it asks for. */
export type RequestListener = (incoming: IncomingMessage, outgoing: ServerResponse) => void;

/** Node's own request and response, which @hono/node-server hands over. */
type Env = { Bindings: HttpBindings };

const problemResponse = (problem: Problem, headers: ResponseHeaders) =>
  new Response(JSON.stringify(problem), { status: problem.status, headers: headers.problem(problem.problem) });

/** /healthz and, with `files`, the page. */
function createPages({ config, health, files }: RequestListenerOptions, headers: ResponseHeaders): Hono<Env> {
  const app = new Hono<Env>();
  const serveFile = files?.(headers);

  const answerProblem = (problem: Problem) => problemResponse(problem, headers);
  const missing = () => answerProblem(new Problem("not-found"));

  app.use(async (c, next) => {
    checkHost(c.env.incoming.headers.host, config.publicOrigins);
    await next();
  });
  app.get("/healthz", async () => new Response(JSON.stringify(await health()), { headers: headers.json }));
  if (serveFile) app.get("*", (c: Context<Env>) => serveFile(c.req.path, headerOf(c.env.incoming)) ?? missing());
  app.notFound(missing);
  app.onError((error) => answerProblem(asProblem(error)));
  return app;
}

/** The operations the dialect has, /healthz and the page. */
export function createRequestListener(options: RequestListenerOptions): RequestListener {
  const headers = createResponseHeaders(options.config);
  const operate = createOperationHandler({ ...options, headers });
  // Vite's process has other users of the global Request and Response.
  const answer = getRequestListener(createPages(options, headers).fetch, {
    overrideGlobalObjects: false,
    // Reached only by what cannot be made a web Request; failures of the pages are answered by themselves.
    errorHandler: () => problemResponse(new Problem("bad-address"), headers),
  });
  return (incoming, outgoing) =>
    void (incoming.url?.startsWith(OPERATIONS_PATH) ? operate(incoming, outgoing) : answer(incoming, outgoing));
}
