/** Reads the task history where no page does, and announces once how watched tasks ended: toast, browser notification, list. */
import { hashKey, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter, useRouterState } from "@tanstack/react-router";
import { useEffect, useSyncExternalStore } from "react";
import { useTranslations } from "use-intl";
import type { TaskHistory } from "../../mirror/task-history";
import { notificationOf, type TaskNotification } from "../../protocol/tasks/task-notification";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import { userProfileQuery } from "../../queries/account/user-profile";
import { loadedHistory, taskHistoryQuery } from "../../queries/tasks/task-history-query";
import { taskKeys } from "../../queries/tasks/task-keys";
import { useSavedViews } from "../../tasks/toolbar/saved-views";
import { readPermission } from "../../ui/browser/notification-permission";
import { usePreferences } from "../../ui/storage/preferences";
import { type Watches, watches } from "../../ui/storage/watches";
import { toast } from "../../ui/toasts/toast";
import { claimNotifications } from "./notification-list";
import { openNotificationRelay } from "./notification-relay";

/** Poll interval while the tab is hidden, ms: slower, but it does not stop while something is watched. */
const HIDDEN_MS = 60_000;

const historyHash = hashKey(taskKeys.history);

const subscribeVisibility = (listener: () => void) => {
  document.addEventListener("visibilitychange", listener);
  return () => document.removeEventListener("visibilitychange", listener);
};

/** Pages that read the history themselves while they are visible. */
const pagesWithHistory = new Set(["/tasks", "/monitor"]);

export function Watcher() {
  const watched = watches.use();
  const isWatching = watched.ids.length > 0 || watched.mine;
  const hasPinned = useSavedViews().some((view) => view.pinned);
  return (
    <>
      {(isWatching || hasPinned) && <HistoryReader whileHidden={isWatching} />}
      {isWatching && <NotificationAnnouncer watched={watched} />}
    </>
  );
}

/** Polls the history while the page in view does not: for watched tasks, and for the counts of pinned views. */
function HistoryReader({ whileHidden }: { whileHidden: boolean }) {
  const { polling } = usePreferences();
  const isHidden = useSyncExternalStore(subscribeVisibility, () => document.hidden);
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  useQuery({
    ...taskHistoryQuery(polling),
    enabled: isHidden ? whileHidden : !pagesWithHistory.has(pathname),
    ...(isHidden && polling !== "off" ? { refetchInterval: HIDDEN_MS, refetchIntervalInBackground: true } : {}),
    notifyOnChangeProps: [],
  });
  return null;
}

function NotificationAnnouncer({ watched }: { watched: Watches }) {
  const client = useQueryClient();
  const router = useRouter();
  const t = useTranslations("shell.notifications");
  const { data: user } = useQuery({
    ...userProfileQuery,
    enabled: watched.mine,
    select: (profile) => profile.userName,
  });
  useEffect(() => {
    let before = loadedHistory(client);
    const isWatched = ({ task }: TaskNode) =>
      watched.ids.includes(task.id) || (watched.mine && user !== undefined && task.userName === user);
    const announce = (notification: TaskNotification) => {
      const { key, kind, name, taskId, failedFrames } = notification;
      const title = t(kind, { count: failedFrames });
      void toast({ tone: kind === "finished" ? "good" : "bad", title, message: name });
      if (readPermission() !== "granted") return;
      const popup = new Notification(title, { body: name, tag: key });
      popup.addEventListener("click", () => {
        window.focus();
        void router.navigate({ to: "/tasks", search: { task: taskId } });
      });
    };
    const claim = async (notifications: readonly TaskNotification[]) =>
      (await claimNotifications(notifications, Date.now())).forEach(announce);
    const relay = openNotificationRelay((notifications) => void claim(notifications));
    /** A visible tab announces them, if there is one. */
    const passOn = async (notifications: readonly TaskNotification[]) => {
      if (!document.hidden || !(await relay.offer(notifications))) await claim(notifications);
    };
    const unsubscribe = client.getQueryCache().subscribe(({ type, query }) => {
      if (type !== "updated" || query.queryHash !== historyHash) return;
      const after = loadedHistory(client);
      if (!after || after === before) return;
      const notifications = before ? notificationsBetween(before, after, isWatched) : [];
      before = after;
      if (notifications.length > 0) void passOn(notifications);
    });
    return () => {
      unsubscribe();
      relay.close();
    };
  }, [client, router, t, watched, user]);
  return null;
}

function notificationsBetween(
  before: TaskHistory,
  after: TaskHistory,
  isWatched: (node: TaskNode) => boolean,
): TaskNotification[] {
  const notifications: TaskNotification[] = [];
  for (const [id, node] of after.nodes) {
    const previous = before.nodes.get(id);
    const notification = previous && previous !== node && isWatched(node) ? notificationOf(previous, node) : null;
    if (notification) notifications.push(notification);
  }
  return notifications;
}
