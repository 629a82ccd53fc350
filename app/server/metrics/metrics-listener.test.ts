import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { ConfigError } from "../../proxy/config";
import { createHttpServer } from "../../proxy/http/create-server";
import { createResponseHeaders } from "../../proxy/http/response-headers";
import { Secret } from "../../proxy/signing/secret";
import { closeServer, listenOnFreePort } from "../../proxy/testing/fake-farm";
import { rawRequest } from "../../proxy/testing/raw-request";
import { metricsConfigOf } from "./metrics-config";
import { createMetricsListener, type MetricsListenerOptions, withMetrics } from "./metrics-listener";

const secret = new Secret("sentinel-of-sixteen-letters");
const metrics = { text: async () => "figures 1\n", contentType: "text/plain; version=0.0.4" };

async function start(options: Pick<MetricsListenerOptions, "secret" | "publicOrigins">): Promise<string> {
  const headers = createResponseHeaders({ publicOrigins: [] });
  const listener = withMetrics(
    (_, outgoing) => outgoing.writeHead(204).end(),
    createMetricsListener({ metrics, headers, ...options }),
  );
  const server = createHttpServer(
    options.publicOrigins ? listener : createMetricsListener({ metrics, headers, ...options }),
    headers,
  );
  onTestFinished(() => closeServer(server));
  return `http://127.0.0.1:${await listenOnFreePort(server)}`;
}

const ask = async (origin: string, headers: Record<string, string> = {}, path = "/metrics", method = "GET") =>
  rawRequest(origin, { path, method, headers });

it("answers callers on this machine and those with the secret on the server's port, and nobody else", async () => {
  const origin = await start({ secret, publicOrigins: ["https://render.example.com"] });
  const remote = { host: "render.example.com", "x-forwarded-for": "10.0.0.1" };
  const local = await ask(origin);
  expect(local).toMatchObject({ status: 200, text: "figures 1\n" });
  expect(local.headers).toMatchObject({ "content-type": metrics.contentType, "cache-control": "no-store" });
  expect((await ask(origin, remote)).status).toBe(404);
  expect((await ask(origin, { ...remote, authorization: `Bearer ${secret.reveal()}` })).status).toBe(200);
  for (const authorization of ["Bearer ", "Bearer [redacted]", secret.reveal(), "Basic x"])
    expect((await ask(origin, { ...remote, authorization })).status).toBe(404);
  expect((await ask(origin, { host: "evil.example", authorization: `Bearer ${secret.reveal()}` })).status).toBe(421);
});

it("leaves every other path to the server", async () => {
  const origin = await start({ secret: null, publicOrigins: [] });
  expect((await ask(origin, {}, "/metricsx")).status).toBe(204);
  expect((await ask(origin, {}, "/metrics?x=1")).status).toBe(200);
  expect((await ask(origin, {}, "/metrics", "POST")).status).toBe(404);
  expect(await ask(origin, {}, "/metrics", "HEAD")).toMatchObject({ status: 200, text: "" });
});

it("answers on a port of its own without a secret if there is none, and only with it if there is one", async () => {
  const open = await start({ secret: null, publicOrigins: null });
  const remote = { host: "renderdeck-0.internal:9464", "x-forwarded-for": "10.0.0.1" };
  expect((await ask(open, remote)).status).toBe(200);
  expect((await ask(open, remote, "/healthz")).status).toBe(404);
  const closed = await start({ secret, publicOrigins: null });
  expect((await ask(closed)).status).toBe(404);
  expect((await ask(closed, { ...remote, authorization: `Bearer ${secret.reveal()}` })).status).toBe(200);
});

it("reads where to serve them from the environment, and refuses what cannot be", () => {
  const folder = mkdtempSync(join(tmpdir(), "renderdeck-metrics-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  expect(metricsConfigOf({ RENDERDECK_METRICS_PORT: "9464" })).toBeNull();
  expect(metricsConfigOf({ RENDERDECK_METRICS: "1" })).toEqual({ port: null, secret: null });
  const named = { RENDERDECK_METRICS: "1", RENDERDECK_METRICS_SECRET_FILE: file("secret", "sixteen letters!\n") };
  expect(metricsConfigOf({ ...named, RENDERDECK_METRICS_PORT: " 9464 " })?.port).toBe(9464);
  expect(metricsConfigOf(named)?.secret?.reveal()).toBe("sixteen letters!");
  for (const wrong of [
    { RENDERDECK_METRICS: "yes" },
    { RENDERDECK_METRICS: "1", RENDERDECK_METRICS_PORT: "70000" },
    { RENDERDECK_METRICS: "1", RENDERDECK_METRICS_SECRET_FILE: join(folder, "none") },
    { RENDERDECK_METRICS: "1", RENDERDECK_METRICS_SECRET_FILE: file("short", "abc") },
  ])
    expect(() => metricsConfigOf(wrong)).toThrow(ConfigError);
});
