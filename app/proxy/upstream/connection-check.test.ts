/** Each cause of a failed connection, against a server that behaves so. */
import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { describe, expect, it, onTestFinished } from "vitest";
import { type ConnectionCause, changeOf } from "../../protocol/connection";
import type { UpstreamConfig } from "../accounts";
import { Secret } from "../signing/secret";
import {
  accessId,
  accessKey,
  closeServer,
  envelopeText,
  listenOnFreePort,
  type Responder,
  startFakeFarm,
} from "../testing/fake-farm";
import { testCertificate } from "../testing/test-certificate";
import { checkConnection } from "./connection-check";
import type { DialectName } from "./dialect";

const PATHS = {
  "2018": "/api/render/user/queryUserProfile",
  current: "/api/render/setUp/queryUserProfile",
} as const;

const profile = { userName: "rayvision", zone: 1, rmbbalance: 86_000.5, usdbalance: 7, coupon: 400, hideBalance: 0 };

/** Short, because the tests of silence wait for it. */
const TIMEOUT_MS = 1500;

type Change = Partial<Omit<UpstreamConfig, "accessKey">> & { readonly key?: string };

const upstreamOf = (port: number, { key = accessKey, ...change }: Change = {}): UpstreamConfig => ({
  protocol: "http",
  domain: `127.0.0.1:${port}`,
  accessId,
  accessKey: new Secret(key),
  platform: "2",
  channel: "4",
  dialect: "2018",
  ...change,
});

const check = (port: number, change?: Change) => checkConnection(upstreamOf(port, change), { timeoutMs: TIMEOUT_MS });

/** A server without signatures, over TLS if it has a certificate. */
async function startServer(respond: RequestListener, create: (respond: RequestListener) => Server = createServer) {
  const server = create(respond);
  const port = await listenOnFreePort(server);
  onTestFinished(() => closeServer(server));
  return port;
}

async function startFarm(respond: Responder) {
  const farm = await startFakeFarm(respond);
  onTestFinished(() => farm.close());
  return farm;
}

const notFound: RequestListener = (_, response) => response.writeHead(404).end("<html>no</html>");

/** Answers the profile at the path of these dialects only. */
const speaks =
  (...dialects: readonly DialectName[]): Responder =>
  (response, _, { path }) => {
    if (dialects.some((dialect) => PATHS[dialect] === path)) response.end(envelopeText(200, profile));
    else response.writeHead(404).end("<html>no</html>");
  };

/** The cause with what to change, and the address and the letters of the id that were tried. */
async function failureOf(port: number, change?: Change) {
  const report = await check(port, change);
  if (report.result.kind !== "failed") throw new Error("The connection works");
  const { cause, code } = report.result;
  expect(report.tried?.idStart).toBe("AKID");
  expect(JSON.stringify(report)).not.toContain(accessKey);
  expect(JSON.stringify(report)).not.toContain(accessId);
  return { cause, code, change: changeOf(report, cause) };
}

const failed = (cause: ConnectionCause, code: number | null, change: string | null) => ({ cause, code, change });

describe("an account that works", () => {
  it("is named, with zone and spendable balance", async () => {
    const farm = await startFarm(speaks("2018"));
    const report = await check(farm.port);
    expect(report.result).toEqual({
      kind: "connected",
      account: { userName: "rayvision", zone: 1, balance: 86_400.5, currency: "CNY" },
      otherDialectWorks: false,
    });
    expect(report.tried).toMatchObject({ protocol: "http", domain: `127.0.0.1:${farm.port}`, idStart: "AKID" });
    expect(Math.abs(report.tried?.clockOffsetMs ?? 1e9)).toBeLessThan(5000);
    expect(farm.requests.map(({ path }) => path)).toEqual([PATHS["2018"], PATHS.current]);
  });

  it("has no balance if it hides its own", async () => {
    const farm = await startFarm((response) => response.end(envelopeText(200, { ...profile, hideBalance: 1 })));
    expect((await check(farm.port)).result).toMatchObject({ account: { balance: null } });
  });

  it("has a farm that speaks the other dialect, too", async () => {
    const farm = await startFarm(speaks("2018", "current"));
    expect((await check(farm.port)).result).toMatchObject({ kind: "connected", otherDialectWorks: true });
  });

  it("is used with a clock that is an hour off", async () => {
    const hour = 3_600_000;
    const farm = await startFarm((response, _, { timestamp }) => {
      const farmMs = Date.now() + hour;
      const isFresh = Math.abs(timestamp * 1000 - farmMs) < 300_000;
      response.end(envelopeText(isFresh ? 200 : 610, profile, farmMs));
    });
    const { result, tried } = await check(farm.port);
    expect(result.kind).toBe("connected");
    expect(Math.round((tried?.clockOffsetMs ?? 0) / 60_000)).toBe(60);
  });
});

