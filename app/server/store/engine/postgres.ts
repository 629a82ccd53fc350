/** PostgreSQL: a pool of connections; its transactions wait for each other in this process, as those of SQLite do. */
import { Kysely, PostgresDialect } from "kysely";
import { Pool, type PoolConfig, types } from "pg";
import type { Tables } from "../schema";
import type { Engine } from "./engine";
import { oneAtATime } from "./one-at-a-time";

/** Longer than a connection and any statement of the store take. */
const CONNECT_MS = 5000;
const ANSWER_MS = 15_000;

/** A process that stands still in a transaction keeps rows locked no longer than this: the next leader waits for them. */
const STILL_MS = 5000;

const INT8 = 20;
const NUMERIC = 1700;

/** int8 and numeric as numbers; `pg` gives them as text. Every column holds safe integers. */
function numberOf(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is no safe integer`);
  return value;
}

/** The settings of a connection whose database answers within `answerMs`, or counts as unreachable. */
export const connectionConfig = (url: string, answerMs = ANSWER_MS): PoolConfig => ({
  connectionString: url,
  connectionTimeoutMillis: Math.min(CONNECT_MS, answerMs),
  query_timeout: answerMs,
  statement_timeout: answerMs,
  idle_in_transaction_session_timeout: Math.min(STILL_MS, answerMs),
  // To compile a query takes longer than any of ours runs.
  options: "-c jit=off",
  keepAlive: true,
  application_name: "renderdeck",
  types: {
    getTypeParser: (oid: number, format?: "text" | "binary") =>
      oid === INT8 || oid === NUMERIC ? numberOf : types.getTypeParser(oid, format ?? "text"),
  },
});

/** Host, port and database, without user and password. */
export function placeOf(url: string): string {
  const { hostname, port, pathname } = new URL(url);
  return `${hostname || "localhost"}:${port || "5432"}${pathname}`;
}

/** Makes the pool; connects with the first query only. */
export function openPostgres(url: string, answerMs?: number): Engine {
  const pool = new Pool({ ...connectionConfig(url, answerMs), max: 8, idleTimeoutMillis: 30_000 });
  // The pool replaces a connection that is lost. Without a listener the error would end the process: the pool listens to idle
  // connections, and nobody to one that is lost between two statements of a transaction.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  const inTurn = oneAtATime();
  return {
    name: "postgres",
    place: placeOf(url),
    setAside: null,
    reader: db,
    write: (_durability, work) => inTurn(() => db.transaction().execute(work)),
    sizeBytes: async () => {
      const { rows } = await pool.query<{ size: number }>("select pg_database_size(current_database()) as size");
      return rows[0]?.size ?? 0;
    },
    close: () => inTurn(() => db.destroy()),
  };
}
