/** Announces what happened to watched tasks: a toast, a notification of the browser and an entry of the list. */
import { useQuery } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import type { TaskEvent } from "../../mirror/task-events";
import { userProfileQuery } from "../../queries/account/user-profile";
import { serverNow } from "../../state/server-clock";
import { showNotification } from "../../ui/browser/notification-permission";
import { useFormat } from "../../ui/format/format";
import type { Watches } from "../../ui/storage/watches";
import { toast } from "../../ui/toasts/toast";
import { addNotifications } from "./notification-list";
import { toneOf } from "./notification-tone";
import { useWatchedEvents } from "./use-watched-events";

/** More at once are announced as a number; the list has each of them. */
const MAX_TOASTS = 3;
/** What happened longer ago is announced with its time, ms. */
const OLD_MS = 120_000;

export function NotificationAnnouncer({ watched }: { watched: Watches }) {
  const t = useTranslations("shell.notifications");
  const format = useFormat();
  const router = useRouter();
  const profile = useQuery({ ...userProfileQuery, enabled: watched.mine, select: ({ userName }) => userName });
  const isWatched = ({ taskId, userName }: TaskEvent) =>
    watched.ids.includes(taskId) || (watched.mine && profile.data === userName);

  const popUp = (title: string, body: string, { key, taskId }: TaskEvent) => {
    const popup = showNotification(title, { body, tag: key });
    popup?.addEventListener("click", () => {
      window.focus();
      void router.navigate({ to: "/tasks", search: { task: taskId } });
    });
  };
  const announce = (event: TaskEvent) => {
    const title = t(event.type, { count: event.failedFrames });
    const isOld = serverNow() - event.atMs > OLD_MS;
    const message = isOld ? `${event.name} · ${format.moment(event.atMs)}` : event.name;
    void toast({ tone: toneOf(event.type), title, message });
    popUp(title, message, event);
  };
  useWatchedEvents(!watched.mine || !profile.isPending, (events) => {
    const added = addNotifications(events.filter(isWatched));
    const last = added.at(-1);
    if (!last || added.length <= MAX_TOASTS) return added.forEach(announce);
    const title = t("several", { count: added.length });
    void toast({ tone: "idle", title, message: t("severalHelp") });
    popUp(title, t("severalHelp"), last);
  });
  return null;
}
