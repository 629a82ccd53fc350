import { connect } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { capabilityNames } from "../../protocol/capabilities";
import { accessKey, envelopeText, type FakeFarm, type RespondToRequest, startFakeFarm } from "../testing/fake-farm";
import { rawRequest } from "../testing/raw-request";
import { startTestProxy, type TestOptions, type TestProxy } from "../testing/test-proxy";
import { createAccessLog } from "./access-log";

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

async function start(answer?: RespondToRequest, options?: TestOptions): Promise<{ farm: FakeFarm; proxy: TestProxy }> {
  const farm = await startFakeFarm(answer);
  closing.push(farm.close);
  const proxy = await startTestProxy(farm.port, options);
  closing.push(proxy.close);
  return { farm, proxy };
}

const healthOf = async (proxy: TestProxy) => (await fetch(`${proxy.origin}/healthz`)).json();

describe("a request that names no address", () => {
  it.each([
    { path: "/tasks", headers: { host: "a@127.0.0.1" } },
    { path: "http://[", headers: {} },
  ])("is refused like any other: %j", async (request) => {
    const { proxy } = await start();
    const { status, headers, text } = await rawRequest(proxy.origin, request);
    expect(JSON.parse(text)).toMatchObject({
      status,
      type: "urn:renderdeck:problem:bad-address",
      certainty: "not-sent",
    });
    expect(status).toBe(400);
    expect(headers).toMatchObject({ "content-type": "application/problem+json", "x-content-type-options": "nosniff" });
  });
});

describe("GET /healthz", () => {
  it("asks the farm once and answers from that for 15 s", async () => {
    let now = Date.now();
    const { farm, proxy } = await start(undefined, { now: () => now });
    const farmFacts = { dialect: "2018", capabilities: [] };
    const health = { mode: "live", readOnly: false, clockOffsetMs: 0, version: "t", status: "ok", ...farmFacts };
    expect(await healthOf(proxy)).toEqual({
      ...health,
      upstream: { host: `127.0.0.1:${farm.port}`, reachable: true, latencyMs: expect.any(Number), checkedAt: now },
    });
    now += 14_000;
    await Promise.all([healthOf(proxy), healthOf(proxy)]);
    expect(farm.requests).toHaveLength(1);
    now += 2000;
    await Promise.all([healthOf(proxy), healthOf(proxy)]);
    expect(farm.requests.map(({ path }) => path)).toEqual(Array(2).fill("/api/render/common/queryPlatforms"));
  });

  it("needs no probe while operations are called", async () => {
    const { farm, proxy } = await start();
    await proxy.post("user/queryUserSetting");
    expect(await healthOf(proxy)).toMatchObject({ status: "ok" });
    expect(farm.requests).toHaveLength(1);
  });

  it("is degraded, and still 200, while the farm is away", async () => {
    const { farm, proxy } = await start();
    await farm.close();
    const answer = await fetch(`${proxy.origin}/healthz`);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ status: "degraded", upstream: { reachable: false } });
  });

  it("counts a refusal as reached", async () => {
    const { proxy } = await start((response) => response.end(envelopeText(403)));
    expect(await healthOf(proxy)).toMatchObject({ status: "ok", upstream: { reachable: true } });
  });
});

const record = (proxy: TestProxy) => proxy.post("task/taskRecord", { pageNum: 1, pageSize: 10 });

describe("further operations", () => {
  it("do not exist where the farm is spoken to as in 2018", async () => {
    const { farm, proxy } = await start();
    expect((await record(proxy)).status).toBe(404);
    expect(proxy.log).toMatchObject([{ operation: "unknown", problem: "unknown-operation" }]);
    expect(farm.requests).toEqual([]);
  });

  it("are forwarded in the current dialect, which /healthz tells with what it can do", async () => {
    const { farm, proxy } = await start(undefined, { dialect: "current" });
    expect((await record(proxy)).status).toBe(200);
    expect(farm.requests).toMatchObject([
      { path: "/api/render/handle/operate/sdk/taskRecord", body: { platform: 2, pageNum: 1, pageSize: 10 } },
    ]);
    expect(await healthOf(proxy)).toMatchObject({ dialect: "current", capabilities: capabilityNames });
  });

  it("that change something are refused to viewers, and all with another member", async () => {
    const { farm, proxy } = await start(undefined, { dialect: "current", config: { readOnly: true } });
    expect((await proxy.post("task/fullSpeedRendering", { taskIds: [1] })).status).toBe(403);
    expect((await proxy.post("task/showLog", { id: 1, pageNum: 1, pageSize: 1 })).status).toBe(422);
    expect(farm.requests).toEqual([]);
  });

  it("refuse a page that the dialect has not, saying which member", async () => {
    const { proxy } = await start(undefined, { dialect: "current" });
    const answer = await proxy.post("task/getTaskList", { pageNum: 1, pageSize: 101 });
    expect([answer.status, await answer.json()]).toMatchObject([422, { errors: [{ path: "pageSize" }] }]);
  });
});

