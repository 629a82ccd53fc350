import { describe, expect, it } from "vitest";
import { capabilityNames } from "../../protocol/capabilities";
import { envelopeText } from "../testing/fake-farm";
import { startProxiedFarm } from "../testing/proxied-farm";
import { rawRequest } from "../testing/raw-request";
import type { TestProxy } from "../testing/test-proxy";
import { dialects } from "../upstream/dialects";
import type { Forwarder, LastContact } from "../upstream/forwarder";
import { createHealthCheck } from "./health";

const healthOf = async (proxy: TestProxy) => (await fetch(`${proxy.origin}/healthz`)).json();

describe("GET /healthz", () => {
  it("sends one probe to the farm and reports it for 15 s", async () => {
    let now = Date.now();
    const { farm, proxy } = await startProxiedFarm(undefined, { now: () => now });
    expect(await healthOf(proxy)).toEqual({
      mode: "live",
      readOnly: false,
      clockOffsetMs: 0,
      version: "t",
      status: "ok",
      dialect: "2018",
      capabilities: ["framePictures"],
      upstream: {
        host: `127.0.0.1:${farm.port}`,
        reachable: true,
        refusedCode: null,
        latencyMs: expect.any(Number),
        checkedAt: now,
      },
    });
    now += 14_999;
    await Promise.all([healthOf(proxy), healthOf(proxy)]);
    expect(farm.requests).toHaveLength(1);
    now += 1;
    await Promise.all([healthOf(proxy), healthOf(proxy)]);
    expect(farm.requests.map(({ path }) => path)).toEqual(Array(2).fill("/api/render/common/queryPlatforms"));
  });

  it.each([
    ["a forwarded address", { "x-forwarded-for": "10.0.0.7" }],
    ["a forwarded request", { forwarded: "for=10.0.0.7" }],
    ["the host name of a server in front", { host: "render.example.com" }],
    ["an address of the network", { host: "192.168.1.20:8080" }],
  ])("tells other machines neither version, farm nor clock: %s", async (_, headers) => {
    const { proxy } = await startProxiedFarm(undefined, { config: { publicOrigins: ["https://render.example.com"] } });
    const { status, text } = await rawRequest(proxy.origin, { path: "/healthz", headers });
    expect(status).toBe(200);
    expect(JSON.parse(text)).toEqual({
      mode: "live",
      readOnly: false,
      status: "ok",
      dialect: "2018",
      capabilities: ["framePictures"],
      upstream: { reachable: true, refusedCode: null, latencyMs: expect.any(Number), checkedAt: expect.any(Number) },
    });
  });

  it.each(["localhost:8080", "127.0.0.1", "[::1]:80"])("tells everything to this machine: %s", async (host) => {
    const { proxy } = await startProxiedFarm();
    const { text } = await rawRequest(proxy.origin, { path: "/healthz", headers: { host } });
    expect(JSON.parse(text)).toMatchObject({ version: "t", clockOffsetMs: 0, upstream: { host: expect.any(String) } });
  });

  it("sends no probe shortly after an operation", async () => {
    const { farm, proxy } = await startProxiedFarm();
    await proxy.post("user/queryUserSetting");
    expect(await healthOf(proxy)).toMatchObject({ status: "ok" });
    expect(farm.requests).toHaveLength(1);
  });

  it("is degraded with HTTP 200 while the farm is unreachable", async () => {
    const { farm, proxy } = await startProxiedFarm();
    await farm.close();
    const response = await fetch(`${proxy.origin}/healthz`);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ status: "degraded", upstream: { reachable: false } });
  });

  it("reports a farm that refuses the probe as reachable", async () => {
    const { proxy } = await startProxiedFarm((response) => response.end(envelopeText(403)));
    expect(await healthOf(proxy)).toMatchObject({ status: "ok", upstream: { reachable: true, refusedCode: null } });
  });

  it.each([602, 608, 611])("is degraded while the farm refuses the account with code %i", async (code) => {
    const { proxy } = await startProxiedFarm((response) => response.end(envelopeText(code)));
    expect(await healthOf(proxy)).toMatchObject({
      status: "degraded",
      upstream: { reachable: true, refusedCode: code },
    });
  });

  it("reports the current dialect with its capabilities", async () => {
    const { proxy } = await startProxiedFarm(undefined, { dialect: "current" });
    expect(await healthOf(proxy)).toMatchObject({ dialect: "current", capabilities: capabilityNames });
  });
});

/** A forwarder whose probes the test counts; each one sets `contact` to the next of `contacts`. */
function setup(contacts: (LastContact | Error | null)[]) {
  const probes: unknown[][] = [];
  let contact: LastContact | null = null;
  const forwarder: Forwarder = {
    dialect: dialects["2018"],
    forward: async (...probe) => {
      const next = contacts[probes.push(probe) - 1];
      if (next instanceof Error) throw next;
      contact = next ?? null;
      return { code: 200, body: "" };
    },
    lastContact: () => contact,
    clockOffsetMs: () => 1234.6,
    close: async () => undefined,
  };
  const context = { host: "h", mode: "demo", readOnly: true, version: "v" } as const;
  return { probes, health: createHealthCheck(forwarder, context, () => 100_000) };
}

describe("createHealthCheck", () => {
  const fresh = { isReachable: true, refusedCode: null, latencyMs: 7, checkedAtMs: 99_000 };

  it("probes without retries and for at most 3 s", async () => {
    const { probes, health } = setup([fresh]);
    expect(await health()).toMatchObject({ clockOffsetMs: 1235, upstream: { latencyMs: 7, checkedAt: 99_000 } });
    expect(probes).toEqual([["queryPlatforms", { zone: 1 }, { maxRetries: 0, timeoutMs: 3000, isProbe: true }]]);
  });

  it("reports unknown reachability if the probe fails without a contact, and probes again", async () => {
    const { probes, health } = setup([new Error("internal"), fresh]);
    const unknown = { host: "h", reachable: null, latencyMs: null, checkedAt: null };
    expect(await health()).toMatchObject({ status: "ok", upstream: unknown });
    expect(await health()).toMatchObject({ status: "ok", upstream: { reachable: true } });
    expect(probes).toHaveLength(2);
  });

  it("shares one probe between simultaneous requests", async () => {
    const { probes, health } = setup([fresh]);
    await Promise.all([health(), health()]);
    expect(probes).toHaveLength(1);
  });
});
