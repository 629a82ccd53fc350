import { createServer as createTcpServer } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { envelopeText, type Responder, respondWithSuccess, startFakeFarm } from "../testing/fake-farm";
import { createGate } from "../testing/gate";
import { startProxiedFarm } from "../testing/proxied-farm";
import { startTestProxy, type TestProxy } from "../testing/test-proxy";

/** A port without a listener. */
async function closedPort(): Promise<number> {
  const farm = await startFakeFarm();
  await farm.close();
  return farm.port;
}

const stopTask = (proxy: TestProxy) => proxy.post("task/stopTask", { taskParam: [18278] });
const listTasks = (proxy: TestProxy) => proxy.post("task/getTaskList", { pageNum: 1, pageSize: 2 });
const jsonOf = async (responding: Promise<Response>): Promise<unknown> => (await responding).json();

/** The problem in a response, with its HTTP status as `http`. */
async function problemOf(responding: Promise<Response>) {
  const response = await responding;
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  const problem: unknown = await response.json();
  return { http: response.status, ...Object(problem) };
}

const problemType = (name: string) => `urn:renderdeck:problem:${name}`;

/** POSTs an operation and returns a function that disconnects the client. */
function postAndLeave(proxy: TestProxy, operation: string, body: object) {
  const leaving = new AbortController();
  const responding = fetch(`${proxy.origin}/api/render/${operation}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    signal: leaving.signal,
  });
  return async () => {
    leaving.abort();
    await expect(responding).rejects.toThrow("aborted");
  };
}

const failures: Record<string, Responder> = {
  "a reset connection": (response) => response.destroy(),
  "HTML with 502": (response) =>
    response.writeHead(502, { "content-type": "text/html" }).end("<html>Bad Gateway</html>"),
  "an empty 503": (response) => response.writeHead(503).end(),
  "a truncated reply": (response) => {
    response.writeHead(200, { "content-length": "500" }).write('{"code":200,');
    response.destroy();
  },
};

describe("a forwarded request", () => {
  it("is signed, and the response is relayed byte for byte", async () => {
    const text = `{"code":200, "data":{"big":9007199254740993,"x":1800.0},"serverTime":1}`;
    const { farm, proxy } = await startProxiedFarm((response) => response.end(text));
    const response = await proxy.post("common/addLabel", { newName: "镜头 😀 <b>&status=9", status: 1 });
    expect(response.status).toBe(200);
    expect(await response.text()).toBe(text);
    expect(farm.requests).toMatchObject([
      { path: "/api/render/common/addLabel", body: { newName: "镜头 😀 <b>&status=9", status: 1 } },
    ]);
  });

  it("carries the configured host, which is the signed one", async () => {
    const { farm, proxy } = await startProxiedFarm(undefined, { host: "LocalHost" });
    expect(await jsonOf(listTasks(proxy))).toMatchObject({ code: 200 });
    expect(farm.requests).toHaveLength(1);
  });

  it("contains no undefined member and treats __proto__ as text", async () => {
    const { farm, proxy } = await startProxiedFarm();
    await proxy.post("task/getTaskList", '{"pageNum":1,"pageSize":2,"searchKeyword":"__proto__"}');
    expect(farm.requests[0]?.body).toEqual({ pageNum: 1, pageSize: 2, searchKeyword: "__proto__" });
  });

  it("carries a new nonce in the documented range", async () => {
    const { farm, proxy } = await startProxiedFarm();
    await Promise.all(Array.from({ length: 40 }, () => listTasks(proxy)));
    const nonces = farm.requests.map(({ nonce }) => Number(nonce));
    expect(new Set(nonces).size).toBe(40);
    expect(Math.min(...nonces)).toBeGreaterThanOrEqual(100_000);
    expect(Math.max(...nonces)).toBeLessThanOrEqual(999_998);
  });

  it("may name 100,000 frames", async () => {
    const { farm, proxy } = await startProxiedFarm();
    const ids = Array.from({ length: 100_000 }, (_, index) => 10_000_000 + index);
    expect((await proxy.post("task/restartFrame", { taskId: 1, selectAll: 0, ids })).status).toBe(200);
    expect(farm.requests).toHaveLength(1);
  });
});

describe("a refusal by the farm", () => {
  it("is relayed with HTTP 200, also if the farm uses an HTTP error", async () => {
    const { proxy } = await startProxiedFarm((response) => response.writeHead(503).end(envelopeText(601)));
    const response = await stopTask(proxy);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ code: 601 });
    expect(proxy.log).toMatchObject([{ operation: "stopTask", status: 200, code: 601 }]);
  });
});

describe("a reply without an integer code", () => {
  it.each(["null", '""', "true", "[200]", '"200.5"', "{}"])("is an invalid response: %s", async (code) => {
    const { farm, proxy } = await startProxiedFarm((response) => response.end(`{"code":${code},"data":null}`));
    expect(await problemOf(stopTask(proxy))).toMatchObject({
      type: problemType("upstream-bad-reply"),
      certainty: "unknown",
    });
    expect(farm.requests).toHaveLength(1);
  });
});

describe("a response in the current dialect", () => {
  it("is decoded and keeps the other members of the envelope", async () => {
    const data = { taskOverTimeSec: 46_800, taskOverTime: 1 };
    const { proxy } = await startProxiedFarm((response) => response.end(envelopeText(200, data, 1)), {
      dialect: "current",
    });
    expect(await jsonOf(proxy.post("user/queryUserSetting"))).toEqual({
      version: "1.0.0",
      result: true,
      message: "m",
      code: 200,
      serverTime: 1,
      data: { taskOverTimeSec: 46_800, taskOverTime: 13 },
    });
  });

  it("without data is decoded as null", async () => {
    const { proxy } = await startProxiedFarm((response) => response.end('{"code":200}'), { dialect: "current" });
    expect(await jsonOf(proxy.post("user/queryUserSetting"))).toEqual({ code: 200, data: null });
    expect(proxy.log).toMatchObject([{ code: 200 }]);
  });
});

describe("a write", () => {
  it.each(Object.entries(failures))("is sent exactly once: %s", async (_, respond) => {
    const { farm, proxy } = await startProxiedFarm(respond);
    expect(await problemOf(stopTask(proxy))).toMatchObject({ http: 502, operation: "stopTask", certainty: "unknown" });
    expect(farm.requests).toHaveLength(1);
  });

  it("is sent once if the farm never replies, and its certainty is unknown", async () => {
    const { farm, proxy } = await startProxiedFarm(() => undefined, { limits: { timeoutMs: 60 } });
    expect(await problemOf(stopTask(proxy))).toMatchObject({
      http: 504,
      type: problemType("upstream-timeout"),
      certainty: "unknown",
    });
    expect(farm.requests).toHaveLength(1);
  });

  it("to an unreachable farm is not-sent", async () => {
    const proxy = await startTestProxy(await closedPort());
    onTestFinished(proxy.close);
    expect(await problemOf(stopTask(proxy))).toMatchObject({
      http: 502,
      type: problemType("upstream-unreachable"),
      detail: "ECONNREFUSED",
      certainty: "not-sent",
    });
  });

  it("continues when the client disconnects", async () => {
    const arrived = createGate();
    const released = createGate();
    const { proxy } = await startProxiedFarm((...request) => {
      arrived.open();
      void released.opened.then(() => respondWithSuccess(...request));
    });
    const leave = postAndLeave(proxy, "task/stopTask", { taskParam: [1] });
    await arrived.opened;
    await leave();
    released.open();
    await expect.poll(() => proxy.log).toMatchObject([{ operation: "stopTask", code: 200 }]);
  });
});

describe("a read", () => {
  it.each(Object.entries(failures))("is retried at most twice: %s", async (_, respond) => {
    const { farm, proxy } = await startProxiedFarm(respond);
    expect(await problemOf(listTasks(proxy))).toMatchObject({ http: 502, certainty: "not-sent" });
    expect(farm.requests).toHaveLength(3);
  });

  it.each(Object.entries(failures))("succeeds when the farm recovers: %s", async (_, respond) => {
    const { farm, proxy } = await startProxiedFarm((...request) =>
      request[1] < 3 ? respond(...request) : respondWithSuccess(...request),
    );
    expect((await listTasks(proxy)).status).toBe(200);
    expect(farm.requests).toHaveLength(3);
    expect(new Set(farm.requests.map(({ nonce }) => nonce)).size).toBe(3);
  });

  it.each<[string, Responder]>([
    ["HTML with 200", (response) => response.end("<html>")],
    ["truncated JSON", (response) => response.end('{"code":200,"data":{"items":[{"id":1')],
    ["JSON that is not an envelope", (response) => response.end('{"status":"ok"}')],
    ["a redirect", (response) => response.writeHead(302, { location: "http://127.0.0.1:1/" }).end()],
    ["an empty reply", (response) => response.end()],
    ["HTTP 500", (response) => response.writeHead(500).end("oops")],
  ])("is not retried after %s", async (_, respond) => {
    const { farm, proxy } = await startProxiedFarm(respond);
    // Platforms have one path in both dialects: no reply to them is a sign of the other dialect.
    expect(await problemOf(proxy.post("common/queryPlatforms", { zone: 1 }))).toMatchObject({
      http: 502,
      type: problemType("upstream-bad-reply"),
    });
    expect(farm.requests).toHaveLength(1);
  });

  it("fails for a reply above the size limit", async () => {
    const { farm, proxy } = await startProxiedFarm((response) => response.end(envelopeText(200, "x".repeat(300_000))));
    expect(await problemOf(proxy.post("user/queryUserSetting"))).toMatchObject({
      http: 502,
      type: problemType("upstream-too-large"),
    });
    expect(farm.requests).toHaveLength(1);
  });

  it("is aborted at the farm when the client disconnects, and the proxy continues to work", async () => {
    const arrived = createGate();
    const closed = createGate();
    const { farm, proxy } = await startProxiedFarm((response, count, request) => {
      if (count > 1) return respondWithSuccess(response, count, request);
      response.on("close", closed.open);
      return arrived.open();
    });
    const leave = postAndLeave(proxy, "user/queryUserSetting", {});
    await arrived.opened;
    await leave();
    await closed.opened;
    const health = await jsonOf(fetch(`${proxy.origin}/healthz`));
    expect(health).toMatchObject({ upstream: { reachable: true } });
    expect(farm.requests.map(({ path }) => path)).toEqual([
      "/api/render/user/queryUserSetting",
      "/api/render/common/queryPlatforms",
    ]);
  });

  it("fails as a broken connection if the farm does not speak HTTP", async () => {
    const server = createTcpServer((socket) =>
      socket
        .on("error", () => undefined)
        .resume()
        .end("nonsense\r\n\r\n"),
    );
    const port = await new Promise<number>((resolve) => {
      server.listen(0, "127.0.0.1", () => {
        const address = server.address();
        resolve(typeof address === "object" && address ? address.port : 0);
      });
    });
    onTestFinished(() => new Promise((resolve) => server.close(() => resolve())));
    const proxy = await startTestProxy(port);
    onTestFinished(proxy.close);
    expect(await problemOf(listTasks(proxy))).toMatchObject({ http: 502, type: problemType("upstream-reset") });
  });
});

/** Refuses requests signed more than 300 s off the farm's time. */
const refuseWrongTime =
  (code: number): Responder =>
  (response, count, request) =>
    Math.abs(request.timestamp * 1000 - Date.now()) > 300_000
      ? response.end(envelopeText(code))
      : respondWithSuccess(response, count, request);

describe("a wrong clock", () => {
  const HOUR = 3_600_000;
  const anHourLate = { now: () => Date.now() - HOUR };

  it.each([610, 611])("is corrected after code %i and the request, a write too, is sent again", async (code) => {
    const { farm, proxy } = await startProxiedFarm(refuseWrongTime(code), anHourLate);
    expect(await jsonOf(stopTask(proxy))).toMatchObject({ code: 200 });
    expect(farm.requests).toHaveLength(2);
    expect(await jsonOf(stopTask(proxy))).toMatchObject({ code: 200 });
    expect(farm.requests).toHaveLength(3);
    const clockOffsetMs = expect.toSatisfy((offset: number) => Math.abs(offset - HOUR) < 5000);
    expect(await jsonOf(fetch(`${proxy.origin}/healthz`))).toMatchObject({ clockOffsetMs });
  });

  it("is corrected for all requests that are sent at the same time", async () => {
    const { proxy } = await startProxiedFarm(refuseWrongTime(610), anHourLate);
    const responses = await Promise.all(Array.from({ length: 6 }, () => jsonOf(stopTask(proxy))));
    expect(responses).toMatchObject(responses.map(() => ({ code: 200 })));
  });

  it("is corrected once per request: a farm whose time changes each time gets two requests", async () => {
    const { farm, proxy } = await startProxiedFarm((response, count) =>
      response.end(envelopeText(610, null, Date.now() + count * HOUR)),
    );
    expect(await jsonOf(stopTask(proxy))).toMatchObject({ code: 610 });
    expect(farm.requests).toHaveLength(2);
  });

  it.each([610, 611])("is not assumed after code %i if the farm's time is the same", async (code) => {
    const { farm, proxy } = await startProxiedFarm((response) => response.end(envelopeText(code)));
    expect(await jsonOf(stopTask(proxy))).toMatchObject({ code });
    expect(farm.requests).toHaveLength(1);
  });

  it.each(["1e999", "-5e15", "0", "1.5", '"soon"', "[1]"])("is not set to the invalid time %s", async (time) => {
    const { farm, proxy } = await startProxiedFarm((response, count) =>
      response.end(count === 1 ? `{"code":610,"serverTime":${time}}` : envelopeText(200)),
    );
    expect(await jsonOf(stopTask(proxy))).toMatchObject({ code: 610 });
    expect(await jsonOf(stopTask(proxy))).toMatchObject({ code: 200 });
    expect(farm.requests).toHaveLength(2);
    for (const { timestamp } of farm.requests) expect(Math.abs(timestamp * 1000 - Date.now())).toBeLessThan(5000);
  });

  it("does not hide a wrong key", async () => {
    const { farm, proxy } = await startProxiedFarm(respondWithSuccess, { key: "wrong" });
    expect(await jsonOf(listTasks(proxy))).toMatchObject({ code: 611 });
    expect(farm.requests).toHaveLength(0);
  });
});
