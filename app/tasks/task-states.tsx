/** Everything around the rows: first load, progress of the history, stale data, rows left out or held back. */
import { Button } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { failureOf } from "../queries/call-error";
import type { TaskHistory } from "../queries/task-history";
import { useFailureWords } from "../ui/failure-words";
import { useFormat } from "../ui/format";
import classes from "./tasks.module.css";

/** Rows that stand for the first ones, so that nothing jumps when they come. */
export function TaskSkeleton({ rowHeight }: { rowHeight: number }) {
  const t = useTranslations("task");
  return (
    <div role="status" aria-label={t("loading")} className={classes["skeleton"]}>
      {Array.from({ length: 12 }, (_, index) => (
        <span key={String(index)} style={{ height: rowHeight, opacity: 1 - index / 12 }} />
      ))}
    </div>
  );
}

/** One quiet line below the grid for each thing that is not as usual: coming and going, it moves no row. */
export function HistoryNotes({
  history,
  query,
  heldBack,
  onRetry,
}: {
  history: TaskHistory | undefined;
  query: UseQueryResult<TaskHistory>;
  heldBack: number;
  onRetry: () => void;
}) {
  const t = useTranslations("task.notes");
  const format = useFormat();
  const words = useFailureWords();
  if (!history) return null;
  const malformed = [...history.malformed.values()].reduce((all, count) => all + count, 0);
  return (
    <div className={classes["notes"]}>
      {query.error && (
        <p role="alert" className="tone" data-tone="bad">
          {words(failureOf(query.error), "read").title} {t("kept")}{" "}
          <Button variant="default" size="compact-xs" onClick={onRetry}>
            {t("retry")}
          </Button>
        </p>
      )}
      {!history.complete && (
        <p>
          <progress max={Math.max(1, history.pageCount)} value={history.pagesRead} aria-label={t("loadingLabel")} />
          {t("loading", {
            loaded: format.count(history.nodes.size),
            total: format.count(history.total),
          })}
        </p>
      )}
      {malformed > 0 && (
        <p role="status" className="tone" data-tone="halted">
          {t("malformed", { count: malformed })}
        </p>
      )}
      {heldBack > 0 && <p role="status">{t("heldBack", { count: heldBack })}</p>}
    </div>
  );
}
