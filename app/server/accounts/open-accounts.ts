/** Serves every configured farm account: one at the root of the server, several below /accounts/<name>/. */
import type { Config, Environment, UpstreamConfig } from "../../proxy/config";
import type { Route } from "../../proxy/http/access";
import { createAddressOf, isLocal } from "../../proxy/http/client-address";
import { Problem } from "../../proxy/http/problem";
import { problemBody, requestIdHeader, requestIdOf } from "../../proxy/http/request-id";
import type { RequestListener } from "../../proxy/http/request-listener";
import { createResponseHeaders, type ResponseHeaders } from "../../proxy/http/response-headers";
import type { ServerLog } from "../../proxy/http/server-log";
import { createUnderWay, type UnderWay } from "../../proxy/http/under-way";
import type { ConnectionTest } from "../connection/connection-test";
import { type AppOptions, createApp, type RunningApp } from "../create-app";
import { openLimits } from "../limits/open-limits";
import { openPeople, type PeopleOptions, signInStateOf } from "../people/open-people";
import { type PeopleConfig, readPeopleConfig } from "../people/people-config";
import type { RoleChange } from "../recorder/record-roles";
import { openStore } from "../store/open-store";
import { storeConfigOf } from "../store/store-config";
import { openTokens } from "../tokens/open-tokens";
import { destinationOf } from "./account-paths";
import type { Summaries } from "./account-summary";

export type Farm = {
  readonly title?: string;
  readonly upstream: UpstreamConfig;
  readonly connection: ConnectionTest;
};

export type RunningAccounts = {
  readonly requestListener: RequestListener;
  /** Of each account, apart from operations. */
  readonly routes: readonly Route[];
  readonly headers: ResponseHeaders;
  readonly underWay: UnderWay;
  readonly mode: "live" | "demo";
  /** Other machines may do everything. */
  readonly insecure: boolean;
  /** The farm of each account; `title`: its name if there are several. */
  readonly farms: readonly Farm[];
  readonly close: () => Promise<void>;
};

export type AccountsOptions = Omit<AppOptions, "shared" | "signIn"> & {
  readonly log: AppOptions["log"] & Partial<Pick<ServerLog, "info">>;
};

const withInfo = ({ info = () => undefined, warn }: AccountsOptions["log"]) => ({ info, warn });

/** Identifies every request before `listener` gets it: by its token, else by what signs people in. */
function guard(
  listener: RequestListener,
  { log, ...options }: Omit<PeopleOptions, "log"> & Pick<AccountsOptions, "log">,
): Pick<RunningAccounts, "requestListener" | "routes"> {
  const { config, people, store, headers } = options;
  const isOpen = people.signIn.kind === "none";
  const tokens = openTokens({ config, tokens: store.tokens, isOpen, headers, log });
  const signedIn = openPeople({ ...options, log: withInfo(log) });
  const requestListener = tokens.guard(listener, signedIn.guard(tokens.followRoles(listener)));
  return { requestListener, routes: signedIn.routes };
}

/** Starts everything except the listening socket. Rejects as createApp does, and then leaves nothing open. */
export async function openAccounts(
  config: Config,
  options: AccountsOptions,
  env: Environment = process.env,
): Promise<RunningAccounts> {
  const people = readPeopleConfig(env, config);
  const signIn = signInStateOf(people);
  if (config.accounts.length === 0) {
    const app = await createApp(config, { ...options, signIn }, env);
    const guarded = guard(app.requestListener, {
      ...app,
      config,
      people,
      store: app.memory.store,
      log: options.log,
      onRoleChange: (change) => void app.memory.recordRole(change),
    });
    return {
      ...app,
      requestListener: guarded.requestListener,
      insecure: people.insecure,
      routes: [...app.routes, ...guarded.routes],
      farms: [{ upstream: app.upstream, connection: app.connection }],
    };
  }
  return openSeveral(config, people, { ...options, signIn }, env);
}

