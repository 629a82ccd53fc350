/** Assembles what serves one farm account: the proxy, the collector with its live endpoint, and the demo farm if there is no account. */
import { createByteBudget } from "../proxy/byte-budget";
import type { Config, Environment, UpstreamConfig } from "../proxy/config";
import type { Route } from "../proxy/http/access";
import { createAddressOf } from "../proxy/http/client-address";
import { createHealthCheck, type Health, type OwnAccount } from "../proxy/http/health";
import {
  createRequestListener,
  createRoutes,
  type RequestListener,
  type RequestListenerOptions,
} from "../proxy/http/request-listener";
import { createResponseHeaders, type ResponseHeaders } from "../proxy/http/response-headers";
import type { ServerLog } from "../proxy/http/server-log";
import type { StaticFiles } from "../proxy/http/static-files";
import { createUnderWay, type UnderWay } from "../proxy/http/under-way";
import { createViewerFilter, hiddenAmountsOf } from "../proxy/http/viewer-filter";
import { checkConnection } from "../proxy/upstream/connection-check";
import { createForwarder, type ForwarderLimits, type UpstreamAttempt } from "../proxy/upstream/forwarder";
import { queueReads } from "../proxy/upstream/read-queue";
import { shareReads } from "../proxy/upstream/share-reads";
import { addAccountsRoute, createSummary, type Summaries, type Summarise } from "./accounts/account-summary";
import { createFarmTime } from "./collector/farm-time";
import { observeFrames } from "./collector/observe-frames";
import { observeResponses } from "./collector/observe-responses";
import { observeTasks } from "./collector/observe-tasks";
import { openCollector } from "./collector/open-collector";
import { addConnectionRoute } from "./connection/connection-route";
import { type ConnectionTest, createConnectionTest } from "./connection/connection-test";
import { startDemoFarm } from "./demo-farm";
import { addHistoryRoutes } from "./history/history-routes";
import { createInstance } from "./instances/instance";
import { type OpenLimits, openLimits } from "./limits/open-limits";
import { addLiveRoutes } from "./live/live-routes";
import { createLiveTasks } from "./live/live-tasks";
import { createServedList } from "./live/served-list";
import { type Metrics, ONLY_ACCOUNT } from "./metrics/metrics";
import { addOpenApiRoute } from "./openapi-route";
import { addMeRoute, type SignInState } from "./people/me-route";
import { openPictures } from "./pictures/open-pictures";
import { addPictureRoutes } from "./pictures/picture-routes";
import { type Memory, openMemory } from "./recorder/open-memory";
import type { OwnWrite } from "./recorder/record-refusals";
import type { ResourceLimits } from "./resource-limits";
import type { Store } from "./store/open-store";
import { storeConfigOf } from "./store/store-config";
import { followSeen } from "./team/follow-seen";
import { addPresenceRoute } from "./team/presence-route";
import { openPresence } from "./team/share-presence";
import { createTeamBoard } from "./team/team-board";
import { addTeamRoutes } from "./team/team-routes";
import { highestRole } from "./tokens/open-tokens";
import { addTokenRoutes, tokenWrites } from "./tokens/token-routes";

export type RunningApp = {
  /** For requests whose person is known (proxy/http/identify.ts). */
  readonly requestListener: RequestListener;
  readonly routes: readonly Route[];
  readonly headers: ResponseHeaders;
  readonly underWay: UnderWay;
  readonly rateLimits: OpenLimits;
  readonly mode: "live" | "demo";
  readonly upstream: UpstreamConfig;
  readonly memory: Memory;
  readonly health: () => Promise<Health>;
  readonly summarise: Summarise;
  readonly connection: ConnectionTest;
  readonly close: () => Promise<void>;
};

export type AppOptions = {
  readonly version: string;
  readonly log: Pick<ServerLog, "access" | "warn">;
  readonly limits: Pick<ResourceLimits, "readConnections" | "writeConnections"> & Partial<ForwarderLimits>;
  /** Absent in development, where Vite serves the page. */
  readonly staticFiles?: (headers: ResponseHeaders) => StaticFiles;
  /** The name of the client build; absent in development. */
  readonly build?: string | undefined;
  /** How people sign in; absent: not at all. */
  readonly signIn?: SignInState | undefined;
  /** Absent: nobody asks for them. */
  readonly metrics?: Metrics | undefined;
  /** What this account shares with others of the same server; absent: it is the only one. */
  readonly shared?: {
    readonly accounts: OwnAccount;
    /** Of the account's variables. */
    readonly prefix: string;
    readonly underWay: UnderWay;
    readonly rateLimits: OpenLimits;
    readonly store: Store;
    readonly summaries: Summaries;
  };
};

/** The configured account's farm, or a new demo farm if no account is configured. */
async function openUpstream({ upstream, dialect }: Config, env: Environment) {
  if (upstream) return { mode: "live", upstream, close: async () => undefined } as const;
  return { mode: "demo", ...(await startDemoFarm(env, dialect)) } as const;
}

