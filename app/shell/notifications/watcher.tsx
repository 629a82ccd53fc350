/** Reads the task history where no page does, and announces once what happened to watched tasks: toast, browser notification, list. */
import { useQuery } from "@tanstack/react-query";
import { useRouterState } from "@tanstack/react-router";
import { Suspense, useEffect, useSyncExternalStore } from "react";
import { withMessages } from "../../i18n/messages";
import { taskHistoryQuery } from "../../queries/tasks/task-history-query";
import { useSavedViews } from "../../tasks/toolbar/saved-views";
import { lazyNamed } from "../../ui/browser/lazy-named";
import { useAlertDays } from "../../ui/storage/outputs-alert";
import { usePreferences } from "../../ui/storage/preferences";
import { watches } from "../../ui/storage/watches";
import { eventCursor } from "./event-cursor";
import { NotificationAnnouncer } from "./notification-announcer";

const OutputsAlert = lazyNamed(() => withMessages("dialogs", import("./outputs-alert")), "OutputsAlert", "background");

/** Poll interval while the tab is hidden, ms: slower, but it does not stop while something is watched. */
const HIDDEN_MS = 60_000;

const subscribeVisibility = (listener: () => void) => {
  document.addEventListener("visibilitychange", listener);
  return () => document.removeEventListener("visibilitychange", listener);
};

/** Pages that read the history themselves while they are visible. */
const pagesWithHistory = new Set(["/tasks", "/monitor"]);

export function Watcher() {
  const watched = watches.use();
  const isWatching = watched.ids.length > 0 || watched.mine;
  const days = useAlertDays();
  const hasPinned = useSavedViews().some((view) => view.pinned);
  useEffect(() => {
    // What happens until the next watch begins is no news then.
    if (!isWatching && eventCursor.get() !== null) eventCursor.set(null);
  }, [isWatching]);
  return (
    <>
      {(__LIVE__ || isWatching || days > 0 || hasPinned) && <HistoryReader whileHidden={isWatching || days > 0} />}
      {isWatching && <NotificationAnnouncer watched={watched} />}
      {days > 0 && (
        <Suspense fallback={null}>
          <OutputsAlert days={days} />
        </Suspense>
      )}
    </>
  );
}

/**
 * Polls the history while the page in view does not: for watched tasks, and for the counts in the navigation. A page without a
 * server of its own would read the whole list from the farm for the count of what needs a user, and does not.
 */
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
