/** GET /api/connection of a whole server, in front of a farm that accepts or refuses its key. */
import { createServer } from "node:http";
import { describe, expect, it, onTestFinished } from "vitest";
import { parseConfig } from "../../proxy/config";
import {
  accessId,
  accessKey,
  closeServer,
  envelopeText,
  listenOnFreePort,
  startFakeFarm,
} from "../../proxy/testing/fake-farm";
import { openAccounts } from "../accounts/open-accounts";

const profile = { userName: "rayvision", zone: 1, rmbbalance: 5, hideBalance: 0 };

async function start(env: Record<string, string> = {}) {
  const farm = await startFakeFarm((response) => response.end(envelopeText(200, profile)));
  const app = await openAccounts(
    parseConfig({
      RENDERBUS_ACCESS_ID: accessId,
      RENDERBUS_ACCESS_KEY: accessKey,
      RENDERBUS_PROTOCOL: "http",
      RENDERBUS_DOMAIN: `127.0.0.1:${farm.port}`,
      ...env,
    }),
    {
      version: "t",
      log: { access: () => undefined, warn: () => undefined },
      limits: { readConnections: 4, writeConnections: 2 },
    },
    { RENDERDECK_DATA: ":memory:" },
  );
  const server = createServer(app.requestListener);
  const origin = `http://127.0.0.1:${await listenOnFreePort(server)}`;
  onTestFinished(async () => {
    await closeServer(server);
    await app.close();
    await farm.close();
  });
  return async (headers: Record<string, string> = {}) => {
    const response = await fetch(`${origin}/api/connection`, { headers });
    expect(response.status).toBe(200);
    const text = await response.text();
    expect(text).not.toContain(accessKey);
    expect(text).not.toContain(accessId);
    return JSON.parse(text);
  };
}

describe("the connection report", () => {
  it("names the account and what was tried on the server's own machine", async () => {
    const read = await start();
    expect(await read()).toMatchObject({
      prefix: "RENDERBUS_",
      dialect: "2018",
      tried: { protocol: "http", idStart: "AKID" },
      result: { kind: "connected", account: { userName: "rayvision", zone: 1, balance: 5 } },
    });
  });

  it("tells other machines the cause, but neither address nor id", async () => {
    const read = await start({ RENDERBUS_ACCESS_KEY: "wrong" });
    expect(await read({ "x-forwarded-for": "10.0.0.7" })).toMatchObject({
      tried: null,
      result: { kind: "failed", cause: "key", code: 611, detail: "code 611" },
    });
  });

  it("tells viewers no account", async () => {
    const read = await start({ READ_ONLY: "1" });
    expect(await read()).toMatchObject({ result: { kind: "connected", account: null } });
  });
});
