/**
 * SQLite: one connection writes, another one reads while a transaction is open (WAL). Both run on the main thread, so work
 * is cut into pieces by the callers.
 */
import { mkdirSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { Kysely, SqliteDialect } from "kysely";
import * as z from "zod/mini";
import type { Tables } from "../schema";
import { IN_MEMORY } from "../store-config";
import { failureOf, StoreError } from "../store-error";
import type { Engine } from "./engine";
import { lockFile } from "./file-lock";
import { kyselyDatabase, type LibsqlDatabase, openLibsql } from "./libsql";
import { oneAtATime } from "./one-at-a-time";
import { setAside } from "./set-aside";

/** "RDek" as a number: marks the file as one of Renderdeck. */
const APPLICATION_ID = 0x5244656b;
/** Up to this size the whole file is checked when it is opened: 100 MB take about 0.3 s. */
const CHECKED_BYTES = 100 * 2 ** 20;

const kyselyOf = (database: LibsqlDatabase) =>
  new Kysely<Tables>({ dialect: new SqliteDialect({ database: kyselyDatabase(database) }) });

const numberOf = (database: LibsqlDatabase, pragma: string): number => {
  const row = z.array(z.record(z.string(), z.unknown())).parse(database.prepare(`PRAGMA ${pragma}`).all())[0] ?? {};
  return Number(Object.values(row)[0]);
};

/** Opens the file for writing, or throws `corrupt` or `foreign`. */
async function openWriter(path: string): Promise<LibsqlDatabase> {
  const database = await openLibsql(path);
  try {
    checkContent(database, path);
    // The log goes into the file every 250 pages (1 MB), so that no commit does much of it.
    database.exec("PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 250; PRAGMA foreign_keys = ON;");
    database.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function checkContent(database: LibsqlDatabase, path: string): void {
  const tables = database.prepare("SELECT name FROM sqlite_schema LIMIT 1").all().length;
  if (tables > 0 && numberOf(database, "application_id") !== APPLICATION_ID) {
    throw new StoreError("foreign", `${path} belongs to another program. Name another file with RENDERDECK_DATA.`);
  }
  if (path !== IN_MEMORY && statSync(path).size <= CHECKED_BYTES) {
    const problems = database.prepare("PRAGMA quick_check(1)").all();
    if (!JSON.stringify(problems).includes('"ok"')) throw new StoreError("corrupt", `${path} is damaged`);
  }
}

/** For work whose failure changes nothing: the log is read again when the file is opened. */
function ignoreErrors(work: () => void): void {
  try {
    work();
  } catch {
    // A damaged file or a full disk.
  }
}

/** The real path, so that two names of one file have one lock. The folder is made when it does not exist. */
function realPath(path: string): string {
  const full = resolve(path);
  mkdirSync(dirname(full), { recursive: true });
  try {
    return realpathSync(full);
  } catch {
    return join(realpathSync(dirname(full)), basename(full));
  }
}

type OpenOptions = { readonly nowMs?: number; readonly isDamaged?: boolean };

/**
 * Opens or makes the file. A damaged one is set aside, also one that its user has found damaged (`isDamaged`). Throws a
 * StoreError: `locked`, `foreign`, `full`, or `unreachable` with what to do.
 */
export async function openSqlite(file: string, options: OpenOptions = {}): Promise<Engine> {
  try {
    return await openFile(file, options);
  } catch (error) {
    if (error instanceof StoreError || failureOf(error) !== "unreachable") throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new StoreError(
      "unreachable",
      `${file} cannot be opened (${reason}). Make its folder writable, or name another file with RENDERDECK_DATA.`,
      { cause: error },
    );
  }
}

async function openFile(file: string, { nowMs = Date.now(), isDamaged = false }: OpenOptions): Promise<Engine> {
  const isFile = file !== IN_MEMORY;
  const path = isFile ? realPath(file) : file;
  const lock = isFile ? await lockFile(path) : null;
  let aside: string | null = isFile && isDamaged ? setAside(path, nowMs) : null;
  let database: LibsqlDatabase;
  try {
    database = await openWriter(path).catch((error: unknown) => {
      if (!isFile || failureOf(error) !== "corrupt") throw error;
      aside = setAside(path, nowMs);
      return openWriter(path);
    });
  } catch (error) {
    lock?.release();
    throw error;
  }
  const writer = kyselyOf(database);
  const reading = isFile ? await openLibsql(path, { readonly: true }) : null;
  const inTurn = oneAtATime();
  return {
    name: "sqlite",
    place: path,
    setAside: aside,
    reader: reading === null ? writer : kyselyOf(reading),
    write: (durability, work) =>
      inTurn(() => {
        database.exec(`PRAGMA synchronous = ${durability === "always" ? "FULL" : "NORMAL"}`);
        return writer.transaction().execute(work);
      }),
    sizeBytes: async () => numberOf(database, "page_count") * numberOf(database, "page_size"),
    close: () =>
      inTurn(async () => {
        if (!database.open) return;
        reading?.close();
        // libsql lets go of the file when its statements are collected; until then the log would not be in the file.
        if (isFile) ignoreErrors(() => database.exec("PRAGMA wal_checkpoint(TRUNCATE)"));
        database.close();
        lock?.release();
      }),
  };
}
