/**
 * The notifications received, newest first, shared by all tabs of this browser. Two tabs see the same task end within
 * milliseconds: IndexedDB serialises their writes, so only one of them announces a notification. Without storage the list
 * lasts as long as the page.
 */
import { type IDBPDatabase, openDB } from "idb";
import * as z from "zod/mini";
import type { TaskNotification } from "../../protocol/tasks/task-notification";
import { createStore } from "../../state/create-store";
import { createStored } from "../../ui/storage/stored";

const kinds = ["finished", "finishedWithFailed", "stopped", "timedOut", "arrears", "failed", "stuck"] as const;
/** A notification as another tab sends it and as this browser stores it. */
export const notificationSchema = z.object({
  key: z.string(),
  taskId: z.int(),
  name: z.string(),
  kind: z.enum(kinds),
  failedFrames: z.int(),
});
const storedSchema = z.extend(notificationSchema, { atMs: z.number(), read: z.boolean() });

/** A notification, when this browser received it, and whether the list was closed since. */
export type StoredNotification = TaskNotification & { readonly atMs: number; readonly read: boolean };

/** Notifications in the list; older ones drop out. */
const MAX_NOTIFICATIONS = 100;
const STORE = "news";

const list = createStore<readonly StoredNotification[]>([]);
/** Written at every change: its storage event makes the other tabs load the list again. */
const CHANGE_SIGNAL = "renderdeck.news.changed";
const changeSignal = createStored(CHANGE_SIGNAL, Number);

let database: Promise<IDBPDatabase> | null = null;
const open = () => {
  database ??= openDB("renderdeck-news", 1, {
    upgrade: (created) => {
      created.createObjectStore(STORE, { keyPath: "key" });
    },
    terminated: () => {
      database = null;
    },
  });
  return database;
};

function parse(rows: readonly unknown[]): StoredNotification[] {
  const valid = rows.map((row) => storedSchema.safeParse(row)).flatMap(({ data }) => (data ? [data] : []));
  return valid.toSorted((a, b) => b.atMs - a.atMs);
}

/** Updates the list in one transaction among all tabs. Resolves with the list before the update. Never rejects. */
async function change(
  update: (before: readonly StoredNotification[]) => readonly StoredNotification[],
): Promise<readonly StoredNotification[]> {
  try {
    const { store, done } = (await open()).transaction(STORE, "readwrite");
    const before = parse(await store.getAll());
    const after = update(before).slice(0, MAX_NOTIFICATIONS);
    await Promise.all([store.clear(), ...after.map((entry) => store.put(entry)), done]);
    list.set(after);
    changeSignal.set(Math.random());
    return before;
  } catch {
    // Storage is forbidden, full or missing.
    database = null;
    const before = list.get();
    list.set(update(before).slice(0, MAX_NOTIFICATIONS));
    return before;
  }
}

async function load(): Promise<void> {
  try {
    list.set(parse(await (await open()).getAll(STORE)));
  } catch {
    database = null;
  }
}
window.addEventListener("storage", ({ key }) => {
  if (key === CHANGE_SIGNAL) void load();
});
void load();

/** Adds the notifications that no tab has claimed yet and returns them: the caller announces them. */
export async function claimNotifications(
  notifications: readonly TaskNotification[],
  atMs: number,
): Promise<readonly TaskNotification[]> {
  const missingIn = (entries: readonly StoredNotification[]) =>
    notifications.filter(({ key }) => entries.every((entry) => entry.key !== key));
  const before = await change((entries) => [
    ...missingIn(entries).map((notification) => ({ ...notification, atMs, read: false })),
    ...entries,
  ]);
  return missingIn(before);
}

export const markNotificationsRead = () => change((entries) => entries.map((entry) => ({ ...entry, read: true })));
export const clearNotifications = () => change(() => []);
export const useNotificationList = (): readonly StoredNotification[] => list.use();
