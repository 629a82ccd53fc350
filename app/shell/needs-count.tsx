/** How many tasks need a user, beside Tasks in the navigation: the number of the group "Needs you" without other filters. */
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { countNeeds } from "../protocol/tasks/task-needs";
import { taskHistoryQuery } from "../queries/tasks/task-history-query";
import { useNeedsNow } from "../tasks/view/use-needs";
import { useFormat } from "../ui/format/format";
import classes from "./nav-rail.module.css";

export function NeedsCount() {
  const t = useTranslations("shell.nav");
  const format = useFormat();
  // Reads the history from the cache and sends no request: the page in view or the watcher does.
  const { data: nodes } = useQuery({ ...taskHistoryQuery("off"), enabled: false, select: (history) => history.nodes });
  const moment = useNeedsNow();
  const count = useMemo(() => (nodes ? countNeeds(nodes.values(), moment) : 0), [nodes, moment]);
  if (count === 0) return null;
  return (
    <>
      <span aria-hidden="true" className={classes["needs"]} title={t("needsYou", { count })}>
        {format.count(count)}
      </span>
      {/* Describes the link (nav-rail.tsx), whose name stays that of the page. */}
      <span id="needs-count" hidden>
        {t("needsYou", { count })}
      </span>
    </>
  );
}