describe("an operation's body", () => {
  it("that breaks off is logged as a client gone, reaches no farm, and the proxy lives on", async () => {
    const { farm, proxy } = await start();
    const socket = connect(Number(new URL(proxy.origin).port), "127.0.0.1");
    socket.write(
      "POST /api/render/task/stopTask HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\n" +
        'content-length: 100\r\n\r\n{"taskParam":',
      () => socket.destroy(),
    );
    await expect.poll(() => proxy.log).toMatchObject([{ operation: "stopTask", status: 499, problem: "client-gone" }]);
    expect(farm.requests).toEqual([]);
    expect((await proxy.post("user/queryUserSetting")).status).toBe(200);
  });
});

describe("every answer", () => {
  const requests: [string, (proxy: TestProxy) => Promise<Response>][] = [
    ["an envelope", (proxy) => proxy.post("user/queryUserSetting")],
    ["a problem", (proxy) => proxy.post("task/stopTask", {})],
    ["a refused method", (proxy) => fetch(`${proxy.origin}/api/render/task/stopTask`)],
    ["an unknown path", (proxy) => fetch(`${proxy.origin}/nothing`)],
    ["health", (proxy) => fetch(`${proxy.origin}/healthz`)],
  ];

  it.each(requests)("carries the security headers and is not stored: %s", async (_, ask) => {
    const { proxy } = await start();
    const { headers } = await ask(proxy);
    expect(Object.fromEntries(headers)).toMatchObject({
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cross-origin-resource-policy": "same-origin",
      "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
      "cache-control": "no-store",
    });
    expect(headers.has("strict-transport-security")).toBe(false);
  });

  it("asks for TLS for good only behind TLS", async () => {
    const { proxy } = await start(undefined, { config: { publicOrigins: ["https://render.example.com"] } });
    expect((await fetch(`${proxy.origin}/healthz`)).headers.get("strict-transport-security")).toBe("max-age=31536000");
  });
});

describe("the access key", () => {
  it("is in no answer, header or log line, whatever happens", async () => {
    const answers: RespondToRequest[] = [
      (response) => response.end(envelopeText(200)),
      (response) => response.end(envelopeText(611)),
      (response) => response.writeHead(500).end("x"),
      (response) => response.destroy(),
    ];
    const { proxy } = await start((...args) => answers[args[1] % answers.length]?.(...args));
    const texts: string[] = [];
    for (const body of [{ taskParam: [1] }, { taskParam: [1] }, { taskParam: [1] }, { taskParam: [1] }, {}, "{"]) {
      const answer = await proxy.post("task/stopTask", body);
      texts.push(JSON.stringify([...answer.headers]), await answer.text());
    }
    texts.push(await (await fetch(`${proxy.origin}/healthz`)).text(), JSON.stringify(proxy.log));
    expect(proxy.log).toHaveLength(6);
    expect(texts.filter((text) => text.includes(accessKey))).toEqual([]);
  });
});

describe("the access log", () => {
  it("is one JSON line per operation, a warning for a failure", async () => {
    let lines = "";
    const log = createAccessLog({ write: (more) => (lines += more) });
    log({ operation: "getTaskList", status: 200, code: 200, ms: 3 });
    log({ operation: "stopTask", status: 502, problem: "upstream-reset", ms: 4 });
    await expect.poll(() => lines).toContain("stopTask");
    const [first, second] = lines
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(first).toMatchObject({ level: 30, operation: "getTaskList", status: 200, code: 200, ms: 3 });
    expect(second).toMatchObject({ level: 40, operation: "stopTask", problem: "upstream-reset" });
  });

  it("does not repeat an unknown operation's name", async () => {
    const { proxy } = await start();
    await proxy.post("task/injected");
    expect(proxy.log).toMatchObject([{ operation: "unknown", status: 404, problem: "unknown-operation" }]);
  });
});
