/** Behind a server in front, each client has limits of its own, and nobody can take the address of somebody else. */
import { expect, it, onTestFinished } from "vitest";
import { parseConfig } from "../../proxy/config";
import { createHttpServer } from "../../proxy/http/create-server";
import { closeServer, listenOnFreePort } from "../../proxy/testing/fake-farm";
import { openAccounts } from "../accounts/open-accounts";

const env = {
  RENDERDECK_DEMO_TASKS: "3",
  PUBLIC_ORIGIN: "https://render.example.com",
  // Nobody listens there: a try to sign in fails at once.
  RENDERDECK_OIDC_ISSUER: "http://127.0.0.1:9",
  RENDERDECK_OIDC_CLIENT_ID: "renderdeck",
  RENDERDECK_TRUSTED_PROXIES: "10.0.0.0/29",
  RENDERDECK_LIMIT_SIGN_INS: "2",
};

/** Starts the server. Returns a try to sign in by a peer that forwards for others. */
async function start() {
  const accounts = await openAccounts(
    parseConfig(env),
    {
      version: "t",
      log: { access: () => undefined, warn: () => undefined },
      limits: { readConnections: 8, writeConnections: 4 },
    },
    env,
  );
  const server = createHttpServer((incoming, outgoing) => {
    Object.defineProperty(incoming.socket, "remoteAddress", {
      value: incoming.headers["x-test-peer"],
      configurable: true,
    });
    accounts.requestListener(incoming, outgoing);
  }, accounts.headers);
  const origin = `http://127.0.0.1:${await listenOnFreePort(server)}`;
  onTestFinished(async () => {
    await closeServer(server);
    await accounts.close();
  });
  return async (peer: string, forwardedFor: string) => {
    const headers = { "x-test-peer": peer, "x-forwarded-for": forwardedFor };
    return (await fetch(`${origin}/api/sign-in`, { headers })).status;
  };
}

it("counts tries to sign in by the client that a listed server names", async () => {
  const tryFrom = await start();
  const tries = [
    await tryFrom("10.0.0.2", "203.0.113.7"),
    // What the client wrote itself stands to the left.
    await tryFrom("10.0.0.2", "198.51.100.1, 203.0.113.7"),
    await tryFrom("10.0.0.3", "198.51.100.2, 203.0.113.7, 10.0.0.2"),
  ];
  expect(tries).toEqual([502, 502, 429]);
  expect(await tryFrom("10.0.0.2", "203.0.113.8")).toBe(502);
  expect(await tryFrom("10.0.0.2", "203.0.113.7, 203.0.113.8")).toBe(502);
});

it("counts tries of any other peer by its own address, whatever it names", async () => {
  const tryFrom = await start();
  const tries = [
    await tryFrom("192.0.2.9", "203.0.113.7"),
    await tryFrom("192.0.2.9", "203.0.113.8, 10.0.0.2"),
    await tryFrom("192.0.2.9", "203.0.113.9"),
  ];
  expect(tries).toEqual([502, 502, 429]);
  expect(await tryFrom("10.0.0.2", "203.0.113.7")).toBe(502);
});