describe("a farm that refuses", () => {
  it("a wrong key: the key is to be checked", async () => {
    const farm = await startFarm(speaks("2018"));
    expect(await failureOf(farm.port, { key: "another key" })).toEqual(failed("key", 611, "RENDERBUS_ACCESS_KEY"));
  });

  it.each([
    [513, "id", "RENDERBUS_ACCESS_ID"],
    [602, "id", "RENDERBUS_ACCESS_ID"],
    [608, "zone", "RENDERBUS_DOMAIN"],
    [627, "zone", "RENDERBUS_DOMAIN"],
    [609, "platform", "RENDERBUS_PLATFORM"],
    [605, "refused", null],
    [1206, "refused", null],
  ] as const)("with code %i: %s", async (code, cause, change) => {
    const farm = await startFarm((response) => response.end(envelopeText(code)));
    expect(await failureOf(farm.port)).toEqual(failed(cause, code, change));
  });

  it.each([
    ["without its own time", Number.NaN],
    ["with its own time, which is the same", Date.now()],
  ])("a signature as too old, %s: the clock", async (_, serverTime) => {
    const farm = await startFarm((response) => response.end(envelopeText(610, null, serverTime)));
    expect(await failureOf(farm.port)).toEqual(failed("clock", 610, null));
  });

  it("with a time that is decades off: the clock", async () => {
    const farm = await startFarm((response) => response.end(envelopeText(610, null, 1000)));
    expect(await failureOf(farm.port)).toEqual(failed("clock", null, null));
  });

  it("too many requests", async () => {
    const port = await startServer((_, response) => response.writeHead(429).end());
    expect(await failureOf(port)).toEqual(failed("tooManyRequests", null, null));
  });
});

describe("another dialect", () => {
  it.each([
    ["2018", "current"],
    ["current", "2018"],
  ] as const)("%s configured, %s spoken: names the dialect", async (dialect, spoken) => {
    const farm = await startFarm(speaks(spoken));
    expect(await failureOf(farm.port, { dialect })).toEqual(failed("dialect", null, `RENDERBUS_DIALECT=${spoken}`));
  });

  it("comes before a refusal in the dialect that the farm speaks", async () => {
    const farm = await startFarm((response, _, { path }) =>
      path === PATHS.current ? response.end(envelopeText(605)) : response.writeHead(404).end(),
    );
    expect(await failureOf(farm.port)).toMatchObject({ cause: "dialect" });
  });
});

describe("an address that is not the farm's", () => {
  it.each<[string, RequestListener]>([
    ["a web page", (_, response) => response.end("<!doctype html><title>Hello</title>")],
    ["other JSON", (_, response) => response.end('{"status":"up"}')],
    ["a server without such paths", notFound],
    ["a farm of another kind that knows no path", (_, response) => response.end(envelopeText(404))],
  ])("%s", async (_, respond) => {
    expect(await failureOf(await startServer(respond))).toMatchObject({
      cause: "notAFarm",
      change: "RENDERBUS_DOMAIN",
    });
  });

  it("is a gateway whose farm is down", async () => {
    const port = await startServer((_, response) => response.writeHead(502).end("<html>Bad Gateway</html>"));
    expect(await failureOf(port)).toEqual(failed("gateway", null, null));
  });

  it("refuses the connection", async () => {
    const server = createServer();
    const port = await listenOnFreePort(server);
    await closeServer(server);
    expect(await failureOf(port)).toEqual(failed("connectionRefused", null, "RENDERBUS_DOMAIN"));
  });

  it("has an unknown name", async () => {
    expect(await failureOf(0, { protocol: "https", domain: "farm.invalid" })).toEqual(
      failed("unknownHost", null, "RENDERBUS_DOMAIN"),
    );
  });

  it("is silent", async () => {
    const port = await startServer(() => {});
    expect(await failureOf(port)).toEqual(failed("timeout", null, "RENDERBUS_DOMAIN"));
  });
});

const tlsServer = (respond: RequestListener) => createTlsServer(testCertificate, respond);

describe("the wrong protocol", () => {
  it("is https to a port that speaks plain HTTP", async () => {
    const port = await startServer(notFound);
    expect(await failureOf(port, { protocol: "https" })).toEqual(failed("plainHttp", null, "RENDERBUS_PROTOCOL=http"));
  });

  it("is http to a port that speaks https", async () => {
    const port = await startServer(notFound, tlsServer);
    expect(await failureOf(port)).toEqual(failed("tls", null, "RENDERBUS_PROTOCOL=https"));
  });

  it("is http to a web server that says so with 400", async () => {
    const port = await startServer((_, response) => response.writeHead(400).end("<html>plain HTTP to HTTPS</html>"));
    expect(await failureOf(port)).toMatchObject({ cause: "tls" });
  });

  it("is not a certificate that nobody vouches for", async () => {
    const port = await startServer(notFound, tlsServer);
    expect(await failureOf(port, { protocol: "https" })).toEqual(failed("certificate", null, "RENDERBUS_DOMAIN"));
  });
});

it("names the variables of a numbered account", async () => {
  const farm = await startFarm(speaks("2018"));
  const upstream = upstreamOf(farm.port, { dialect: "current" });
  const report = await checkConnection(upstream, { prefix: "RENDERBUS_2_" });
  expect(changeOf(report, "dialect")).toBe("RENDERBUS_2_DIALECT=2018");
});
