/** The lines above and below the rows that change at every poll. Apart from the rows, which then need not render. */
import { Button } from "@mantine/core";
import { Suspense } from "react";
import { useTranslations } from "use-intl";
import { withMessages } from "../../i18n/messages";
import { leftOutCount } from "../../mirror/task-history";
import { failureOf } from "../../protocol/wire/call-error";
import { dataReadAtMsOf, useHistoryQueryState } from "../../queries/tasks/use-task-history";
import { lazyNamed } from "../../ui/browser/lazy-named";
import { useFormat } from "../../ui/format/format";
import { usePageStatus } from "../../ui/status/page-status";
import { ReadFailure } from "../../ui/status/read-failure";
import classes from "./history-notes.module.css";

const SinceLines = lazyNamed(() => withMessages("soon", import("../absence/since-lines")), "SinceLines", "background");

const IncompleteNotes = lazyNamed(
  () => withMessages("soon", import("./incomplete-notes")),
  "IncompleteNotes",
  "background",
);

/** The summary after an absence, and what a filter by failed frames counts. Loaded after the rows: they need the whole history. */
export function SinceLine() {
  const { data } = useHistoryQueryState();
  return (
    <Suspense fallback={null}>
      <SinceLines history={data} />
    </Suspense>
  );
}

/** A line for each unusual state of the data: failed, loading, incomplete, malformed, held back. Below the grid, where it moves no row. */
export function HistoryNotes({ heldBack }: { heldBack: number }) {
  const t = useTranslations("task.notes");
  const task = useTranslations("task");
  const format = useFormat();
  const query = useHistoryQueryState();
  const { data: history } = query;
  usePageStatus(query, history ? dataReadAtMsOf(history) : null);
  if (!history) return null;
  return (
    <div className={classes["notes"]}>
      {query.error && (
        <p role="alert" className="tone" data-tone="bad">
          <ReadFailure failure={failureOf(query.error)} asked={task("title")} />
          {t("kept")}{" "}
          <Button variant="default" size="compact-xs" onClick={() => void query.refetch()}>
            {t("retry")}
          </Button>
        </p>
      )}
      {!history.isComplete && (
        <p>
          <progress max={Math.max(1, history.pageCount)} value={history.pagesRead} aria-label={t("loadingLabel")} />
          {t("loading", {
            loaded: format.count(history.nodes.size),
            total: format.count(history.total),
          })}
        </p>
      )}
      {(history.failedPages.size > 0 || history.malformed.size > 0 || leftOutCount(history) > 0) && (
        <Suspense fallback={null}>
          <IncompleteNotes history={history} />
        </Suspense>
      )}
      {heldBack > 0 && <p role="status">{t("heldBack", { count: heldBack })}</p>}
    </div>
  );
}
