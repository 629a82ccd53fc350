import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FakeFarm, startFakeFarm } from "../testing/fake-farm";
import { rawRequest } from "../testing/raw-request";
import { startTestProxy, type TestProxy } from "../testing/test-proxy";

let farm: FakeFarm;
let proxy: TestProxy;
let behindTls: TestProxy;

beforeAll(async () => {
  farm = await startFakeFarm();
  proxy = await startTestProxy(farm.port);
  behindTls = await startTestProxy(farm.port, { config: { publicOrigins: ["https://render.example.com"] } });
});
afterAll(async () => {
  await Promise.all([proxy.close(), behindTls.close()]);
  await farm.close();
});

type Custom = { method?: string; path?: string; headers?: Record<string, string>; body?: string };

/** Sends a valid request, changed by `custom`. */
function raw(
  to: TestProxy,
  { path = "/api/render/user/queryUserSetting", body = "{}", headers, ...rest }: Custom = {},
) {
  const good = { "content-type": "application/json", "content-length": String(Buffer.byteLength(body)) };
  return rawRequest(to.origin, { method: "POST", path, body, ...rest, headers: { ...good, ...headers } });
}

const post = (to: TestProxy, operation: string, body: unknown = {}) =>
  raw(to, { path: `/api/render/${operation}`, body: typeof body === "string" ? body : JSON.stringify(body) });

/** Status, type and certainty of a refusal, and how many requests reached the farm. */
async function refusalOf(responding: Promise<{ status: number; text: string }>): Promise<unknown> {
  const before = farm.requests.length;
  const { status, text } = await responding;
  const { type, certainty } = JSON.parse(text);
  return { status, type, certainty, sent: farm.requests.length - before };
}

const refused = (status: number, problem: string) => ({
  status,
  type: `urn:renderdeck:problem:${problem}`,
  certainty: "not-sent",
  sent: 0,
});

describe("the host check", () => {
  it.each(["evil.example", "localhost.evil.example:8080", "127.0.0.1.evil.example"])("refuses %s", async (host) => {
    expect(await refusalOf(raw(proxy, { headers: { host } }))).toEqual(refused(421, "bad-host"));
    expect(await refusalOf(raw(proxy, { method: "GET", path: "/healthz", headers: { host }, body: "" }))).toEqual(
      refused(421, "bad-host"),
    );
  });

  it.each(["localhost:8080", "127.0.0.1", "[::1]:5173", "192.168.1.20:8080"])("accepts %s", async (host) => {
    expect(await raw(proxy, { headers: { host } })).toMatchObject({ status: 200 });
  });

  it("accepts the host of a public origin only if it is configured", async () => {
    const headers = { host: "render.example.com", origin: "https://render.example.com" };
    expect(await raw(behindTls, { headers })).toMatchObject({ status: 200 });
    expect(await refusalOf(raw(proxy, { headers }))).toEqual(refused(421, "bad-host"));
  });

  it("accepts a public origin if the server in front changes the Host header", async () => {
    expect(
      await raw(behindTls, { headers: { host: "127.0.0.1:8080", origin: "https://render.example.com" } }),
    ).toMatchObject({ status: 200 });
  });
});

