/** The samples of one account in this browser's IndexedDB: one a minute for a week. Without storage they last as long as the page. */
import { type IDBPDatabase, openDB } from "idb";
import * as z from "zod/mini";
import { MAX_SAMPLES, mayWrite, nextSample, type Reading, type Sample } from "./samples";

const STORE = "samples";
const amount = z.number().check(z.nonnegative());
const sums = { done: amount, failed: amount, spend: amount };
const schema = z.object({
  minute: z.int(),
  fromMs: z.number(),
  atMs: z.number(),
  ...sums,
  sums: z.object(sums),
});

/** Key of the record that names the writing tab. It is above every minute of a sample: a second store would need a new database version, which old tabs block. */
const WRITER_KEY = Number.MAX_SAFE_INTEGER;
const writerSchema = z.object({ id: z.string(), atMs: z.number() });
const TAB_KEY = "renderdeck.tab";

/** An id of this tab that survives a reload. */
function tabId(): string {
  const created = String(Math.random());
  try {
    const stored = sessionStorage.getItem(TAB_KEY);
    if (stored === null) sessionStorage.setItem(TAB_KEY, created);
    return stored ?? created;
  } catch {
    return created;
  }
}

export type SampleStore = {
  /** All stored samples, oldest first, without malformed ones. Never rejects. */
  readonly load: () => Promise<readonly Sample[]>;
  /** Stores the growth up to a reading, unless another tab writes, and deletes samples older than a week. Never rejects. */
  readonly append: (before: Reading | null, now: Reading) => Promise<void>;
  readonly close: () => void;
};

/** `account`: each account has a database. */
export function openSampleStore(account: string): SampleStore {
  let database: Promise<IDBPDatabase> | null = null;
  const id = tabId();
  const open = () => {
    database ??= openDB(`renderdeck-monitor-${account}`, 1, {
      upgrade: (created) => {
        created.createObjectStore(STORE, { keyPath: "minute" });
      },
      // The browser may close it, for example when its data is cleared: the next use opens it again.
      terminated: () => {
        database = null;
      },
    });
    return database;
  };
  /** With forbidden, full or missing storage nothing is stored, but the page works. */
  const attempt = async <T>(work: (db: IDBPDatabase) => Promise<T>, fallback: T): Promise<T> => {
    if (!("indexedDB" in globalThis)) return fallback;
    try {
      return await work(await open());
    } catch {
      database = null;
      return fallback;
    }
  };
  return {
    load: () =>
      attempt(async (db) => {
        const rows: readonly unknown[] = await db.getAll(STORE);
        return rows.flatMap((row) => {
          const parsed = schema.safeParse(row);
          return parsed.success ? [parsed.data] : [];
        });
      }, []),
    append: (before, now) =>
      attempt(async (db) => {
        // One transaction among all tabs: samples that another tab stored meanwhile are read before anything is written.
        const { store, done } = db.transaction(STORE, "readwrite");
        const writer = writerSchema.safeParse(await store.get(WRITER_KEY)).data ?? null;
        const newest = await store.openCursor(IDBKeyRange.upperBound(WRITER_KEY, true), "prev");
        const last = schema.safeParse(newest?.value).data ?? null;
        const sample = mayWrite(writer, id, now.atMs) ? nextSample(last, before, now) : null;
        if (sample) {
          void store.put(sample);
          void store.put({ minute: WRITER_KEY, id, atMs: now.atMs });
          void store.delete(IDBKeyRange.upperBound(sample.minute - MAX_SAMPLES));
        }
        await done;
      }, undefined),
    close: () => {
      void database?.then(
        (db) => db.close(),
        () => undefined,
      );
      database = null;
    },
  };
}
