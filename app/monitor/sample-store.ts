/** The samples of one account in this browser's IndexedDB: a week of minutes. Without storage they last as long as the page. */
import { type IDBPDatabase, openDB } from "idb";
import * as z from "zod/mini";
import { MAX_SAMPLES, type Sample } from "./samples";

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

export type SampleStore = {
  /** All that is kept, oldest first. What cannot be read is left out. Never rejects. */
  readonly load: () => Promise<readonly Sample[]>;
  /** Keeps a sample in place of the one of the same minute, and lets go of what is older than a week. Never rejects. */
  readonly keep: (sample: Sample) => Promise<void>;
  readonly close: () => void;
};

/** `account`: samples of different accounts are kept apart. */
export function openSampleStore(account: string): SampleStore {
  let database: Promise<IDBPDatabase> | null = null;
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
    keep: (sample) =>
      attempt(async (db) => {
        const { store, done } = db.transaction(STORE, "readwrite");
        await Promise.all([store.put(sample), store.delete(IDBKeyRange.upperBound(sample.minute - MAX_SAMPLES)), done]);
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
