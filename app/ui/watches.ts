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
  const { ids, mine } = watches.read();
  const next = ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id];
  if (next.length > ids.length) askPermission();
  watches.write({ ids: next, mine });
}

/** Watches all tasks of one's own, or stops. */
export function toggleMine(): void {
  const { ids, mine } = watches.read();
  if (!mine) askPermission();
  watches.write({ ids, mine: !mine });
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

/** Adds what no tab has told yet and returns it: whoever gets it tells it. */
export async function claimNews(
  news: readonly Omit<StoredNews, "read">[],
): Promise<readonly Omit<StoredNews, "read">[]> {
  const claim = () => {
    const known = new Set(newsList.read().map((entry) => entry.key));
    const fresh = news.filter((entry) => !known.has(entry.key));
    if (fresh.length > 0) {
      newsList.write([...fresh.map((entry) => ({ ...entry, read: false })), ...newsList.read()].slice(0, KEPT));
    }
    return fresh;
  };
  // Two tabs see the same task end within milliseconds: the lock lets one of them tell it.
  return navigator.locks ? navigator.locks.request("renderdeck.news", () => claim()) : claim();
}

export const markNewsRead = (): void => newsList.write(newsList.read().map((entry) => ({ ...entry, read: true })));
export const clearNews = (): void => newsList.write([]);
