import { createServer as createTcpServer } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { envelopeText, type FakeFarm, type RespondToRequest, startFakeFarm, succeed } from "../testing/fake-farm";
import { gate } from "../testing/gate";
import { startTestProxy, type TestOptions, type TestProxy } from "../testing/test-proxy";

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

/** A port that nothing listens on. */
async function closedPort(): Promise<number> {
  const farm = await startFakeFarm();
  await farm.close();
  return farm.port;
}

const stop = (proxy: TestProxy) => proxy.post("task/stopTask", { taskParam: [18278] });
const list = (proxy: TestProxy) => proxy.post("task/getTaskList", { pageNum: 1, pageSize: 2 });
const problem = async (answer: Promise<Response>) => {
  const response = await answer;
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  const body: unknown = await response.json();
  return { http: response.status, ...Object(body) };
};
const jsonOf = async (answer: Promise<Response>): Promise<unknown> => (await answer).json();

const failures: Record<string, RespondToRequest> = {
  reset: (response) => response.destroy(),
  "502 HTML": (response) => response.writeHead(502, { "content-type": "text/html" }).end("<html>Bad Gateway</html>"),
  "503": (response) => response.writeHead(503).end(),
  "cut short": (response) => {
    response.writeHead(200, { "content-length": "500" }).write('{"code":200,');
    response.destroy();
  },
};

describe("a request", () => {
  it("is signed for the farm and its answer relayed byte for byte", async () => {
    const text = `{"code":200, "data":{"big":9007199254740993,"x":1800.0},"serverTime":1}`;
    const { farm, proxy } = await start((response) => response.end(text));
    const answer = await proxy.post("common/addLabel", { newName: "镜头 😀 <b>&status=9", status: 1 });
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe(text);
    expect(farm.requests).toMatchObject([
      { path: "/api/render/common/addLabel", body: { newName: "镜头 😀 <b>&status=9", status: 1 } },
    ]);
  });

  it("names the farm's host as it is configured, which is what was signed", async () => {
    const { farm, proxy } = await start(undefined, { host: "LocalHost" });
    expect(await (await list(proxy)).json()).toMatchObject({ code: 200 });
    expect(farm.requests).toHaveLength(1);
  });

  it("leaves out what is undefined and keeps __proto__ out of the way", async () => {
    const { farm, proxy } = await start();
    await proxy.post("task/getTaskList", '{"pageNum":1,"pageSize":2,"searchKeyword":"__proto__"}');
    expect(farm.requests[0]?.body).toEqual({ pageNum: 1, pageSize: 2, searchKeyword: "__proto__" });
  });

  it("carries a fresh nonce in the documented range each time", async () => {
    const { farm, proxy } = await start();
    await Promise.all(Array.from({ length: 40 }, () => list(proxy)));
    const nonces = farm.requests.map(({ nonce }) => Number(nonce));
    expect(new Set(nonces).size).toBe(40);
    expect(Math.min(...nonces)).toBeGreaterThanOrEqual(100_000);
    expect(Math.max(...nonces)).toBeLessThanOrEqual(999_998);
  });

  it("of 100,000 frames passes", async () => {
    const { farm, proxy } = await start();
    const ids = Array.from({ length: 100_000 }, (_, index) => 10_000_000 + index);
    expect((await proxy.post("task/restartFrame", { taskId: 1, selectAll: 0, ids })).status).toBe(200);
    expect(farm.requests).toHaveLength(1);
  });
});

describe("a refusal by the farm", () => {
  it("is relayed as it is with HTTP 200, also when the farm said it with an HTTP error", async () => {
    const { proxy } = await start((response) => response.writeHead(503).end(envelopeText(601)));
    const answer = await stop(proxy);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ code: 601 });
    expect(proxy.log).toMatchObject([{ operation: "stopTask", status: 200, code: 601 }]);
  });
});

describe("a reply whose code is no whole number", () => {
  it.each(["null", '""', "true", "[200]", '"200.5"', "{}"])("is not understood: %s", async (code) => {
    const { farm, proxy } = await start((response) => response.end(`{"code":${code},"data":null}`));
    expect(await problem(stop(proxy))).toMatchObject({
      type: "urn:renderdeck:problem:upstream-bad-reply",
      certainty: "unknown",
    });
    expect(farm.requests).toHaveLength(1);
  });
});

