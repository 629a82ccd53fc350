import { expect, it, onTestFinished } from "vitest";
import { ConfigError } from "../../proxy/config";
import { createHttpServer } from "../../proxy/http/create-server";
import { createResponseHeaders } from "../../proxy/http/response-headers";
import { closeServer, listenOnFreePort } from "../../proxy/testing/fake-farm";
import { rawRequest } from "../../proxy/testing/raw-request";
import { drainMsOf } from "./drain-config";
import { withProbes } from "./probes";

async function start() {
  let isReady = true;
  const headers = createResponseHeaders({ publicOrigins: [] });
  const listener = withProbes((_, outgoing) => outgoing.writeHead(418).end(), {
    publicOrigins: ["https://render.example.com"],
    headers,
    isReady: () => isReady,
  });
  const server = createHttpServer(listener, headers);
  onTestFinished(() => closeServer(server));
  const origin = `http://127.0.0.1:${await listenOnFreePort(server)}`;
  const statusOf = async (path: string, host = "10.1.2.3:8080", method = "GET") =>
    (await rawRequest(origin, { path, method, headers: { host } })).status;
  return { statusOf, stop: () => (isReady = false) };
}

it("is alive and ready until it stops, and then alive only", async () => {
  const { statusOf, stop } = await start();
  expect([await statusOf("/livez"), await statusOf("/readyz")]).toEqual([200, 200]);
  stop();
  expect([await statusOf("/livez"), await statusOf("/readyz")]).toEqual([200, 503]);
  expect(await statusOf("/readyz", "render.example.com", "HEAD")).toBe(503);
});

it("answers no foreign host, no other method and no other path", async () => {
  const { statusOf } = await start();
  expect(await statusOf("/livez", "evil.example")).toBe(421);
  expect(await statusOf("/livez", "localhost", "POST")).toBe(404);
  expect(await statusOf("/livez/x")).toBe(418);
  expect(await statusOf("/livez?verbose")).toBe(200);
});

it("reads the time for balancers from the environment", () => {
  expect(drainMsOf({})).toBe(0);
  expect(drainMsOf({ RENDERDECK_DRAIN_SECONDS: " 5 " })).toBe(5000);
  for (const text of ["x", "61", "-1", "1.5"])
    expect(() => drainMsOf({ RENDERDECK_DRAIN_SECONDS: text })).toThrow(ConfigError);
});
