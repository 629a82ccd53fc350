/** Unusual replies of the farm: compressed, with a byte order mark, too large, too early, contradictory, with an impossible time. */
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { envelopeText, type Responder, respondWithSuccess } from "../testing/fake-farm";
import { startProxiedFarm } from "../testing/proxied-farm";
import type { TestProxy } from "../testing/test-proxy";

const read = (proxy: TestProxy) => proxy.post("user/queryUserSetting");
const write = (proxy: TestProxy) => proxy.post("task/stopTask", { taskParam: [1] });
const problem = (name: string) => `urn:renderdeck:problem:${name}`;

/** Responds with a body of the given HTTP status and headers. */
const reply =
  (body: string | Buffer, status = 200, headers: Record<string, string> = {}): Responder =>
  (response) =>
    response.writeHead(status, headers).end(body);

const sized = (bytes: number) => reply(envelopeText(200, "x".repeat(bytes)));
const busy = (retryAfter?: string) => reply("slow down", 429, retryAfter ? { "retry-after": retryAfter } : {});

const MARK = "\ufeff";

describe("a reply with a byte order mark", () => {
  it.each(["2018", "current"] as const)("is read in the dialect %s, and the mark is not relayed", async (dialect) => {
    const { proxy } = await startProxiedFarm(reply(MARK + envelopeText(200, { a: 1 })), { dialect });
    const response = await read(proxy);
    expect(response.status).toBe(200);
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(JSON.parse(bytes.toString("utf8"))).toMatchObject({ code: 200, data: { a: 1 } });
  });

  it("loses only one mark at the start", async () => {
    const { proxy } = await startProxiedFarm(reply(envelopeText(200, MARK)));
    expect(await (await read(proxy)).json()).toMatchObject({ data: MARK });
    const { proxy: other } = await startProxiedFarm(reply(MARK + MARK + envelopeText(200)));
    expect(await (await read(other)).json()).toMatchObject({ type: problem("upstream-bad-reply") });
  });
});

describe("a compressed reply", () => {
  const gzip = { "content-encoding": "gzip" };

  it.each(["gzip", "x-gzip", "GZIP"])("is requested and read: %s", async (encoding) => {
    const body = gzipSync(envelopeText(200, { text: "镜头" }));
    let accepted: unknown;
    const { proxy } = await startProxiedFarm((response) => {
      accepted = response.req.headers["accept-encoding"];
      response.writeHead(200, { "content-encoding": encoding }).end(body);
    });
    const response = await read(proxy);
    expect(await response.json()).toMatchObject({ data: { text: "镜头" } });
    expect(response.headers.get("content-encoding")).toBeNull();
    expect(accepted).toBe("gzip");
  });

  it("that contains a refusal with an HTTP error is a refusal", async () => {
    const { proxy } = await startProxiedFarm(reply(gzipSync(envelopeText(601)), 400, gzip));
    expect(await (await write(proxy)).json()).toMatchObject({ code: 601 });
  });

  it("that grows above the limit of its operation is too large", async () => {
    const { proxy } = await startProxiedFarm(reply(gzipSync(Buffer.alloc(100_000_000, " ")), 200, gzip));
    expect(await (await read(proxy)).json()).toMatchObject({ type: problem("upstream-too-large") });
  });

  it.each([
    ["truncated", gzipSync(envelopeText(200)).subarray(0, 40)],
    ["not compressed", Buffer.from(envelopeText(200))],
    ["empty", Buffer.alloc(0)],
  ])("that is %s is not valid, and a write is unknown", async (_, body) => {
    const { farm, proxy } = await startProxiedFarm(reply(body, 200, gzip));
    expect(await (await write(proxy)).json()).toMatchObject({
      type: problem("upstream-bad-reply"),
      certainty: "unknown",
    });
    expect(farm.requests).toHaveLength(1);
  });
});