describe("a failure of our own", () => {
  it("in a read changed nothing, and says so", async () => {
    const depth = 200_000;
    const nested = `{"code":200,"data":{"taskOverTime":${"[".repeat(depth)}${"]".repeat(depth)}}}`;
    const { proxy } = await start((response) => response.end(nested), { dialect: "current" });
    expect(await problem(proxy.post("user/queryUserSetting"))).toMatchObject({ http: 500, certainty: "not-sent" });
  });
});

describe("a write", () => {
  it.each(Object.entries(failures))("is sent exactly once: %s", async (_, answer) => {
    const { farm, proxy } = await start(answer);
    expect(await problem(stop(proxy))).toMatchObject({ http: 502, operation: "stopTask", certainty: "unknown" });
    expect(farm.requests).toHaveLength(1);
  });

  it("is sent exactly once when the farm hangs, and says that it may have been done", async () => {
    const { farm, proxy } = await start(() => undefined, { limits: { timeoutMs: 60 } });
    expect(await problem(stop(proxy))).toMatchObject({
      http: 504,
      type: "urn:renderdeck:problem:upstream-timeout",
      certainty: "unknown",
    });
    expect(farm.requests).toHaveLength(1);
  });

  it("that found nobody was not sent, and says so", async () => {
    const proxy = await startTestProxy(await closedPort());
    closing.push(proxy.close);
    expect(await problem(stop(proxy))).toMatchObject({
      http: 502,
      type: "urn:renderdeck:problem:upstream-unreachable",
      detail: "ECONNREFUSED",
      certainty: "not-sent",
    });
  });

  it("runs to its end when the client goes away", async () => {
    const arrived = gate();
    const released = gate();
    const { proxy } = await start((...args) => {
      arrived.open();
      void released.opened.then(() => succeed(...args));
    });
    const leaving = new AbortController();
    const headers = { "content-type": "application/json" };
    const body = JSON.stringify({ taskParam: [1] });
    const sent = fetch(`${proxy.origin}/api/render/task/stopTask`, {
      method: "POST",
      headers,
      body,
      signal: leaving.signal,
    });
    await arrived.opened;
    leaving.abort();
    await expect(sent).rejects.toThrow("aborted");
    released.open();
    await expect.poll(() => proxy.log).toMatchObject([{ operation: "stopTask", code: 200 }]);
  });
});

describe("a read", () => {
  it.each(Object.entries(failures))("is tried at most twice more: %s", async (_, answer) => {
    const { farm, proxy } = await start(answer);
    expect(await problem(list(proxy))).toMatchObject({ http: 502, certainty: "not-sent" });
    expect(farm.requests).toHaveLength(3);
  });

  it.each(Object.entries(failures))("succeeds when the farm recovers: %s", async (_, answer) => {
    const { farm, proxy } = await start((...args) => (args[1] < 3 ? answer(...args) : succeed(...args)));
    expect((await list(proxy)).status).toBe(200);
    expect(farm.requests).toHaveLength(3);
    expect(new Set(farm.requests.map(({ nonce }) => nonce)).size).toBe(3);
  });

  it.each<[string, RespondToRequest]>([
    ["HTML with 200", (response) => response.end("<html>")],
    ["truncated JSON", (response) => response.end('{"code":200,"data":{"items":[{"id":1')],
    ["JSON of another shape", (response) => response.end('{"status":"ok"}')],
    ["a redirect", (response) => response.writeHead(302, { location: "http://127.0.0.1:1/" }).end()],
    ["an empty reply", (response) => response.end()],
    ["500", (response) => response.writeHead(500).end("oops")],
  ])("is not tried again after %s", async (_, answer) => {
    const { farm, proxy } = await start(answer);
    expect(await problem(list(proxy))).toMatchObject({ http: 502, type: "urn:renderdeck:problem:upstream-bad-reply" });
    expect(farm.requests).toHaveLength(1);
  });

  it("is refused beyond the size cap instead of filling the memory", async () => {
    const { farm, proxy } = await start((response) => response.end(envelopeText(200, "x".repeat(20_000))), {
      limits: { maxReplyBytes: 10_000 },
    });
    expect(await problem(list(proxy))).toMatchObject({ http: 502, type: "urn:renderdeck:problem:upstream-too-large" });
    expect(farm.requests).toHaveLength(1);
  });

  it("is aborted upstream when the client goes away, and the proxy lives on", async () => {
    const arrived = gate();
    const closed = gate();
    const { proxy } = await start((response, nth, seen) => {
      if (nth > 1) return succeed(response, nth, seen);
      response.on("close", closed.open);
      return arrived.open();
    });
    const leaving = new AbortController();
    const headers = { "content-type": "application/json" };
    const path = `${proxy.origin}/api/render/user/queryUserSetting`;
    const sent = fetch(path, { method: "POST", headers, body: "{}", signal: leaving.signal });
    await arrived.opened;
    leaving.abort();
    await expect(sent).rejects.toThrow("aborted");
    await closed.opened;
    expect((await list(proxy)).status).toBe(200);
  });

  it("lives through a farm that does not speak HTTP", async () => {
    const noise = createTcpServer((socket) =>
      socket
        .on("error", () => undefined)
        .resume()
        .end("nonsense\r\n\r\n"),
    );
    const port = await new Promise<number>((resolve) => {
      noise.listen(0, "127.0.0.1", () => {
        const address = noise.address();
        resolve(typeof address === "object" && address ? address.port : 0);
      });
    });
    closing.push(() => new Promise((resolve) => noise.close(() => resolve())));
    const proxy = await startTestProxy(port);
    closing.push(proxy.close);
    expect(await problem(list(proxy))).toMatchObject({ http: 502, type: "urn:renderdeck:problem:upstream-reset" });
  });
});

