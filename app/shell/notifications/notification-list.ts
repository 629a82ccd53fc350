/**
 * The notifications received, newest first, shared by all tabs of this browser. Two tabs see the same task end within
 * milliseconds: IndexedDB lets one write after the other, so each piece of news is told by one tab. Without storage the
 * list lasts as long as the page.
 */
import { type IDBPDatabase, openDB } from "idb";
import { useSyncExternalStore } from "react";
import * as z from "zod/mini";
import type { TaskNotification } from "../../protocol/tasks/task-notification";
import { createStored } from "../../ui/storage/stored";

const kinds = ["finished", "finishedWithFailed", "stopped", "timedOut", "arrears", "failed", "stuck"] as const;
/** News as another tab, or this browser's storage, has it. */
export const notificationSchema = z.object({
  key: z.string(),
  taskId: z.int(),
  name: z.string(),
  kind: z.enum(kinds),
  failedFrames: z.int(),
});
const schema = z.extend(notificationSchema, { atMs: z.number(), read: z.boolean() });

/** News with the moment this browser heard of it, and whether the list was closed since. */
export type StoredNotification = TaskNotification & { readonly atMs: number; readonly read: boolean };

/** Notifications kept; older ones drop out. */
const KEPT = 100;
const STORE = "news";

let list: readonly StoredNotification[] = [];
const listeners = new Set<() => void>();
/** Written anew at every change: the other tabs hear of it and read again. */
const SIGNAL = "renderdeck.news.changed";
const changed = createStored(SIGNAL, Number);

function show(next: readonly StoredNotification[]): void {
  list = next;
  for (const listener of listeners) listener();
}

let database: Promise<IDBPDatabase> | null = null;
const open = () => {
  database ??= openDB("renderdeck-news", 1, {
    upgrade: (made) => {
      made.createObjectStore(STORE, { keyPath: "key" });
    },
    terminated: () => {
      database = null;
    },
  });
  return database;
};

function parse(rows: readonly unknown[]): StoredNotification[] {
  const read = rows.map((row) => schema.safeParse(row)).flatMap(({ data }) => (data ? [data] : []));
  return read.toSorted((a, b) => b.atMs - a.atMs);
}

/** Replaces the list by what becomes of it, as one step among all tabs. Resolves with the list before. Never rejects. */
async function change(
  next: (before: readonly StoredNotification[]) => readonly StoredNotification[],
): Promise<readonly StoredNotification[]> {
  try {
    const { store, done } = (await open()).transaction(STORE, "readwrite");
    const before = parse(await store.getAll());
    const after = next(before).slice(0, KEPT);
    await Promise.all([store.clear(), ...after.map((entry) => store.put(entry)), done]);
    show(after);
    changed.set(Math.random());
    return before;
  } catch {
    // Forbidden, full or missing.
    database = null;
    const before = list;
    show(next(before).slice(0, KEPT));
    return before;
  }
}

async function readAgain(): Promise<void> {
  try {
    show(parse(await (await open()).getAll(STORE)));
  } catch {
    database = null;
  }
}
window.addEventListener("storage", ({ key }) => {
  if (key === SIGNAL) void readAgain();
});
void readAgain();

/** Adds what no tab has told yet and returns it: whoever gets it tells it. */
export async function claimNotification(
  news: readonly TaskNotification[],
  atMs: number,
): Promise<readonly TaskNotification[]> {
  const freshIn = (known: readonly StoredNotification[]) =>
    news.filter(({ key }) => known.every((entry) => entry.key !== key));
  const before = await change((known) => [...freshIn(known).map((one) => ({ ...one, atMs, read: false })), ...known]);
  return freshIn(before);
}

export const markNotificationsRead = () => change((known) => known.map((entry) => ({ ...entry, read: true })));
export const clearNotifications = () => change(() => []);

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
};

export const useNotificationList = (): readonly StoredNotification[] => useSyncExternalStore(subscribe, () => list);
