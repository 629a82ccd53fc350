import { createServer } from "node:http";
import { describe, expect, it, onTestFinished } from "vitest";
import { parseConfig } from "../proxy/config";
import { openIdentity, withIdentity } from "../proxy/http/identify";
import { accessKey, closeServer, listenOnFreePort, startFakeFarm } from "../proxy/testing/fake-farm";
import { createApp } from "./create-app";

const log = { access: () => undefined, warn: () => undefined };
const options = { version: "v1", log, limits: { readConnections: 4, writeConnections: 2 } };
const demoEnv = { RENDERDECK_DATA: ":memory:", RENDERDECK_DEMO_TASKS: "3", RENDERDECK_DEMO_FRAMES: "0" };

/** Starts a proxy with the given environment on a free port. */
async function start(env: Record<string, string>) {
  const config = parseConfig(env);
  const proxy = await createApp(config, options, { ...demoEnv, ...env });
  const server = createServer(withIdentity(proxy.requestListener, openIdentity(config.readOnly)));
  const origin = `http://127.0.0.1:${await listenOnFreePort(server)}`;
  onTestFinished(async () => {
    await closeServer(server);
    await proxy.close();
  });
  return { proxy, health: async () => (await fetch(`${origin}/healthz`)).json() };
}

describe("createApp", () => {
  it("uses the demo farm without an account", async () => {
    const { proxy, health } = await start({ RENDERBUS_DIALECT: "current", READ_ONLY: "1" });
    expect(proxy.mode).toBe("demo");
    expect(await health()).toMatchObject({
      status: "ok",
      mode: "demo",
      readOnly: true,
      version: "v1",
      dialect: "current",
      upstream: { host: proxy.upstream.domain, reachable: true },
    });
  });

  it("uses the farm of the configured account", async () => {
    const farm = await startFakeFarm();
    onTestFinished(farm.close);
    const { proxy, health } = await start({
      RENDERBUS_ACCESS_ID: "id",
      RENDERBUS_ACCESS_KEY: accessKey,
      RENDERBUS_PROTOCOL: "http",
      RENDERBUS_DOMAIN: `127.0.0.1:${farm.port}`,
    });
    expect(proxy.mode).toBe("live");
    expect(await health()).toMatchObject({ status: "ok", mode: "live", upstream: { reachable: true } });
    expect(farm.requests.map(({ path }) => path.split("/").at(-1))).toContain("queryPlatforms");
  });

  it("closes the demo farm", async () => {
    const proxy = await createApp(parseConfig({}), options, demoEnv);
    await proxy.close();
    await expect(fetch(`http://${proxy.upstream.domain}/`)).rejects.toThrow("fetch failed");
  });
});
