/** Opens the store: the memory of Renderdeck on SQLite or PostgreSQL. */

import { AccountStore } from "./account-store";
import type { Engine, EngineName } from "./engine/engine";
import { EngineSession, type OnUse } from "./engine/engine-session";
import { openPostgres, placeOf } from "./engine/postgres";
import { openSqlite } from "./engine/sqlite";
import { migrate } from "./migrate";
import { createPeopleStore, type PeopleStore } from "./people-store";
import { startRetention } from "./retention/retention";
import type { StoreConfig } from "./store-config";
import { failureOf } from "./store-error";
import { TokenStore } from "./tokens/token-store";
import type { Outage } from "./write/outbox";

export type StoreHealth = {
  readonly engine: EngineName;
  /** The path of the file, or host and database; no password. */
  readonly place: string;
  /** By account: since when there is history, epoch ms; null: not yet, or the database is away. */
  readonly recordingSinceMs: Readonly<Record<string, number | null>>;
  /** Since when history is not recorded, epoch ms; null: it is. */
  readonly notRecordedSinceMs: number | null;
  /** Why it is not. */
  readonly outage: Outage | null;
  /** What waits to be written when the database returns, over all accounts. */
  readonly backlog: AccountStore["backlog"];
  /** Bytes; null while the database is away. */
  readonly sizeBytes: number | null;
  /** Name of a damaged file that was set aside; null: none. */
  readonly setAside: string | null;
};

export type StoreOptions = {
  /** Told of faults of the store itself, each of which loses one write. */
  readonly report?: (error: unknown) => void;
  readonly onUse?: OnUse | undefined;
};

export class Store {
  readonly config: StoreConfig;
  /** The API tokens of this server. */
  readonly tokens: TokenStore;
  readonly #session: EngineSession;
  readonly #report: (error: unknown) => void;
  readonly #accounts = new Map<string, AccountStore>();
  #openFailure: Outage | null = null;
  #setAside: string | null = null;
  #retention: { readonly stop: () => void; users: number } | null = null;
  #users = 1;

  constructor(config: StoreConfig, { report = () => undefined, onUse }: StoreOptions) {
    this.config = config;
    this.#report = report;
    this.#session = new EngineSession((isDamaged) => this.#open(isDamaged), onUse);
    this.tokens = new TokenStore(this.#session);
  }

  async #open(isDamaged: boolean): Promise<Engine> {
    const { config } = this;
    const engine = config.engine === "sqlite" ? await openSqlite(config.path, { isDamaged }) : openPostgres(config.url);
    this.#setAside = engine.setAside ?? this.#setAside;
    try {
      await migrate(engine);
    } catch (error) {
      await engine.close();
      throw error;
    }
    this.#openFailure = null;
    return engine;
  }

  /** Opens the database. Rejects if that needs an administrator; a full disk or an absent PostgreSQL may pass by themselves. */
  async start(): Promise<void> {
    try {
      await this.#session.use(async () => undefined);
    } catch (error) {
      const failure = failureOf(error);
      const mayPass = failure === "full" || (failure === "unreachable" && this.config.engine === "postgres");
      if (!mayPass) throw error;
      this.#openFailure = {
        sinceMs: Date.now(),
        failure,
        message: error instanceof Error ? error.message : String(error),
      };
    }
  }

  /** The memory of a farm account, by its id. */
  account(id: string): AccountStore {
    const account = this.#accounts.get(id) ?? new AccountStore(id, this.#session, this.#report);
    this.#accounts.set(id, account);
    return account;
  }

  /** People and their sessions, of all accounts. */
  people(): PeopleStore {
    return createPeopleStore(this.#session);
  }

  /**
   * Gives up old samples from now on, in small steps: all of 7 days, then one in 5 minutes for 90 days, then one an hour. Totals
   * stay. For the leader. `now`: the clock of the samples.
   */
  startRetention(now: () => number = Date.now): { readonly stop: () => void } {
    const retention = this.#retention ?? {
      ...startRetention(this.#session, { now, keepActionsMs: this.config.keepActionsMs }),
      users: 0,
    };
    this.#retention = retention;
    retention.users += 1;
    return {
      stop: () => {
        retention.users -= 1;
        if (retention.users > 0) return;
        retention.stop();
        if (this.#retention === retention) this.#retention = null;
      },
    };
  }

  /** Never rejects. */
  async health(): Promise<StoreHealth> {
    const accounts = [...this.#accounts.values()];
    const outages = [this.#openFailure, ...accounts.map(({ outage }) => outage)].filter((outage) => outage !== null);
    const outage = outages.toSorted((a, b) => a.sinceMs - b.sinceMs)[0] ?? null;
    const sum = (name: keyof AccountStore["backlog"]) =>
      accounts.reduce((total, { backlog }) => total + backlog[name], 0);
    const since = accounts.map(
      async (account) => [account.id, (await orNull(account.state()))?.recordingSinceMs ?? null] as const,
    );
    return {
      engine: this.config.engine,
      place:
        this.#session.engine?.place ?? (this.config.engine === "sqlite" ? this.config.path : placeOf(this.config.url)),
      recordingSinceMs: Object.fromEntries(await Promise.all(since)),
      notRecordedSinceMs: outage?.sinceMs ?? null,
      outage,
      backlog: {
        polls: sum("polls"),
        tasks: sum("tasks"),
        events: sum("events"),
        notes: sum("notes"),
        dropped: sum("dropped"),
      },
      sizeBytes: await orNull(this.#session.use((engine) => engine.sizeBytes())),
      setAside: this.#setAside,
    };
  }

  /** The same store for one more user; it closes with the last one. */
  share(): Store {
    this.#users += 1;
    return this;
  }

  /** Writes what waits if that is possible now, and lets go of the database. */
  async close(): Promise<void> {
    this.#users -= 1;
    if (this.#users > 0) return;
    this.#retention?.stop();
    await Promise.all([...this.#accounts.values()].map((account) => account.stop()));
    await this.#session.close();
  }
}

const orNull = <T>(promise: Promise<T>): Promise<T | null> => promise.catch(() => null);

/**
 * Opens the store. Rejects with a StoreError `locked` (another process uses the file), `newer` (written by a newer program) or
 * `foreign`, or with an error of the file system; its message says what to do. A full disk or a PostgreSQL that does not answer
 * is no reason to reject: health tells it, writes are kept, and the database is tried again.
 */
export async function openStore(config: StoreConfig, options: StoreOptions = {}): Promise<Store> {
  const store = new Store(config, options);
  try {
    await store.start();
  } catch (error) {
    await store.close();
    throw error;
  }
  return store;
}
