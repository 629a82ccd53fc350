/**
 * The servers of proxy.bench, one process each: `upstream`, `bare <port>`, `signed <port>` where nobody signs in, and `signed-in
 * <port>`. A server sends its port, the last one with the cookie of somebody who has signed in.
 */
import { Agent, createServer, request, type Server } from "node:http";
import { createByteBudget } from "../../app/proxy/byte-budget";
import { createHttpServer } from "../../app/proxy/http/create-server";
import { createHealthCheck } from "../../app/proxy/http/health";
import { openIdentity, withIdentity } from "../../app/proxy/http/identify";
import { createRequestListener, type RequestListener } from "../../app/proxy/http/request-listener";
import { createResponseHeaders } from "../../app/proxy/http/response-headers";
import { createLogSink, createServerLog } from "../../app/proxy/http/server-log";
import { createUnderWay } from "../../app/proxy/http/under-way";
import { createViewerFilter } from "../../app/proxy/http/viewer-filter";
import { limitsOf } from "../../app/proxy/limits/limits-config";
import { createMemoryLimiter } from "../../app/proxy/limits/memory-limiter";
import { createRateLimits } from "../../app/proxy/limits/rate-limits";
import { Secret } from "../../app/proxy/signing/secret";
import { createForwarder, defaultLimits } from "../../app/proxy/upstream/forwarder";
import { cookieForm } from "../../app/server/people/cookies";
import { createSessionEnds } from "../../app/server/people/ended-sessions";
import { createSessions } from "../../app/server/people/sessions";
import { openTokens } from "../../app/server/tokens/open-tokens";

const BODY_BYTES = 1024;

/** A farm with minimal cost: every request gets the same envelope of 1 kB. */
function upstream(): Server {
  const envelope = {
    version: "1.0.0",
    result: true,
    message: "success",
    code: 200,
    serverTime: 1535949047370,
    data: "",
  };
  const data = "x".repeat(BODY_BYTES - JSON.stringify(envelope).length);
  const body = Buffer.from(JSON.stringify({ ...envelope, data }));
  return createServer((incoming, response) => {
    incoming.resume().on("end", () => {
      response.writeHead(200, { "content-type": "application/json", "content-length": body.length }).end(body);
    });
  });
}

/** The minimal pass-through in Node: node:http on both sides, without parsing, checks and signatures. */
function bare(port: number): Server {
  const agent = new Agent({ keepAlive: true, maxSockets: 128 });
  return createServer((incoming, outgoing) => {
    const { method, url, headers } = incoming;
    const onward = request({ port, host: "127.0.0.1", agent, method, path: url, headers }, (reply) => {
      outgoing.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(outgoing);
    });
    onward.on("error", () => outgoing.destroy());
    incoming.pipe(onward);
  });
}

/** The proxy as in production, with access log. `identified`: makes it a listener of requests whose person is known. */
function signed(port: number, identified: (listener: RequestListener) => RequestListener): Server {
  const domain = `127.0.0.1:${port}`;
  const pair = { accessId: "AKIDbench", accessKey: new Secret("bench-key") };
  const upstreamConfig = { protocol: "http", domain, ...pair, platform: "2", channel: "4", dialect: "2018" } as const;
  const budget = createByteBudget();
  const forwarder = createForwarder(upstreamConfig, { budget });
  const config = { publicOrigins: [], readOnly: false, viewersSeeMoney: false };
  const viewerFilter = createViewerFilter(forwarder.forward, config.viewersSeeMoney);
  const headers = createResponseHeaders(config);
  const health = createHealthCheck(forwarder, { host: domain, mode: "live", readOnly: false, version: "bench" });
  const underWay = createUnderWay({ read: defaultLimits.readConnections, write: defaultLimits.writeConnections });
  const log = createServerLog(createLogSink()).access;
  // The client is this machine, which has no limit by its address; so the requests count as those of one person.
  const rateLimits = createRateLimits({
    limits: limitsOf({ RENDERDECK_LIMIT_READS: 9_999_999, RENDERDECK_LIMIT_WRITES: 0, RENDERDECK_LIMIT_SIGN_INS: 0 }),
    addressOf: () => undefined,
    personIdOf: () => "bench",
    limiterOf: (_kind, _by, rule) => createMemoryLimiter(rule),
  });
  return createHttpServer(
    identified(
      createRequestListener({ config, forwarder, viewerFilter, headers, health, underWay, rateLimits, budget, log }),
    ),
    headers,
  );
}

/** A store in which no session has ended and nobody has a token: what a request reads of it is in memory anyway. */
const emptyStore = {
  noteSignIn: async () => null,
  endSession: async () => undefined,
  endSessionsOf: async () => undefined,
  endedSessions: async () => ({ sessions: new Set<string>(), people: new Map<string, number>() }),
};
const noTokens = {
  find: async () => null,
  noteUse: async () => undefined,
  revoke: async () => null,
  noteRole: async () => undefined,
};

const failed = (error: unknown) => {
  throw error;
};

/** A server on which people sign in: every request passes the look for a token, the session, and the role. */
async function signedIn(port: number) {
  const maxMs = 86_400_000;
  const sessions = createSessions({
    config: { key: new Secret("key of the sessions of the bench, 32 bytes and more"), idleMs: maxMs, maxMs },
    cookies: cookieForm(false),
    ends: createSessionEnds({ store: emptyStore, maxMs, report: failed, now: Date.now }),
    now: Date.now,
  });
  const { guard, followRoles } = openTokens({
    config: { readOnly: false },
    tokens: noTokens,
    isOpen: false,
    headers: createResponseHeaders({ publicOrigins: [] }),
    log: { access: () => undefined, warn: failed },
  });
  const [cookie] = (await sessions.begin({ id: "mei", name: "Mei", role: "operator" })).split(";");
  const server = signed(port, (listener) => guard(listener, withIdentity(followRoles(listener), sessions.identify)));
  return { server, cookie };
}

async function open(role: string | undefined, port: number): Promise<{ server: Server; cookie?: string | undefined }> {
  if (role === "upstream") return { server: upstream() };
  if (role === "bare") return { server: bare(port) };
  if (role === "signed-in") return signedIn(port);
  return { server: signed(port, (listener) => withIdentity(listener, openIdentity(false))) };
}

const { server, cookie } = await open(process.argv[2], Number(process.argv[3]));
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (typeof address === "object" && address) process.send?.({ port: address.port, cookie });
});
