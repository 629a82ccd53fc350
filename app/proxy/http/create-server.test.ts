import { describe, expect, it } from "vitest";
import { startProxiedFarm } from "../testing/proxied-farm";
import { rawRequest } from "../testing/raw-request";
import { openSocket, operationBytes } from "../testing/raw-socket";
import { serverTimes } from "./create-server";

const securityHeaders = [
  "x-content-type-options: nosniff",
  "referrer-policy: no-referrer",
  "cross-origin-resource-policy: same-origin",
  "content-security-policy: default-src 'none'; frame-ancestors 'none'",
  "cache-control: no-store",
];

/** Sends bytes on a new connection and returns what comes back until the server ends it. */
async function exchange(origin: string, bytes: string): Promise<string> {
  const { send, received } = await openSocket(origin);
  send(bytes);
  return received();
}

describe("a response that Node's parser causes", () => {
  it.each([
    ["no HTTP", "nonsense\r\n\r\n", 400, "bad-request"],
    ["an invalid header", "GET / HTTP/1.1\r\nhost: 127.0.0.1\r\nbad header: x\r\n\r\n", 400, "bad-request"],
    [
      "two lengths",
      "POST / HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nx",
      400,
      "bad-request",
    ],
    [
      "large headers",
      `GET / HTTP/1.1\r\nhost: 127.0.0.1\r\nx: ${"x".repeat(20_000)}\r\n\r\n`,
      431,
      "headers-too-large",
    ],
    ["no Host", "GET / HTTP/1.1\r\nconnection: close\r\n\r\n", 400, "bad-address"],
    [
      "an unknown expectation",
      "GET / HTTP/1.1\r\nhost: 127.0.0.1\r\nexpect: miracle\r\nconnection: close\r\n\r\n",
      417,
      "expectation-failed",
    ],
  ])("has the security headers and is a problem: %s", async (_, bytes, status, name) => {
    const { proxy } = await startProxiedFarm();
    const text = await exchange(proxy.origin, bytes);
    expect(text).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    for (const header of securityHeaders) expect(text).toContain(header);
    expect(JSON.parse(text.split("\r\n\r\n").at(-1) ?? "")).toMatchObject({
      type: `urn:renderdeck:problem:${name}`,
      status,
    });
  });

  it("is not written into another response", async () => {
    const { farm, proxy } = await startProxiedFarm((response) => response.end('{"code":200}'));
    const text = await exchange(
      proxy.origin,
      `${operationBytes("user/queryUserSetting", {})}${operationBytes("user/queryUserSetting", {})}nonsense\r\n\r\n`,
    );
    expect(farm.requests.length).toBeLessThanOrEqual(2);
    expect(text).not.toMatch(/\{[^}]*HTTP\/1\.1/);
  });
});

describe("a slow request", () => {
  const short = { headersTimeout: 100, requestTimeout: 200, connectionsCheckingInterval: 50 };

  it.each([
    ["headers", "POST /api/render/task/stopTask HTTP/1.1\r\nhost: 127.0.0.1\r\n"],
    ["a body", operationBytes("task/stopTask", { taskParam: [1] }).slice(0, -3)],
  ])("ends with 408 after the time limit: %s", async (_, bytes) => {
    const { farm, proxy } = await startProxiedFarm(undefined, { times: short });
    const text = await exchange(proxy.origin, bytes);
    expect(text).toMatch(/^HTTP\/1.1 408 /);
    expect(text).toContain("urn:renderdeck:problem:request-timeout");
    for (const header of securityHeaders) expect(text).toContain(header);
    expect(farm.requests).toEqual([]);
  });

  it("takes at most 30 s in production", () => {
    expect(serverTimes.requestTimeout + serverTimes.connectionsCheckingInterval).toBeLessThanOrEqual(30_000);
    expect(serverTimes.headersTimeout).toBeLessThanOrEqual(serverTimes.requestTimeout);
  });
});

describe("an unused connection", () => {
  it("stays open for longer than balancers keep theirs, 75 s", () => {
    expect(serverTimes.keepAliveTimeout).toBeGreaterThan(75_000);
  });

  it("gets its lifetime in the header Keep-Alive", async () => {
    const { proxy } = await startProxiedFarm();
    const { headers } = await rawRequest(proxy.origin, {
      path: "/healthz",
      headers: { connection: "keep-alive" },
    });
    expect(headers["keep-alive"]).toBe("timeout=90");
  });
});

describe("the Host header", () => {
  it.each([
    ["the same twice", ["host: 127.0.0.1", "host: 127.0.0.1"]],
    ["two different", ["host: 127.0.0.1", "Host: evil.example"]],
    ["none", []],
  ])("must be exactly one: %s", async (_, hosts) => {
    const { farm, proxy } = await startProxiedFarm();
    const operation = operationBytes("task/stopTask", { taskParam: [1] }, ["connection: close"]);
    for (const bytes of [operation, "GET /healthz HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n"]) {
      const text = await exchange(
        proxy.origin,
        bytes.replace("host: 127.0.0.1\r\n", hosts.map((h) => `${h}\r\n`).join("")),
      );
      expect(text).toMatch(/^HTTP\/1.1 400 /);
      expect(text).toContain("problem:bad-address");
    }
    expect(farm.requests).toEqual([]);
  });
});
