/** Instances of a server that tells each request its person, in front of a real OpenID provider. */

import { createServer } from "node:http";
import { onTestFinished } from "vitest";
import type { Route } from "../../../proxy/http/access";
import { createHttpServer } from "../../../proxy/http/create-server";
import { findPerson } from "../../../proxy/http/request-person";
import { createResponseHeaders } from "../../../proxy/http/response-headers";
import type { ServerEvent } from "../../../proxy/http/server-log";
import { noTrustedProxies } from "../../../proxy/http/trusted-proxies";
import { noRateLimits } from "../../../proxy/limits/rate-limits";
import { closeServer, listenOnFreePort } from "../../../proxy/testing/fake-farm";
import type { RoleChange } from "../../recorder/record-roles";
import { openStore, type Store } from "../../store/open-store";
import { IN_MEMORY } from "../../store/store-config";
import { openPeople } from "../open-people";
import { readPeopleConfig } from "../people-config";
import { TestBrowser } from "./test-browser";
import { clientId, clientSecret, startTestProvider } from "./test-provider";

export const sessionKey = "SENTINEL-session-key-of-the-tests-0123456789";
const callback = "/api/sign-in/callback";

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listenOnFreePort(server);
  await closeServer(server);
  return port;
}

export async function openMemoryStore(): Promise<Store> {
  const store = await openStore({ engine: "sqlite", path: IN_MEMORY });
  onTestFinished(() => store.close());
  return store;
}

type Options = { readonly env?: Readonly<Record<string, string>>; readonly instances?: number };

/** Starts the instances, which share a store and a session key. The clock moves only by `pass`. */
export async function startPeople({ env = {}, instances = 1 }: Options = {}) {
  let nowMs = Date.now();
  let registered: readonly Route[] = [];
  const events: ServerEvent[] = [];
  const roleChanges: RoleChange[] = [];
  const store = await openMemoryStore();
  const ports = await Promise.all(Array.from({ length: instances }, freePort));
  const origins = ports.map((port) => `http://127.0.0.1:${port}`);
  const provider = await startTestProvider(origins.map((origin) => `${origin}${callback}`));
  for (const [index, port] of ports.entries()) {
    const publicOrigins = [origins[index] ?? ""];
    const headers = createResponseHeaders({ publicOrigins });
    const log = { info: (event: ServerEvent) => events.push(event), warn: (event: ServerEvent) => events.push(event) };
    const people = readPeopleConfig(
      {
        RENDERDECK_OIDC_ISSUER: provider.issuer,
        RENDERDECK_OIDC_CLIENT_ID: clientId,
        RENDERDECK_OIDC_CLIENT_SECRET: clientSecret,
        RENDERDECK_MANAGER_GROUPS: "producers",
        RENDERDECK_OPERATOR_GROUPS: "artists,leads",
        RENDERDECK_SESSION_KEY: sessionKey,
        ...env,
      },
      { host: "127.0.0.1", publicOrigins, trustedProxies: noTrustedProxies },
    );
    const { guard, routes } = openPeople({
      config: { readOnly: false, publicOrigins },
      people,
      store,
      headers,
      underWay: { checkRunning: () => undefined, hold: () => () => undefined },
      rateLimits: noRateLimits,
      log,
      onRoleChange: (change) => roleChanges.push(change),
      now: () => nowMs,
    });
    registered = routes;
    const listener = guard((incoming, outgoing) => {
      outgoing.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(findPerson(incoming)));
    });
    const server = createHttpServer(listener, headers);
    await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", () => resolve()));
    onTestFinished(() => closeServer(server));
  }
  const [origin = "", other = ""] = origins;
  return {
    provider,
    store,
    events,
    roleChanges,
    origin,
    other,
    pass: (ms: number) => {
      nowMs += ms;
    },
    /** The person of a request of this browser; null: signed out. */
    personOf: async (browser: TestBrowser, at = origin) => (await browser.fetch(`${at}/api/any`)).json(),
    /** Signs in with a new browser. */
    signIn: async (browser = new TestBrowser(), page = "/tasks?q=dragon") => {
      const end = await browser.follow(`${origin}${page}`);
      return { browser, ...end };
    },
    callback: `${origin}${callback}`,
    routes: registered,
  };
}