describe("the origin check", () => {
  it.each([
    { origin: "https://evil.example" },
    { origin: "null" },
    { origin: "http://127.0.0.1:1" },
    { origin: "http://localhost" },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
    { "sec-fetch-site": "none" },
  ])("refuses %o", async (headers) => {
    expect(await refusalOf(raw(proxy, { headers }))).toEqual(refused(403, "cross-site"));
  });

  it("accepts requests of the page", async () => {
    const headers = { origin: proxy.origin, "sec-fetch-site": "same-origin" };
    expect(await raw(proxy, { headers })).toMatchObject({ status: 200 });
  });

  it("accepts its own address as an HTTPS origin", async () => {
    const origin = proxy.origin.replace("http:", "https:");
    expect(await raw(proxy, { headers: { origin } })).toMatchObject({ status: 200 });
  });

  it("refuses preflights", async () => {
    const response = await fetch(`${proxy.origin}/api/render/task/stopTask`, { method: "OPTIONS" });
    expect(response.status).toBe(405);
    expect([...response.headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
  });
});

describe("the check of method and media type", () => {
  it.each(["GET", "PUT", "DELETE", "PATCH"])("refuses %s", async (method) => {
    const body = method === "GET" ? "" : "{}";
    expect(await refusalOf(raw(proxy, { method, body }))).toEqual(refused(405, "method-not-allowed"));
  });

  it.each([
    "text/plain",
    "application/x-www-form-urlencoded",
    "",
    "application/json; charset=latin1",
    "application/jsonp",
    "text/application/json",
  ])("refuses the media type %j", async (type) => {
    expect(await refusalOf(raw(proxy, { headers: { "content-type": type } }))).toEqual(
      refused(415, "unsupported-media-type"),
    );
  });

  it("refuses a compressed body", async () => {
    expect(await refusalOf(raw(proxy, { headers: { "content-encoding": "gzip" } }))).toEqual(
      refused(415, "unsupported-media-type"),
    );
  });

  it("accepts application/json with the charset UTF-8", async () => {
    for (const type of ["application/json; charset=utf-8", 'application/json;charset="UTF-8" ', "Application/JSON"])
      expect(await raw(proxy, { headers: { "content-type": type } })).toMatchObject({ status: 200 });
  });
});

describe("the operation check", () => {
  it.each([
    "task/noSuchThing",
    "task/__proto__",
    "task/constructor",
    "task/toString",
    "common/stopTask",
    "task/stopTask%00",
    "task/STOPTASK",
  ])("refuses %s", async (operation) => {
    expect(await refusalOf(post(proxy, operation))).toEqual(refused(404, "unknown-operation"));
  });

  it("refuses a path that is not of an operation", async () => {
    expect(await refusalOf(raw(proxy, { path: "/api/render/task/stopTask/more" }))).toEqual(
      refused(404, "unknown-operation"),
    );
    expect(await refusalOf(raw(proxy, { path: "/api/other" }))).toEqual(refused(404, "not-found"));
  });
});

describe("the body check", () => {
  it("refuses more than 2 MB by Content-Length", async () => {
    const body = `{"taskParam":[${"1,".repeat(1_000_001)}1]}`;
    expect(await refusalOf(post(proxy, "task/stopTask", body))).toEqual(refused(413, "body-too-large"));
  });

  it("accepts exactly 2 MB of a write, and 50 kB of a read", async () => {
    const write = '{"taskParam":[1]}'.padEnd(2_000_000);
    expect((await post(proxy, "task/stopTask", write)).status).toBe(200);
    expect(await refusalOf(post(proxy, "task/stopTask", `${write} `))).toEqual(refused(413, "body-too-large"));
    const body = "{}".padEnd(50_000);
    expect(await raw(proxy, { body })).toMatchObject({ status: 200 });
    expect(await refusalOf(raw(proxy, { body: `${body} ` }))).toEqual(refused(413, "body-too-large"));
  });

  it("refuses a body without a length", async () => {
    const headers = { "transfer-encoding": "chunked", "content-type": "application/json" };
    const sent = rawRequest(proxy.origin, {
      method: "POST",
      path: "/api/render/user/queryUserSetting",
      headers,
      body: "{}",
    });
    expect(await refusalOf(sent)).toEqual(refused(411, "length-required"));
  });

  it.each(["", "{", "{}{}", "nonsense"])("refuses %j as JSON", async (body) => {
    expect(await refusalOf(raw(proxy, { body }))).toEqual(refused(400, "invalid-json"));
  });

  it.each([
    ["task/stopTask", {}],
    ["task/stopTask", []],
    ["task/stopTask", { taskParam: [] }],
    ["task/stopTask", { taskParam: ["1"] }],
    ["task/stopTask", { taskParam: [1.5] }],
    ["task/stopTask", { taskParam: [1], platform: 9 }],
    ["task/stopTask", { taskParam: [1], nonce: "1" }],
    ["task/stopTask", '{"taskParam":[1],"__proto__":{"a":1}}'],
    ["task/stopTask", '{"taskParam":[1],"constructor":1}'],
    ["user/queryUserSetting", "null"],
  ])("refuses %s with %j by its schema", async (operation, body) => {
    expect(await refusalOf(post(proxy, operation, body))).toEqual(refused(422, "invalid-request"));
  });

  it("names the invalid member without its value", async () => {
    const response = await proxy.post("task/stopTask", { taskParam: [1, "SENTINEL"] });
    const text = await response.text();
    expect(JSON.parse(text).errors).toEqual([{ path: "taskParam.1", code: "invalid_type" }]);
    expect(text).not.toContain("SENTINEL");
  });

  it("refuses a lone surrogate, which no UTF-8 encodes", async () => {
    expect(await refusalOf(post(proxy, "common/addLabel", '{"newName":"\\ud800","status":1}'))).toEqual(
      refused(400, "invalid-json"),
    );
  });
});

describe("a read-only server", () => {
  it("refuses writes and answers reads", async () => {
    const readOnly = await startTestProxy(farm.port, { config: { readOnly: true } });
    expect(await refusalOf(post(readOnly, "task/stopTask", { taskParam: [1] }))).toEqual(refused(403, "read-only"));
    expect(await refusalOf(post(readOnly, "user/updateUserSetting", { taskOverTime: 24 }))).toEqual(
      refused(403, "read-only"),
    );
    expect((await readOnly.post("user/queryUserSetting")).status).toBe(200);
    await readOnly.close();
  });
});
