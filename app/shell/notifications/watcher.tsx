/** Follows the history where no page does, and tells once what became of watched tasks: toast, browser notification, list. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter, useRouterState } from "@tanstack/react-router";
import { useEffect, useSyncExternalStore } from "react";
import { useTranslations } from "use-intl";
import type { TaskHistory } from "../../mirror/task-history";
import { notificationOf, type TaskNotification } from "../../protocol/tasks/task-notification";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import { userProfileQuery } from "../../queries/account/account";
import { loadedHistory, taskHistoryQuery } from "../../queries/tasks/task-history-query";
import { taskKeys } from "../../queries/tasks/task-keys";
import { useSavedViews } from "../../tasks/toolbar/saved-views";
import { readPermission } from "../../ui/browser/notification-permission";
import { usePreferences } from "../../ui/storage/preferences";
import { type Watches, watches } from "../../ui/storage/watches";
import { toast } from "../../ui/toasts/toast";
import { claimNotification } from "./notification-list";
import { openNotificationRelay } from "./notification-relay";

/** Ms between readings while the tab is hidden: slower, but it does not stop while something is watched. */
const HIDDEN_MS = 60_000;

const subscribeVisibility = (listener: () => void) => {
  document.addEventListener("visibilitychange", listener);
  return () => document.removeEventListener("visibilitychange", listener);
};

/** Pages that read the history themselves while they are seen. */
const readers = new Set(["/tasks", "/monitor"]);

export function Watcher() {
  const watched = watches.use();
  const watching = watched.ids.length > 0 || watched.mine;
  const pinned = useSavedViews().some((view) => view.pinned);
  return (
    <>
      {(watching || pinned) && <HistoryReader whileHidden={watching} />}
      {watching && <NewsTeller watched={watched} />}
    </>
  );
}

/** Keeps the history read where no page in view does it: for what is watched, and for the counts of pinned views. */
function HistoryReader({ whileHidden }: { whileHidden: boolean }) {
  const { polling } = usePreferences();
  const hidden = useSyncExternalStore(subscribeVisibility, () => document.hidden);
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  useQuery({
    ...taskHistoryQuery(polling),
    enabled: hidden ? whileHidden : !readers.has(pathname),
    ...(hidden && polling !== "off" ? { refetchInterval: HIDDEN_MS, refetchIntervalInBackground: true } : {}),
    notifyOnChangeProps: [],
  });
  return null;
}

function NewsTeller({ watched }: { watched: Watches }) {
  useNews(watched);
  return null;
}

function useNews(watched: Watches) {
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
    const concerns = ({ task }: TaskNode) =>
      watched.ids.includes(task.id) || (watched.mine && user !== undefined && task.userName === user);
    const tell = (news: TaskNotification) => {
      const title = t(news.kind, { count: news.failedFrames });
      const good = news.kind === "finished";
      void toast({ tone: good ? "good" : "bad", title, message: news.name });
      if (readPermission() === "granted") {
        const shown = new Notification(title, { body: news.name, tag: news.key });
        shown.addEventListener("click", () => {
          window.focus();
          void router.navigate({ to: "/tasks", search: { task: news.taskId } });
        });
      }
    };
    const claim = async (news: readonly TaskNotification[]) =>
      (await claimNotification(news, Date.now())).forEach(tell);
    const relay = openNotificationRelay((news) => void claim(news));
    /** By a tab that is seen, if there is one. */
    const pass = async (news: readonly TaskNotification[]) => {
      if (!document.hidden || !(await relay.offer(news))) await claim(news);
    };
    const unsubscribe = client.getQueryCache().subscribe((event) => {
      if (event.type !== "updated" || event.query.queryHash !== JSON.stringify(taskKeys.history)) return;
      const after = loadedHistory(client);
      if (!after || after === before) return;
      const news = before ? newsBetween(before, after, concerns) : [];
      before = after;
      if (news.length > 0) void pass(news);
    });
    return () => {
      unsubscribe();
      relay.close();
    };
  }, [client, router, t, watched, user]);
}

function newsBetween(
  before: TaskHistory,
  after: TaskHistory,
  concerns: (node: TaskNode) => boolean,
): TaskNotification[] {
  const news: TaskNotification[] = [];
  for (const [id, node] of after.nodes) {
    const was = before.nodes.get(id);
    const one = was && was !== node && concerns(node) ? notificationOf(was, node) : null;
    if (one) news.push(one);
  }
  return news;
}
