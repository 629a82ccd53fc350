/** The one app behind `vite dev`, `vite preview` and the production server. */
import type { HttpBindings } from "@hono/node-server";
import { type Context, Hono } from "hono";
import type { Role } from "../protocol/endpoints";
import type { Config } from "./config";
import { languageOf } from "./dialect";
import type { Forwarder } from "./forward";
import { checkBody, checkHost, checkRequest } from "./guard";
import { type HeaderSets, headerSets } from "./headers";
import type { Health } from "./health";
import type { AccessLog } from "./log";
import { Problem } from "./problem";
import type { StaticFiles } from "./static";

export type ProxyOptions = {
  readonly config: Pick<Config, "publicOrigins" | "readOnly">;
  readonly forwarder: Forwarder;
  readonly health: () => Promise<Health>;
  readonly log: AccessLog;
  /** Absent in development, where Vite serves the page. */
  readonly files?: (headers: HeaderSets) => StaticFiles;
};

/** Node's own request and response, which @hono/node-server hands over. */
export type Env = { Bindings: HttpBindings };

const JSON_TYPE = "application/json";

const toProblem = (error: unknown) =>
  error instanceof Problem ? error : new Problem("internal", { outcome: "unknown" });

/** The routes: the operations the dialect has, /healthz and, with `files`, the page. */
export function createProxy({ config, forwarder, health, log, files }: ProxyOptions): Hono<Env> {
  const app = new Hono<Env>();
  const headers = headerSets(config);
  const serveFile = files?.(headers);
  const { dialect } = forwarder;
  const role: Role = config.readOnly ? "viewer" : "manager";

  const answerProblem = (problem: Problem) =>
    new Response(JSON.stringify(problem), {
      status: problem.status,
      headers: {
        ...headers.data("application/problem+json"),
        ...(problem.problem === "method-not-allowed" ? { allow: "POST" } : {}),
      },
    });

  // Node's own, which are there already: looking them up through the Request costs ten times as much.
  const headerOf = (c: Context<Env>) => (name: string) => {
    const value = c.env.incoming.headers[name];
    return typeof value === "string" ? value : undefined;
  };

  /** Every route answers only under our own names. One handler per route: a middleware doubles the cost of Hono's dispatch. */
  const open =
    <Answer>(handler: (c: Context<Env>) => Answer) =>
    (c: Context<Env>): Answer => {
      checkHost(headerOf(c)("host"), config.publicOrigins);
      return handler(c);
    };

  const operate = async (c: Context<Env>) => {
    checkHost(headerOf(c)("host"), config.publicOrigins);
    if (c.req.method !== "POST") throw new Problem("method-not-allowed");
    const header = headerOf(c);
    const operation = checkRequest(c.req.path, header, config.publicOrigins, role, dialect);
    // Rejects when the client goes away before its body is there.
    const bytes = await c.req.arrayBuffer().catch(() => {
      throw new Problem("client-gone", { operation });
    });
    const request = checkBody(operation, Buffer.from(bytes).toString("utf8"));
    return forwarder.forward(operation, request, { client: c.env.outgoing, language: languageOf(header) });
  };

  app.all("/api/render/:group/:operation", async (c) => {
    const startedMs = performance.now();
    // A name that is not ours is not repeated in the log.
    const operation = dialect.operationAt(c.req.path) ?? "unknown";
    const entry = (status: number) => ({ operation, status, ms: Math.round(performance.now() - startedMs) });
    try {
      const { code, body } = await operate(c);
      log({ ...entry(200), code });
      return new Response(body, { headers: headers.data(JSON_TYPE) });
    } catch (error) {
      const problem = toProblem(error);
      const detail = error instanceof Problem ? problem.members.detail : String(error);
      log({ ...entry(problem.status), problem: problem.problem, ...(detail ? { detail } : {}) });
      return answerProblem(problem);
    }
  });
  app.get(
    "/healthz",
    open(async () => new Response(JSON.stringify(await health()), { headers: headers.data(JSON_TYPE) })),
  );
  const missing = () => answerProblem(new Problem("not-found"));
  if (serveFile)
    app.get(
      "*",
      open((c) => serveFile(c.req.path, headerOf(c)) ?? missing()),
    );
  app.notFound(open(missing));
  app.onError((error) => answerProblem(toProblem(error)));
  return app;
}