/** Starts everything except the listening socket. `close` ends the upstream connections and the demo farm. */
export async function createApp(
  config: Config,
  { version, log, limits, staticFiles, build, signIn, metrics, shared }: AppOptions,
  env: Environment = process.env,
): Promise<RunningApp> {
  const { mode, upstream, close: closeUpstream } = await openUpstream(config, env);
  const budget = createByteBudget();
  const accountName = shared?.accounts.own ?? ONLY_ACCOUNT;
  const onAttempt = metrics && ((attempt: UpstreamAttempt) => metrics.upstream(accountName, attempt));
  const forwarder = createForwarder(upstream, { limits, budget, onAttempt });
  const headers = createResponseHeaders(config, build);
  const addressOf = createAddressOf(config.trustedProxies);
  const underWay =
    shared?.underWay ?? createUnderWay({ read: limits.readConnections, write: limits.writeConnections }, addressOf);
  const viewerFilter = createViewerFilter(forwarder.forward, config.viewersSeeMoney);
  const hiddenAmounts = hiddenAmountsOf(viewerFilter);
  const rateLimits =
    shared?.rateLimits ??
    openLimits({
      limits: config.limits,
      store: storeConfigOf(env, { isDemo: mode === "demo" }),
      addressOf,
      log,
      onReached: metrics?.limitReached,
    });
  const report = (error: unknown) => log.warn({ event: "recording-error", detail: String(error) });
  const farmTime = createFarmTime();
  const memory = await openMemory(storeConfigOf(env, { isDemo: mode === "demo" }), upstream, {
    forward: forwarder.forward,
    report,
    onLateAction: ({ requestId, person, operation, targets, outcome, code }) =>
      log.warn({ event: "audit-waits", requestId, person: person.id, operation, targets, outcome, code }),
    shared: shared?.store,
    now: farmTime.now,
    onStoreUse: metrics?.storeUse,
  });
  const pictures = openPictures(upstream, {
    forward: forwarder.forward,
    store: memory.store.config,
    env,
    onFailure: (error) => log.warn({ event: "pictures-not-kept", detail: String(error) }),
  });
  const list = createServedList();
  const { collector, frameWatch } = openCollector(list, {
    forward: forwarder.forward,
    farmTime,
    onError: (error) => log.warn({ event: "collector-error", detail: String(error) }),
  });
  const board = createTeamBoard(memory.account.team, farmTime.now);
  const onTeam = () => void board.refresh();
  onTeam();
  const presence = openPresence(memory);
  const onHere = presence.onMessage;
  const instance = createInstance({ ...memory, list, collector, report, farmTime, onTeam, onHere });
  const live = createLiveTasks(list, instance, {
    onAnswer: metrics && ((kind) => metrics.live(accountName, kind)),
    memory: {
      ...memory,
      // Nobody records what an instance sees that is alone.
      events: () => (instance.role() === "alone" ? null : memory.events()),
    },
    board,
  });
  memory.follow(list);
  followSeen(list, {
    store: memory.account.team,
    board,
    isInCharge: () => instance.role() !== "follows",
    now: farmTime.now,
  });
  await instance.start();
  const history = () => list.history();
  metrics?.addAccount(accountName, { history, collector: instance.state, role: instance.role, now: Date.now });
  if (!shared) metrics?.setStore({ health: () => memory.store.health(), now: Date.now });
  const context = { host: upstream.domain, mode, readOnly: config.readOnly, version, accounts: shared?.accounts };
  const check = createHealthCheck(forwarder, context);
  const health = async () => ({
    ...(await check()),
    instance: instance.role(),
    collector: instance.state(),
    history: await memory.store.health(),
  });
  const connection = createConnectionTest(() => checkConnection(upstream, { prefix: shared?.prefix }));
  let ownWrites: ReadonlyMap<string, OwnWrite> = new Map();
  const listenerOptions: RequestListenerOptions = {
    config,
    forwarder: {
      ...forwarder,
      forward: shareReads(
        observeResponses(
          queueReads(forwarder.forward, limits.readConnections),
          [
            observeTasks(list, instance),
            observeFrames(frameWatch, () => instance.role() !== "follows"),
            ...memory.observers,
          ],
          report,
        ),
      ),
    },
    viewerFilter,
    headers,
    health,
    underWay,
    rateLimits,
    budget,
    log: log.access,
    onWrite: memory.recordWrite,
    async onForbidden(incoming, route, problem) {
      const write = ownWrites.get(route);
      if (write) await memory.recordRefusal({ incoming, write, problem });
    },
    addRoutes(app) {
      if (shared) addAccountsRoute(app, shared.summaries, headers);
      addMeRoute(app, headers, signIn);
      addOpenApiRoute(app, headers);
      addTokenRoutes(app, {
        tokens: memory.store.tokens,
        headers,
        publicOrigins: config.publicOrigins,
        maxRole: highestRole(config),
        record: (action) => memory.account.recordAction(action),
      });
      addLiveRoutes(app, live, { headers, hiddenAmounts });
      const ofTasks = {
        headers,
        publicOrigins: config.publicOrigins,
        mayExist: (id: number) => !list.history().isComplete || list.history().nodes.has(id),
      };
      const teamWrites = addTeamRoutes(app, { ...ofTasks, store: memory.account.team, board, now: farmTime.now });
      ownWrites = new Map([...teamWrites, ...tokenWrites]);
      addPresenceRoute(app, { ...ofTasks, presence });
      addConnectionRoute(app, connection, headers);
      addPictureRoutes(app, pictures, headers);
      addHistoryRoutes(app, { account: memory.account, headers, hiddenAmounts, now: farmTime.now });
    },
    ...(staticFiles ? { staticFiles: staticFiles(headers) } : {}),
  };
  const routes = createRoutes(listenerOptions);
  return {
    requestListener: createRequestListener(listenerOptions, routes),
    routes: routes.routes,
    headers,
    underWay,
    rateLimits,
    mode,
    upstream,
    memory,
    health,
    connection,
    summarise: createSummary({ list, state: instance.state, memory, hiddenAmounts }, farmTime.now),
    async close() {
      board.stop();
      presence.stop();
      await instance.stop();
      await memory.store.close();
      if (!shared) await rateLimits.close();
      await forwarder.close();
      await pictures.close();
      await closeUpstream();
    },
  };
}
