/** The notifications received, newest first, shared by all tabs of this browser. */
import * as z from "zod/mini";
import { taskEventTypes } from "../../mirror/task-events";
import { storedMoment } from "../../protocol/wire/moment";
import { accountKey } from "../../state/account";
import { createStored } from "../../ui/storage/stored";
import { listOf } from "../../ui/storage/tolerant";

const schema = z.object({
  key: z.string(),
  /** "outputs": rendered files that go soon. */
  type: z.enum([...taskEventTypes, "outputs"]),
  taskId: z.int(),
  name: z.string(),
  failedFrames: z.int(),
  /** Number of tasks that it is about. */
  tasks: z.catch(z.int(), 1),
  atMs: storedMoment,
  read: z.boolean(),
});

/** What happened to a watched task, and whether the list was closed since. */
export type StoredNotification = z.infer<typeof schema>;
export type NotificationType = StoredNotification["type"];

/** What is added: an event of one task, or an entry about several. */
type NewNotification = Omit<StoredNotification, "read" | "tasks"> & Partial<Pick<StoredNotification, "tasks">>;

/** Notifications in the list; older ones drop out. */
const MAX_NOTIFICATIONS = 100;

const entries = listOf(schema);
const list = createStored(accountKey("renderdeck.notifications.1"), (raw): readonly StoredNotification[] =>
  entries.parse(raw),
);

/** Adds the events that are not in the list yet and returns them: the caller announces them. */
export function addNotifications<Entry extends NewNotification>(events: readonly Entry[]): readonly Entry[] {
  const keys = new Set(list.read().map(({ key }) => key));
  const added = events.filter(({ key }) => !keys.has(key));
  if (added.length === 0) return added;
  const unread = added.map(({ key, type, taskId, name, failedFrames, tasks = 1, atMs }) => ({
    key,
    type,
    taskId,
    name,
    failedFrames,
    tasks,
    atMs,
    read: false,
  }));
  list.update((before) => [...unread, ...before].toSorted((a, b) => b.atMs - a.atMs).slice(0, MAX_NOTIFICATIONS));
  return added;
}

export const markNotificationsRead = () => list.update((all) => all.map((entry) => ({ ...entry, read: true })));
export const clearNotifications = () => list.set([]);
export const useNotificationList = (): readonly StoredNotification[] => list.use();
