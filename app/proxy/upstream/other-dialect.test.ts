import { describe, expect, it, onTestFinished } from "vitest";
import { Secret } from "../signing/secret";
import { accessId, accessKey, envelopeText, type Responder, startFakeFarm } from "../testing/fake-farm";
import { startTestProxy } from "../testing/test-proxy";
import { checkConnection, connectionReport } from "./connection-check";
import type { DialectName } from "./dialect";

const PATHS = { "2018": "/api/render/user/queryUserSetting", current: "/api/render/setUp/queryUserSetting" } as const;

/** Answers the paths of one dialect; any other path as a farm that does not know it. */
const speaks =
  (dialect: DialectName, unknownPath: Responder): Responder =>
  (response, count, request) => {
    const isKnown = request.path === PATHS[dialect] || request.path.endsWith("/queryPlatforms");
    if (isKnown) response.end(envelopeText(200, { taskOverTime: 12 }));
    else unknownPath(response, count, request);
  };

const unknownPaths: Record<string, Responder> = {
  "HTTP 404 with HTML": (response) => response.writeHead(404, { "content-type": "text/html" }).end("<html>no</html>"),
  "HTTP 404 without a body": (response) => response.writeHead(404).end(),
  "HTTP 404 with an envelope": (response) => response.writeHead(404).end(envelopeText(404)),
  "HTTP 405": (response) => response.writeHead(405).end(),
  "a web page with HTTP 200": (response) => response.end("<!doctype html><title>Renderbus</title>"),
};

async function start(respond: Responder, dialect: DialectName) {
  const farm = await startFakeFarm(respond);
  onTestFinished(() => farm.close());
  const proxy = await startTestProxy(farm.port, { dialect });
  onTestFinished(() => proxy.close());
  return { farm, proxy };
}

const upstreamOf = (port: number, dialect: DialectName) =>
  ({
    protocol: "http",
    domain: `127.0.0.1:${port}`,
    accessId,
    accessKey: new Secret(accessKey),
    platform: "2",
    channel: "4",
    dialect,
  }) as const;

describe.each(Object.entries(unknownPaths))("a farm of the other dialect that answers %s", (_, unknownPath) => {
  it.each([
    ["2018", "current"],
    ["current", "2018"],
  ] as const)("is told by one problem that names RENDERBUS_DIALECT (%s configured)", async (configured, spoken) => {
    const { proxy } = await start(speaks(spoken, unknownPath), configured);
    // Platforms have the same path in both dialects, so their success proves nothing.
    expect((await proxy.post("common/queryPlatforms", { zone: 1 })).status).toBe(200);
    const response = await proxy.post("user/queryUserSetting");
    expect(response.status).toBe(502);
    const problem = Object(await response.json());
    expect(problem.type).toBe("urn:renderdeck:problem:other-dialect");
    expect(problem.detail).toContain(`RENDERBUS_DIALECT=${spoken}`);
  });
});

describe("a farm whose dialect is proven", () => {
  it.each(Object.entries(unknownPaths))("keeps the usual meaning of %s", async (_, unknownPath) => {
    let isLost = false;
    const respond: Responder = (response, count, request) =>
      isLost ? unknownPath(response, count, request) : speaks("2018", unknownPath)(response, count, request);
    const { proxy } = await start(respond, "2018");
    expect((await proxy.post("user/queryUserSetting")).status).toBe(200);
    isLost = true;
    const later = Object(await (await proxy.post("user/queryUserSetting")).json());
    expect(later.type).not.toBe("urn:renderdeck:problem:other-dialect");
  });
});

it("a failing gateway is no sign of the other dialect", async () => {
  const { proxy } = await start((response) => response.writeHead(502).end("<html>Bad Gateway</html>"), "2018");
  expect(Object(await (await proxy.post("user/queryUserSetting")).json()).type).toBe(
    "urn:renderdeck:problem:upstream-bad-reply",
  );
});

const notFound: Responder = (response) => response.writeHead(404).end();

describe("the connection test", () => {
  it.each([
    ["2018", "current", false, "Set RENDERBUS_DIALECT=current."],
    ["current", "2018", false, "Set RENDERBUS_DIALECT=2018."],
    ["2018", "2018", true, "RENDERBUS_DIALECT=2018 is right."],
  ] as const)(
    "with %s configured and %s spoken says which works, with reads only",
    async (configured, spoken, isUsable, advice) => {
      const { farm } = await start(speaks(spoken, notFound), configured);
      const upstream = upstreamOf(farm.port, configured);
      const report = connectionReport(upstream, await checkConnection(upstream));
      expect(report.isUsable).toBe(isUsable);
      expect(report.lines.at(-1)).toBe(advice);
      expect(new Set(farm.requests.map(({ path }) => path))).toEqual(new Set(Object.values(PATHS)));
      expect(report.lines.join()).not.toContain(accessKey);
    },
  );

  it("tells a refused account from an unknown path, and an unreachable farm", async () => {
    const { farm } = await start((response) => response.end(envelopeText(605)), "2018");
    const upstream = upstreamOf(farm.port, "2018");
    expect((await checkConnection(upstream)).map(({ result }) => result)).toEqual(["refused", "refused"]);
    await farm.close();
    expect((await checkConnection(upstream)).map(({ result }) => result)).toEqual(["failed", "failed"]);
  });
});
