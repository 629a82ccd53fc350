/** What this browser watches, and the notifications it has received. Shared by all tabs. */
import * as z from "zod/mini";
import { createStored } from "./stored";

const watchSchema = z.object({
  ids: z.catch(z.array(z.int()), []),
  /** Every task of the account's own user. */
  mine: z.catch(z.boolean(), false),
});

export type Watches = z.infer<typeof watchSchema>;

export const watches = createStored("renderdeck.watches.1", (raw): Watches => watchSchema.parse(Object(raw)));

/** Watches a task, or stops. The browser's permission is asked for at the first watch only. */
export function toggleWatch(id: number): void {
  if (!watches.read().ids.includes(id)) askPermission();
  watches.change(({ ids, mine }) => ({
    ids: ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id],
    mine,
  }));
}

/** Watches all tasks of one's own, or stops. */
export function toggleMine(): void {
  if (!watches.read().mine) askPermission();
  watches.change(({ ids, mine }) => ({ ids, mine: !mine }));
}

function askPermission(): void {
  if (typeof Notification !== "undefined" && Notification.permission === "default") {
    // A refusal is the user's answer: toasts and the list remain.
    Notification.requestPermission().catch(() => undefined);
  }
}

const newsKinds = ["finished", "finishedWithFailed", "stopped", "timedOut", "arrears", "failed", "stuck"] as const;
const newsSchema = z.array(
  z.object({
    key: z.string(),
    taskId: z.int(),
    name: z.string(),
    kind: z.enum(newsKinds),
    failedFrames: z.int(),
    atMs: z.number(),
    read: z.boolean(),
  }),
);

export type StoredNews = z.infer<typeof newsSchema>[number];

/** Notifications kept; older ones drop out. */
const KEPT = 100;

export const newsList = createStored("renderdeck.news.1", (raw): readonly StoredNews[] => {
  const read = newsSchema.safeParse(raw);
  return read.success ? read.data : [];
});

type UnreadNews = Omit<StoredNews, "read">;

/** How long a tab keeps its claim on a piece of news, ms: the others have the list by then. */
const CLAIM_MS = 10_000;

/** Adds what no tab has told yet and returns it: whoever gets it tells it. */
export async function claimNews(news: readonly UnreadNews[]): Promise<readonly UnreadNews[]> {
  const claims = await Promise.all(news.map((entry) => claim(entry.key)));
  const mine = news.filter((_, index) => claims[index]);
  let fresh: readonly UnreadNews[] = [];
  newsList.change((list) => {
    const known = new Set(list.map((entry) => entry.key));
    fresh = mine.filter((entry) => !known.has(entry.key));
    return [...fresh.map((entry) => ({ ...entry, read: false })), ...list].slice(0, KEPT);
  });
  return fresh;
}

/**
 * Whether this tab is the one to tell it. Two tabs see the same task end within milliseconds, before either can read what
 * the other stored: a lock decides. Without locks (a page not served over TLS) only the list does.
 */
function claim(key: string): Promise<boolean> {
  const { locks } = navigator;
  if (!locks) return Promise.resolve(true);
  return new Promise((resolve) => {
    void locks.request(`renderdeck.news/${key}`, { ifAvailable: true }, (lock) => {
      resolve(lock !== null);
      return lock && new Promise((release) => setTimeout(release, CLAIM_MS));
    });
  });
}

export const markNewsRead = (): void => newsList.change((list) => list.map((entry) => ({ ...entry, read: true })));
export const clearNews = (): void => newsList.write([]);