/** Refuses what is signed more than 300 s off the farm's time, as the farm does. */
const windowed =
  (code: number): RespondToRequest =>
  (response, nth, seen) =>
    Math.abs(seen.timestamp * 1000 - Date.now()) > 300_000
      ? response.end(envelopeText(code))
      : succeed(response, nth, seen);

describe("a clock that is off", () => {
  const HOUR = 3_600_000;
  const late = { now: () => Date.now() - HOUR };

  it.each([610, 611])("is corrected after code %i and the request signed again once, a write too", async (code) => {
    const { farm, proxy } = await start(windowed(code), late);
    expect(await (await stop(proxy)).json()).toMatchObject({ code: 200 });
    expect(farm.requests).toHaveLength(2);
    expect(await (await stop(proxy)).json()).toMatchObject({ code: 200 });
    expect(farm.requests).toHaveLength(3);
    const clockOffsetMs = expect.toSatisfy((offset: number) => Math.abs(offset - HOUR) < 5000);
    expect(await jsonOf(fetch(`${proxy.origin}/healthz`))).toMatchObject({ clockOffsetMs });
  });

  it("is corrected for every request of a burst", async () => {
    const { proxy } = await start(windowed(610), late);
    const answers = await Promise.all(Array.from({ length: 6 }, () => jsonOf(stop(proxy))));
    expect(answers).toMatchObject(answers.map(() => ({ code: 200 })));
  });

  it("is corrected only once: a farm that keeps refusing is relayed", async () => {
    const { farm, proxy } = await start((response) =>
      response.end(envelopeText(610, null, Date.now() + HOUR * Math.random())),
    );
    expect(await (await stop(proxy)).json()).toMatchObject({ code: 610 });
    expect(farm.requests.length).toBeLessThanOrEqual(2);
  });

  it.each([610, 611])("is not blamed for code %i when it is right", async (code) => {
    const { farm, proxy } = await start((response) => response.end(envelopeText(code)));
    expect(await (await stop(proxy)).json()).toMatchObject({ code });
    expect(farm.requests).toHaveLength(1);
  });

  it.each(["1e999", "-5e15", "0", "1.5", '"soon"', "[1]"])("is not set by a time no clock shows: %s", async (time) => {
    const { farm, proxy } = await start((response, nth) =>
      response.end(nth === 1 ? `{"code":610,"serverTime":${time}}` : envelopeText(200)),
    );
    expect(await (await stop(proxy)).json()).toMatchObject({ code: 610 });
    expect(await (await stop(proxy)).json()).toMatchObject({ code: 200 });
    expect(farm.requests).toHaveLength(2);
    for (const { timestamp } of farm.requests) expect(Math.abs(timestamp * 1000 - Date.now())).toBeLessThan(5000);
  });

  it("does not hide a wrong key", async () => {
    const { farm, proxy } = await start(succeed, { key: "wrong" });
    expect(await (await list(proxy)).json()).toMatchObject({ code: 611 });
    expect(farm.requests).toHaveLength(0);
  });
});
