/** Announces rendered files that go soon and that nobody has marked as fetched, each once: toast, browser notification, list. */
import { useQuery } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useEffect, useEffectEvent, useMemo } from "react";
import { useTranslations } from "use-intl";
import type { TaskHistory } from "../../mirror/task-history";
import { type DueOutputs, dueKey, dueOutputs } from "../../protocol/tasks/outputs-due";
import { taskHistoryQuery } from "../../queries/tasks/task-history-query";
import { serverNow } from "../../state/server-clock";
import { useOutputsMoment } from "../../tasks/outputs/use-outputs-moment";
import { showNotification } from "../../ui/browser/notification-permission";
import { visibleName } from "../../ui/status/tail-name";
import { takeUntold } from "../../ui/storage/outputs-alert";
import { toast } from "../../ui/toasts/toast";
import { addNotifications } from "./notification-list";
import { placeOfNotification } from "./notification-place";
import { oneTabAtATime } from "./one-tab";

/** While the list loads, tasks are missing, and would be announced again once they are there. */
const completeNodes = ({ isComplete, nodes }: TaskHistory) => (isComplete ? nodes : null);

export function OutputsAlert({ days }: { days: number }) {
  const t = useTranslations("shell.notifications");
  const router = useRouter();
  // Reads the history from the cache: the page in view or the watcher polls it.
  const { data: nodes } = useQuery({ ...taskHistoryQuery("off"), enabled: false, select: completeNodes });
  const { nowMs, outputDays, fetched } = useOutputsMoment();
  const due = useMemo(
    () => (nodes ? dueOutputs(nodes.values(), { nowMs, outputDays, fetched }, days) : null),
    [nodes, nowMs, outputDays, fetched, days],
  );
  const announce = useEffectEvent(([first, ...others]: readonly DueOutputs[]) => {
    if (!first) return;
    const { id, sceneName } = first.node.task;
    const tasks = 1 + others.length;
    const entry = {
      key: `outputs/${dueKey(first)}`,
      type: "outputs" as const,
      taskId: id,
      name: sceneName,
      failedFrames: 0,
      tasks,
      atMs: serverNow(),
    };
    addNotifications([entry]);
    const title = t("outputs", { tasks });
    const message = tasks === 1 ? visibleName(sceneName) : t("outputsFirst", { name: visibleName(sceneName) });
    const show = () => void router.navigate({ to: "/tasks", search: placeOfNotification(entry) });
    void toast({ tone: "halted", title, message, action: { label: t("show"), run: show } });
    showNotification(title, { body: message, tag: entry.key })?.addEventListener("click", () => {
      window.focus();
      show();
    });
  });
  useEffect(() => {
    if (!due) return;
    void oneTabAtATime(async () => {
      const untold = takeUntold(due.map(dueKey));
      announce(due.filter((one) => untold.has(dueKey(one))));
    });
  }, [due]);
  return null;
}