async function openSeveral(
  config: Config,
  people: PeopleConfig,
  options: AccountsOptions & Pick<AppOptions, "signIn">,
  env: Environment,
): Promise<RunningAccounts> {
  const { limits, log, staticFiles, metrics } = options;
  const names = config.accounts.map(({ name }) => name);
  const all = config.accounts.map(({ name, title }) => ({ name, title }));
  const share = (limit: number) => Math.max(1, Math.floor(limit / names.length));
  const addressOf = createAddressOf(config.trustedProxies);
  const underWay = createUnderWay({ read: limits.readConnections, write: limits.writeConnections }, addressOf);
  const headers = createResponseHeaders(config, options.build);
  const storeConfig = storeConfigOf(env, { isDemo: false });
  const rateLimits = openLimits({
    limits: config.limits,
    store: storeConfig,
    addressOf,
    log,
    onReached: metrics?.limitReached,
  });
  const store = await openStore(storeConfig, {
    report: (error) => log.warn({ event: "recording-error", detail: String(error) }),
    onUse: metrics?.storeUse,
  });
  metrics?.setStore({ health: () => store.health(), now: Date.now });
  const files = staticFiles?.(headers);
  const apps = new Map<string, RunningApp>();
  const farms: Farm[] = [];
  const summaries: Summaries = (text, incoming) =>
    Promise.all(
      config.accounts.map(async ({ name, title }) => {
        const app = apps.get(name);
        if (!app) throw new Problem("stopping");
        return { name, title, ...(await app.summarise(text, incoming)) };
      }),
    );
  const close = async () => {
    await Promise.all([...apps.values()].map((app) => app.close()));
    await store.close();
    await rateLimits.close();
  };
  try {
    for (const { name, title, prefix, upstream } of config.accounts) {
      const app = await createApp(
        { ...config, upstream, dialect: upstream.dialect, accounts: [] },
        {
          ...options,
          log: {
            access: (entry) => log.access({ ...entry, account: name }),
            warn: (event) => log.warn({ ...event, account: name }),
          },
          limits: {
            ...limits,
            readConnections: share(limits.readConnections),
            writeConnections: share(limits.writeConnections),
          },
          ...(files ? { staticFiles: () => files } : {}),
          shared: { accounts: { own: name, all }, prefix, underWay, rateLimits, store, summaries },
        },
        env,
      );
      apps.set(name, app);
      farms.push({ title, upstream, connection: app.connection });
    }
  } catch (error) {
    await close();
    throw error;
  }
  const [first] = apps.values();

  const answerHealth = async () => {
    const healths = await Promise.all([...apps].map(async ([name, app]) => [name, await app.health()] as const));
    const isOk = healths.every(([, { status }]) => status === "ok");
    return { status: isOk ? "ok" : "degraded", accounts: healths };
  };
  const dispatch: RequestListener = (incoming, outgoing) => {
    const to = destinationOf(incoming.url ?? "", names);
    const send = (status: number, more: Readonly<Record<string, string>>, body = "") => {
      outgoing.writeHead(status, { ...headers.json, ...requestIdHeader(requestIdOf(incoming)), ...more }).end(body);
    };
    switch (to.kind) {
      case "account": {
        incoming.url = to.url;
        return apps.get(to.name)?.requestListener(incoming, outgoing);
      }
      case "redirect":
        return send(302, { location: to.url });
      case "file":
        return first?.requestListener(incoming, outgoing);
      case "health":
        return void answerHealth().then(({ status, accounts }) =>
          send(
            200,
            {},
            JSON.stringify(isLocal(incoming) ? { status, accounts: Object.fromEntries(accounts) } : { status }),
          ),
        );
      case "unknown": {
        const problem = new Problem("not-found");
        return send(problem.status, headers.problem(problem), problemBody(problem, requestIdOf(incoming)));
      }
    }
  };
  // A role holds for all accounts, so each audit has the change.
  const onRoleChange = (change: RoleChange) => {
    for (const { memory } of apps.values()) void memory.recordRole(change);
  };
  const guarded = guard(dispatch, { config, people, store, headers, underWay, rateLimits, log, onRoleChange });
  return {
    requestListener: guarded.requestListener,
    insecure: people.insecure,
    routes: [...(first?.routes ?? []), ...guarded.routes],
    headers,
    underWay,
    mode: "live",
    farms,
    close,
  };
}
