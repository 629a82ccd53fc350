/** The samples of one account in this browser's IndexedDB: a week of minutes. Without storage they last as long as the page. */
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

/** Stands among the samples under a key above every minute: another store would need a new version, and old tabs block that. */
const KEEPER = Number.MAX_SAFE_INTEGER;
const keeperSchema = z.object({ id: z.string(), atMs: z.number() });
const TAB = "renderdeck.tab";

/** A name of this tab that outlasts a reload. */
function tabId(): string {
  const made = String(Math.random());
  try {
    const known = sessionStorage.getItem(TAB);
    if (known === null) sessionStorage.setItem(TAB, made);
    return known ?? made;
  } catch {
    return made;
  }
}

export type SampleStore = {
  /** All that is kept, oldest first. What cannot be read is left out. Never rejects. */
  readonly load: () => Promise<readonly Sample[]>;
  /** Keeps what grew up to a reading, unless another tab does, and lets go of what is older than a week. Never rejects. */
  readonly append: (before: Reading | null, now: Reading) => Promise<void>;
  readonly close: () => void;
};

/** `account`: samples of different accounts are kept apart. */
export function openSampleStore(account: string): SampleStore {
  let database: Promise<IDBPDatabase> | null = null;
  const id = tabId();
  const open = () => {
    database ??= openDB(`renderdeck-monitor-${account}`, 1, {
      upgrade: (made) => {
        made.createObjectStore(STORE, { keyPath: "minute" });
      },
      // The browser may close it, as when its data are cleared: the next use opens it again.
      terminated: () => {
        database = null;
      },
    });
    return database;
  };
  /** Forbidden, full or missing storage costs what is kept, not the page. */
  const attempt = async <T>(work: (db: IDBPDatabase) => Promise<T>, otherwise: T): Promise<T> => {
    if (!("indexedDB" in globalThis)) return otherwise;
    try {
      return await work(await open());
    } catch {
      database = null;
      return otherwise;
    }
  };
  return {
    load: () =>
      attempt(async (db) => {
        const rows: readonly unknown[] = await db.getAll(STORE);
        return rows.flatMap((row) => {
          const read = schema.safeParse(row);
          return read.success ? [read.data] : [];
        });
      }, []),
    append: (before, now) =>
      attempt(async (db) => {
        // One step among all tabs: what another has kept meanwhile is read before anything is written.
        const { store, done } = db.transaction(STORE, "readwrite");
        const keeper = keeperSchema.safeParse(await store.get(KEEPER)).data ?? null;
        const newest = await store.openCursor(IDBKeyRange.upperBound(KEEPER, true), "prev");
        const last = schema.safeParse(newest?.value).data ?? null;
        const sample = mayWrite(keeper, id, now.atMs) ? nextSample(last, before, now) : null;
        if (sample) {
          void store.put(sample);
          void store.put({ minute: KEEPER, id, atMs: now.atMs });
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
