/**
 * The driver of SQLite. It is loaded when a SQLite file is opened and not before, so that a server on PostgreSQL needs no
 * native binary (decision 056).
 */
import type { SqliteDatabase } from "kysely";
import type Libsql from "libsql";
import { StoreError } from "../store-error";

export type LibsqlDatabase = Libsql.Database;

const MISSING =
  "SQLite needs the package libsql: run `npm ci --omit=dev` in the folder that contains dist, or use PostgreSQL (DATABASE_URL).";

/** Opens a connection. Throws what libsql throws; a damaged file is noticed by the first statement only. */
export async function openLibsql(path: string, options?: Libsql.Options): Promise<LibsqlDatabase> {
  const { default: Database } = await import("libsql").catch((error: unknown) => {
    throw new StoreError("fault", MISSING, { cause: error });
  });
  return new Database(path, options);
}

/** libsql ends the whole process (a panic) on a boolean, and binds an object never; so both are refused here. */
function checked(parameters: readonly unknown[]): unknown[] {
  for (const value of parameters) {
    if (typeof value === "boolean" || (typeof value === "number" && !Number.isFinite(value))) {
      throw new TypeError(`SQLite takes no ${String(value)}`);
    }
  }
  return [...parameters];
}

/** Statements that are kept for their next use: to prepare one of 100 rows takes longer than to run it. */
const MOST_STATEMENTS = 100;

/** The connection in the shape that kysely wants. A rollback after an error that has rolled back already does nothing. */
export function kyselyDatabase(database: LibsqlDatabase): SqliteDatabase {
  const statements = new Map<string, SqliteStatement>();
  const prepare = (sql: string): SqliteStatement => {
    const statement = database.prepare(sql);
    return {
      reader: statement.reader,
      all: (parameters) => statement.all(checked(parameters)),
      run: (parameters) => statement.run(checked(parameters)),
      iterate: (parameters) => statement.iterate(checked(parameters)),
    };
  };
  return {
    close: () => database.close(),
    prepare: (sql) => {
      if (sql === "rollback" && !database.inTransaction) return nothing;
      const statement = statements.get(sql) ?? prepare(sql);
      // The statements used last come last; the first ones go.
      statements.delete(sql);
      statements.set(sql, statement);
      const [oldest = sql] = statements.keys();
      if (statements.size > MOST_STATEMENTS) statements.delete(oldest);
      return statement;
    },
  };
}

type SqliteStatement = ReturnType<SqliteDatabase["prepare"]>;

const nothing: SqliteStatement = {
  reader: false,
  all: () => [],
  run: () => ({ changes: 0, lastInsertRowid: 0 }),
  iterate: () => [][Symbol.iterator](),
};
