/** Failures of the store and what they mean for the caller. */

/**
 * - `locked`: another process has the SQLite file open
 * - `newer`: the database was written by a newer Renderdeck
 * - `foreign`: the database holds the tables of another program
 * - `full`: no space is left
 * - `unreachable`: the database does not answer, or the file cannot be read or written
 * - `corrupt`: the file is damaged
 * - `deposed`: another instance writes now
 * - `fault`: anything else, so a fault of this program
 */
export type StoreFailure = "locked" | "newer" | "foreign" | "full" | "unreachable" | "corrupt" | "deposed" | "fault";

export class StoreError extends Error {
  override readonly name = "StoreError";
  readonly failure: StoreFailure;

  constructor(failure: StoreFailure, message: string, options?: ErrorOptions) {
    super(message, options);
    this.failure = failure;
  }
}

/** Result codes of SQLite (https://sqlite.org/rescode.html), without the extension after the second underscore. */
const sqliteFailures: Readonly<Record<string, StoreFailure>> = {
  SQLITE_FULL: "full",
  SQLITE_IOERR: "unreachable",
  SQLITE_READONLY: "unreachable",
  SQLITE_CANTOPEN: "unreachable",
  SQLITE_PERM: "unreachable",
  SQLITE_BUSY: "unreachable",
  SQLITE_LOCKED: "unreachable",
  SQLITE_CORRUPT: "corrupt",
  SQLITE_NOTADB: "corrupt",
};

/** SQLSTATE classes of PostgreSQL: connection, resources, operator intervention, system error, and roles and passwords. */
const postgresClasses: Readonly<Record<string, StoreFailure>> = {
  "08": "unreachable",
  "28": "unreachable",
  "3D": "unreachable",
  "53": "unreachable",
  "55": "unreachable",
  "57": "unreachable",
  "58": "unreachable",
  "25": "unreachable",
  "40": "unreachable",
  XX: "unreachable",
};

/** Messages of `pg` and `libsql` that come without a code. */
const unreachableMessage = /timeout|terminated|not queryable|connection|after calling end/i;

/** The code of an error of SQLite, PostgreSQL or Node; "" without one. */
export const codeOf = (error: unknown): string =>
  typeof error === "object" && error !== null && "code" in error && typeof error.code === "string" ? error.code : "";

/** What a thrown value means. */
export function failureOf(error: unknown): StoreFailure {
  if (error instanceof StoreError) return error.failure;
  const code = codeOf(error);
  if (code.startsWith("SQLITE_")) return sqliteFailures[code.split("_").slice(0, 2).join("_")] ?? "fault";
  if (code === "53100") return "full";
  if (/^[0-9A-Z]{5}$/.test(code)) return postgresClasses[code.slice(0, 2)] ?? "fault";
  // Errors of Node's sockets and files: ECONNREFUSED, ENOTFOUND, EACCES …
  if (code === "ENOSPC") return "full";
  if (/^E[A-Z]+$/.test(code)) return "unreachable";
  return error instanceof Error && unreachableMessage.test(error.message) ? "unreachable" : "fault";
}

/** Whether the work may succeed once the database is in order again, so that it is kept and tried again. */
export const isOutage = (failure: StoreFailure): boolean => failure !== "fault" && failure !== "deposed";
