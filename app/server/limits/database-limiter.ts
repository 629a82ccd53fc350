/**
 * Counts requests by key in PostgreSQL, for all instances together. While the database does not answer, this instance counts in its
 * own memory: a lost database never stops the dashboard.
 */
import { createHash } from "node:crypto";
import { Pool } from "pg";
import { RateLimiterPostgres } from "rate-limiter-flexible";
import {
  createMemoryLimiter,
  type Limiter,
  type LimitRule,
  passed,
  refusalOf,
} from "../../proxy/limits/memory-limiter";
import { connectionConfig } from "../store/engine/postgres";

/** Nobody waits longer for a count. */
const ANSWER_MS = 500;
/** After a failure the database is left alone for so long. */
const PAUSE_MS = 5000;
const CONNECTIONS = 2;
const TABLE = "rate_limit";

/** Counts may be lost with the database, so they are not in its log, nor among the migrations. */
const CREATE_TABLE = `create unlogged table if not exists "${TABLE}" (
  key varchar(255) primary key, points integer not null default 0, expire bigint)`;
/** Two instances that make the table at the same moment. */
const MADE_MEANWHILE: ReadonlySet<unknown> = new Set(["23505", "42P07"]);

/** A hash: ids of persons have any length and any characters, and the table keeps no names. */
const storedKey = (key: string) => createHash("sha256").update(key).digest("base64url");

export type SharedLimits = {
  /** `name` keeps the keys of several limiters apart. */
  readonly limiterOf: (name: string, rule: LimitRule) => Limiter;
  readonly close: () => Promise<void>;
};

/** Connects with the first count only. */
export function openSharedLimits(url: string, answerMs = ANSWER_MS, pauseMs = PAUSE_MS): SharedLimits {
  const pool = new Pool({ ...connectionConfig(url, answerMs), max: CONNECTIONS, idleTimeoutMillis: 30_000 });
  // The pool replaces a connection that is lost. Without a listener the error would end the process.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));

  let table: Promise<unknown> | undefined;
  let pausedUntilMs = Number.NEGATIVE_INFINITY;

  const makeTable = () => {
    table ??= pool.query(CREATE_TABLE).catch((error: unknown) => {
      if (MADE_MEANWHILE.has(Object(error).code)) return;
      table = undefined;
      throw error;
    });
    return table;
  };

  return {
    limiterOf(name, rule) {
      const own = createMemoryLimiter(rule);
      const limiter = new RateLimiterPostgres({
        storeClient: pool,
        storeType: "pool",
        tableName: TABLE,
        tableCreated: true,
        keyPrefix: name,
        points: rule.points,
        duration: rule.seconds,
      });
      const count: Limiter = async (key) => {
        await makeTable();
        return limiter.consume(storedKey(key)).then(
          () => passed,
          (reason: unknown) => refusalOf(reason, rule),
        );
      };
      return async (key) => {
        if (performance.now() < pausedUntilMs) return own(key);
        try {
          return await count(key);
        } catch {
          pausedUntilMs = performance.now() + pauseMs;
          return own(key);
        }
      };
    },
    close: () => pool.end(),
  };
}
