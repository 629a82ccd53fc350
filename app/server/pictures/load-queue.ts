/**
 * Loads of pictures that wait for the farm: a few at a time, the newest first, because what was asked for last is in view. What
 * nobody waits for any longer is not loaded.
 */
import { Problem } from "../../proxy/http/problem";

/** More loads than these wait only while a sheet is scrolled quickly: the oldest are given up. */
const MAX_WAITING = 600;

export type LoadQueue<T> = {
  /** The result of `work`, which runs once for all who ask for the same key meanwhile, and not at all if all their signals abort before. */
  readonly load: (key: string, work: () => Promise<T>, signal?: AbortSignal) => Promise<T>;
};

type Entry<T> = {
  readonly run: () => Promise<void>;
  readonly giveUp: (problem: Problem) => void;
  readonly result: Promise<T>;
  waiting: number;
};

/** `atOnce`: how many may run now. */
export function createLoadQueue<T>(atOnce: () => number): LoadQueue<T> {
  const entries = new Map<string, Entry<T>>();
  /** Keys that do not run yet, the oldest first. */
  const pending = new Set<string>();
  let running = 0;

  const next = () => {
    while (running < atOnce()) {
      const key = [...pending].at(-1);
      const entry = key === undefined ? undefined : entries.get(key);
      if (key === undefined || !entry) return;
      pending.delete(key);
      if (entry.waiting === 0) {
        entries.delete(key);
        entry.giveUp(new Problem("client-gone"));
        continue;
      }
      running += 1;
      void entry.run().finally(() => {
        running -= 1;
        entries.delete(key);
        next();
      });
    }
  };

  const add = (key: string, work: () => Promise<T>): Entry<T> => {
    let settle: Pick<Entry<T>, "run" | "giveUp"> | undefined;
    const result = new Promise<T>((resolve, reject) => {
      settle = { run: () => work().then(resolve, reject), giveUp: reject };
    });
    // Nobody may be left to be told.
    result.catch(() => undefined);
    if (!settle) throw new Error("A promise runs its executor at once");
    const entry: Entry<T> = { ...settle, result, waiting: 0 };
    entries.set(key, entry);
    pending.add(key);
    const [oldest] = pending;
    if (pending.size > MAX_WAITING && oldest !== undefined) {
      entries
        .get(oldest)
        ?.giveUp(new Problem("busy", { detail: "Too many pictures are waiting", retryAfterSeconds: 2 }));
      entries.delete(oldest);
      pending.delete(oldest);
    }
    return entry;
  };

  return {
    async load(key, work, signal) {
      const entry = entries.get(key) ?? add(key, work);
      entry.waiting += 1;
      const leave = () => {
        entry.waiting -= 1;
      };
      signal?.addEventListener("abort", leave, { once: true });
      next();
      try {
        return await entry.result;
      } finally {
        signal?.removeEventListener("abort", leave);
      }
    },
  };
}
