/** The line above a list of the tasks with frames that failed since a moment: how many, from when they count, and a button that ends the filter. */
import { ActionIcon } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useLayoutEffect } from "react";
import { useTranslations } from "use-intl";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import { useHalfMinute } from "../../ui/browser/now";
import { useDateNames } from "../../ui/format/date-names";
import { useFormat } from "../../ui/format/format";
import classes from "../absence/since-you-left.module.css";
import { failedTasks } from "../view/failed-tasks";
import { useChangeSearch } from "../view/use-task-search";
import { useFailedSince } from "./use-failed-since";

/** Counting that begins this much after the chosen moment is mentioned, ms. */
const LATE_MS = 150_000;

export function FailedSince({ since, nodes }: { since: string; nodes: ReadonlyMap<number, TaskNode> }) {
  const t = useTranslations("task.failed");
  const format = useFormat();
  const names = useDateNames();
  const changeSearch = useChangeSearch();
  const nowMs = useHalfMinute();
  const { ids, frames, sinceMs, countedFromMs, state } = useFailedSince(since);
  useLayoutEffect(() => {
    failedTasks.set(ids);
    return () => failedTasks.set(null);
  }, [ids]);
  const gone = ids ? [...ids].filter((id) => !nodes.has(id)).length : 0;
  const isLate = countedFromMs !== null && countedFromMs - sinceMs > LATE_MS;
  const title = t("title", { since: names.ended(since, nowMs) });
  return (
    <section className={classes["line"]} aria-label={title}>
      <strong title={format.moment(sinceMs)}>{title}</strong>
      {ids ? (
        <span role="status">
          {t("count", { frames, tasks: ids.size })}
          {gone > 0 && ` · ${t("gone", { count: gone })}`}
        </span>
      ) : (
        <span role="status" className="faint">
          {t(state === "loading" ? "loading" : state === "away" ? "away" : "notRecorded")}
        </span>
      )}
      {isLate && <span className="faint">{t("countedFrom", { time: format.clock(countedFromMs, nowMs) })}</span>}
      <ActionIcon
        variant="subtle"
        color="gray"
        size="sm"
        aria-label={t("clear")}
        onClick={() => changeSearch({ failed: undefined })}
      >
        <IconX size={14} aria-hidden="true" />
      </ActionIcon>
    </section>
  );
}
