/** How many tasks need a user, beside Tasks in the navigation: the number of the group "Needs you" without other filters. */
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { countNeeds } from "../protocol/tasks/task-needs";
import { taskHistoryQuery } from "../queries/tasks/task-history-query";
import { useNeedsNow } from "../tasks/view/use-resolved-dates";
import { useFormat } from "../ui/format/format";
import classes from "./nav-rail.module.css";

export function NeedsCount() {
  const t = useTranslations("shell.nav");
  const format = useFormat();
  // Reads the history from the cache and sends no request: the page in view or the watcher does.
  const { data: nodes } = useQuery({ ...taskHistoryQuery("off"), enabled: false, select: (history) => history.nodes });
  const nowMs = useNeedsNow();
  const count = useMemo(() => (nodes ? countNeeds(nodes.values(), nowMs) : 0), [nodes, nowMs]);
  if (count === 0) return null;
  return (
    <span className={classes["needs"]} title={t("needsYou", { count })}>
      <span aria-hidden="true">{format.count(count)}</span>
      <span className="visually-hidden">{t("needsYou", { count })}</span>
    </span>
  );
}