describe("a reply above the limit of its operation", () => {
  it.each([
    ["a setting", "user/queryUserSetting", {}, 300_000],
    ["a page of tasks", "task/getTaskList", { pageNum: 1, pageSize: 100 }, 6_000_000],
    ["a page of frames", "task/queryTaskFrames", { taskId: 1, pageNum: 1, pageSize: 100 }, 2_000_000],
  ])("is too large: %s", async (_, operation, body, bytes) => {
    const { farm, proxy } = await startProxiedFarm(sized(bytes));
    expect(await (await proxy.post(operation, body)).json()).toMatchObject({
      type: problem("upstream-too-large"),
      certainty: "not-sent",
    });
    expect(farm.requests).toHaveLength(1);
  });

  it("of a write is unknown", async () => {
    const { proxy } = await startProxiedFarm(sized(300_000));
    expect(await (await write(proxy)).json()).toMatchObject({
      type: problem("upstream-too-large"),
      certainty: "unknown",
    });
  });

  it("is relayed below it: a task with 1,500 layers", async () => {
    const { proxy } = await startProxiedFarm(sized(5_000_000));
    expect((await proxy.post("task/getTaskList", { pageNum: 1, pageSize: 100 })).status).toBe(200);
  });
});

describe("HTTP 429", () => {
  it("is passed on with the time of the next try", async () => {
    const { farm, proxy } = await startProxiedFarm(busy("30"));
    const response = await read(proxy);
    expect(response.status).toBe(429);
    expect(response.headers.get("retry-after")).toBe("30");
    expect(await response.json()).toMatchObject({
      type: problem("too-many-requests"),
      retryAfterSeconds: 30,
      certainty: "not-sent",
    });
    expect(farm.requests).toHaveLength(1);
  });

  it("without a time is not retried", async () => {
    const { farm, proxy } = await startProxiedFarm(busy());
    const response = await read(proxy);
    expect(response.headers.get("retry-after")).toBeNull();
    expect(await response.json()).not.toHaveProperty("retryAfterSeconds");
    expect(farm.requests).toHaveLength(1);
  });

  it("with a short time is retried, but only for a read", async () => {
    const { farm, proxy } = await startProxiedFarm((...request) =>
      request[1] % 2 === 1 ? busy("0")(...request) : respondWithSuccess(...request),
    );
    expect((await read(proxy)).status).toBe(200);
    expect(farm.requests).toHaveLength(2);
    expect(await (await write(proxy)).json()).toMatchObject({ type: problem("too-many-requests") });
    expect(farm.requests).toHaveLength(3);
  });

  it("with the farm's own refusal is that refusal", async () => {
    const { proxy } = await startProxiedFarm(reply(envelopeText(601), 429));
    expect(await (await read(proxy)).json()).toMatchObject({ code: 601 });
  });
});

describe("an envelope of success with an HTTP error", () => {
  it.each([500, 502, 400, 403, 302])("is no success: HTTP %i", async (status) => {
    const { farm, proxy } = await startProxiedFarm(reply(envelopeText(200), status));
    expect(await (await write(proxy)).json()).toMatchObject({
      type: problem("upstream-bad-reply"),
      certainty: "unknown",
      upstreamStatus: status,
    });
    expect(farm.requests).toHaveLength(1);
    expect(await (await read(proxy)).json()).toMatchObject({
      type: problem("upstream-bad-reply"),
      certainty: "not-sent",
    });
  });

  it("is a success with HTTP 201", async () => {
    const { proxy } = await startProxiedFarm(reply(envelopeText(200), 201));
    expect(await (await write(proxy)).json()).toMatchObject({ code: 200 });
  });
});

describe("a refused signature with an impossible time", () => {
  it.each([1, 9e15, 1e300, Date.UTC(2010, 0), Date.UTC(2050, 0)])(
    "is passed on and does not correct the clock: %d",
    async (time) => {
      const { farm, proxy } = await startProxiedFarm((...request) =>
        request[1] === 1 ? reply(envelopeText(610, null, time))(...request) : respondWithSuccess(...request),
      );
      const response = await write(proxy);
      expect([response.status, await response.json()]).toMatchObject([
        502,
        { type: problem("upstream-wrong-clock"), certainty: "not-sent", detail: `Code 610, serverTime ${time}` },
      ]);
      expect(farm.requests).toHaveLength(1);
      const health = await (await fetch(`${proxy.origin}/healthz`)).json();
      expect(health).toMatchObject({ clockOffsetMs: 0 });
      expect((await write(proxy)).status).toBe(200);
      for (const { timestamp } of farm.requests) expect(Math.abs(timestamp * 1000 - Date.now())).toBeLessThan(60_000);
    },
  );
});
