/** The whole server in front of the demo farm over HTTP. */
import { createServer } from "node:http";
import { answerRequest } from "../../mocks/farm/answer";
import { createFarm, type FarmOptions } from "../../mocks/farm/farm";
import { createFaults } from "../../mocks/faults";
import { startUpstream } from "../../mocks/upstream";
import { endpoints, type OperationName } from "../protocol/endpoints";
import { parseConfig } from "../proxy/config";
import { type Identify, openIdentity, withIdentity } from "../proxy/http/identify";
import { closeServer, listenOnFreePort } from "../proxy/testing/fake-farm";
import { type AppOptions, createApp } from "../server/create-app";
import { openTokens } from "../server/tokens/open-tokens";

const account = { accessId: "AKIDlive", accessKey: "SENTINEL-live-key" };
const options: AppOptions = {
  version: "test",
  log: { access: () => undefined, warn: () => undefined },
  limits: { readConnections: 8, writeConnections: 8 },
};

export type LiveFarmOptions = {
  readonly farm?: Partial<Omit<FarmOptions, "now">>;
  readonly env?: Readonly<Record<string, string>>;
  readonly app?: Partial<AppOptions>;
  /** Who sends a request; default: nobody signs in. */
  readonly identify?: Identify;
  /** The farm's port; default: a free one. */
  readonly farmPort?: number;
};

/** A demo farm over HTTP. Its clock moves only by `pass`. */
export async function openTestFarm(farmOptions: Partial<Omit<FarmOptions, "now">> = {}, port = 0, key = account) {
  let nowMs = Date.now();
  const farm = createFarm({ seed: 1, tasks: 20, ...farmOptions, now: () => nowMs });
  const faults = createFaults();
  const upstream = await startUpstream({ farm, ...key, faults, port });
  /** Sends an operation to the farm as another client. */
  const elsewhere = (name: OperationName, body: object) => answerRequest(farm, name, body);
  return {
    farm,
    faults,
    farmPort: upstream.port,
    /** Requests that the farm received. */
    requests: upstream.requests,
    pictureRequests: upstream.pictureRequests,
    elsewhere,
    pass: (seconds: number) => {
      nowMs += seconds * 1000;
    },
    /** The farm's clock, epoch ms. */
    nowMs: () => nowMs,
    /** Top-level ids of the farm's own list. */
    farmIds: () => farm.jobs.filter(({ deleted }) => !deleted).map(({ id }) => id),
    close: () => upstream.close(),
  };
}

/** The whole server in front of the farm on a port of this machine. */
export async function openTestServer({
  farmPort,
  env = {},
  app: appOptions = {},
  identify,
}: Pick<LiveFarmOptions, "env" | "app" | "identify"> & { readonly farmPort: number }) {
  const config = parseConfig({
    RENDERBUS_DOMAIN: `127.0.0.1:${farmPort}`,
    RENDERBUS_PROTOCOL: "http",
    RENDERBUS_ACCESS_ID: account.accessId,
    RENDERBUS_ACCESS_KEY: account.accessKey,
    ...env,
  });
  const app = await createApp(
    config,
    { ...options, ...appOptions },
    env["DATABASE_URL"] ? env : { RENDERDECK_DATA: ":memory:", ...env },
  );
  const { guard, followRoles } = openTokens({
    ...options,
    ...app,
    config,
    tokens: app.memory.store.tokens,
    isOpen: identify === undefined,
  });
  const identified = withIdentity(followRoles(app.requestListener), identify ?? openIdentity(config.readOnly));
  const server = createServer(guard(app.requestListener, identified));
  const origin = `http://127.0.0.1:${await listenOnFreePort(server)}`;
  return {
    origin,
    memory: app.memory,
    routes: app.routes,
    get: (path: string, headers: Record<string, string> = {}) => fetch(`${origin}${path}`, { headers }),
    post: (name: OperationName, body: object) =>
      fetch(`${origin}${endpoints[name].path}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      }),
    close: async () => {
      await closeServer(server);
      await app.close();
    },
  };
}

/** Starts all of it on free ports. */
export async function openLiveFarm({ farm: farmOptions, env, app, identify, farmPort }: LiveFarmOptions = {}) {
  const farm = await openTestFarm(farmOptions, farmPort);
  const server = await openTestServer({
    farmPort: farm.farmPort,
    ...(env ? { env } : {}),
    ...(app ? { app } : {}),
    ...(identify ? { identify } : {}),
  });
  return {
    ...farm,
    ...server,
    close: async () => {
      await server.close();
      await farm.close();
    },
  };
}
