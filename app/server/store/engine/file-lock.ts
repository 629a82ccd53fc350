/**
 * Keeps a second process away from a SQLite file. The lock is held on a small file beside it, as an exclusive transaction of
 * SQLite: the operating system releases it when the process ends, whatever ended it, and the file itself stays readable for
 * `sqlite3` and backups.
 */
import { rmSync } from "node:fs";
import { codeOf, failureOf, StoreError } from "../store-error";
import { openLibsql } from "./libsql";

export type FileLock = { readonly release: () => void };

/** Locks `path`. Throws a StoreError `locked` when another process or store of this process holds it. */
export async function lockFile(path: string): Promise<FileLock> {
  const lockPath = `${path}-lock`;
  try {
    return await hold(lockPath);
  } catch (error) {
    const failure = codeOf(error) === "SQLITE_BUSY" ? "locked" : failureOf(error);
    if (failure === "locked") {
      throw new StoreError(
        "locked",
        `Another Renderdeck uses ${path}. Stop it, or name another file with RENDERDECK_DATA.`,
        { cause: error },
      );
    }
    if (failure !== "corrupt") throw error;
    // A lock holds nothing, so one that is damaged is made anew.
    rmSync(lockPath);
    return hold(lockPath);
  }
}

async function hold(lockPath: string): Promise<FileLock> {
  const database = await openLibsql(lockPath, { timeout: 0 });
  try {
    database.exec("PRAGMA journal_mode = DELETE");
    database.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    database.close();
    throw error;
  }
  return {
    release: () => {
      database.exec("ROLLBACK");
      database.close();
    },
  };
}
