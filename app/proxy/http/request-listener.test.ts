import { describe, expect, it } from "vitest";
import { accessKey, envelopeText, type Responder } from "../testing/fake-farm";
import { startProxiedFarm } from "../testing/proxied-farm";
import { rawRequest } from "../testing/raw-request";
import type { TestProxy } from "../testing/test-proxy";

describe("a request without a valid address", () => {
  it.each([
    { path: "/tasks", headers: { host: "a@127.0.0.1" } },
    { path: "http://[", headers: {} },
  ])("is the problem bad-address: %j", async (request) => {
    const { proxy } = await startProxiedFarm();
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

describe("a path outside of the operations", () => {
  it.each(["/nothing", "/api/other", "/api/render"])("is the problem not-found without a page: %s", async (path) => {
    const { proxy } = await startProxiedFarm();
    const response = await fetch(proxy.origin + path);
    expect(await response.json()).toEqual({
      type: "urn:renderdeck:problem:not-found",
      title: "There is no page at this address",
      status: 404,
      certainty: "not-sent",
      requestId: response.headers.get("x-request-id"),
    });
    expect(response.status).toBe(404);
  });

  it("is an internal problem if its handler throws", async () => {
    const { proxy } = await startProxiedFarm(undefined, {
      staticFiles: () => () => {
        throw new Error("disk on fire");
      },
    });
    const response = await fetch(`${proxy.origin}/tasks`);
    expect(response.status).toBe(500);
    expect(await response.json()).toMatchObject({ type: "urn:renderdeck:problem:internal", certainty: "not-sent" });
  });
});

describe("every response", () => {
  const requests: [string, (proxy: TestProxy) => Promise<Response>][] = [
    ["an envelope", (proxy) => proxy.post("user/queryUserSetting")],
    ["a problem", (proxy) => proxy.post("task/stopTask", {})],
    ["a refused method", (proxy) => fetch(`${proxy.origin}/api/render/task/stopTask`)],
    ["an unknown path", (proxy) => fetch(`${proxy.origin}/nothing`)],
    ["health", (proxy) => fetch(`${proxy.origin}/healthz`)],
  ];

  it.each(requests)("has the security headers and is not cached: %s", async (_, send) => {
    const { proxy } = await startProxiedFarm();
    const { headers } = await send(proxy);
    expect(Object.fromEntries(headers)).toMatchObject({
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cross-origin-resource-policy": "same-origin",
      "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
      "cache-control": "no-store",
    });
    expect(headers.has("strict-transport-security")).toBe(false);
  });

  it("requires TLS for a year if the public origin uses TLS", async () => {
    const { proxy } = await startProxiedFarm(undefined, { config: { publicOrigins: ["https://render.example.com"] } });
    expect((await fetch(`${proxy.origin}/healthz`)).headers.get("strict-transport-security")).toBe(
      "max-age=31536000; includeSubDomains",
    );
  });
});

describe("the access key", () => {
  it("is in no response, header or log line", async () => {
    const responders: Responder[] = [
      (response) => response.end(envelopeText(200)),
      (response) => response.end(envelopeText(611)),
      (response) => response.writeHead(500).end("x"),
      (response) => response.destroy(),
    ];
    const { proxy } = await startProxiedFarm((...request) => responders[request[1] % responders.length]?.(...request));
    const texts: string[] = [];
    for (const body of [{ taskParam: [1] }, { taskParam: [1] }, { taskParam: [1] }, { taskParam: [1] }, {}, "{"]) {
      const response = await proxy.post("task/stopTask", body);
      texts.push(JSON.stringify([...response.headers]), await response.text());
    }
    texts.push(await (await fetch(`${proxy.origin}/healthz`)).text(), JSON.stringify(proxy.log));
    expect(proxy.log).toHaveLength(6);
    expect(texts.filter((text) => text.includes(accessKey))).toEqual([]);
  });
});
