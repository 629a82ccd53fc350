import { describe, expect, it, onTestFinished } from "vitest";
import { envelopeText, type Responder, startFakeFarm } from "../testing/fake-farm";
import { startTestProxy } from "../testing/test-proxy";
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

describe.each(Object.entries(unknownPaths))("a farm of the other dialect that answers %s", (_, unknownPath) => {
  it.each([
    ["2018", "current"],
    ["current", "2018"],
  ] as const)("gives one problem that names RENDERBUS_DIALECT (%s configured)", async (configured, spoken) => {
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
