/** The lines above and below the rows that change at every poll. Apart from the rows, which then need not render. */
import { Button } from "@mantine/core";
import { Suspense } from "react";
import { useTranslations } from "use-intl";
import { failureOf } from "../../queries/http/call-error";
import { dataReadAtMsOf, useHistoryQueryState } from "../../queries/tasks/use-task-history";
import { lazyNamed } from "../../ui/browser/lazy-named";
import { useFailureMessages } from "../../ui/format/failure-messages";
import { useFormat } from "../../ui/format/format";
import { usePageStatus } from "../../ui/status/page-status";
import classes from "./history-notes.module.css";

const SinceYouLeft = lazyNamed(() => import("../absence/since-you-left"), "SinceYouLeft");

/** The summary after an absence. Loaded after the rows: it needs the whole history. */
export function SinceLine() {
  const { data } = useHistoryQueryState();
  return (
    <Suspense fallback={null}>
      <SinceYouLeft history={data} />
    </Suspense>
  );
}

/** A line for each unusual state of the data: failed, loading, malformed, held back. Below the grid, where it moves no row. */
export function HistoryNotes({ heldBack }: { heldBack: number }) {
  const t = useTranslations("task.notes");
  const format = useFormat();
  const failureMessages = useFailureMessages();
  const query = useHistoryQueryState();
  const { data: history } = query;
  usePageStatus(query, history ? dataReadAtMsOf(history) : null);
  if (!history) return null;
  const malformed = [...history.malformed.values()].reduce((all, count) => all + count, 0);
  return (
    <div className={classes["notes"]}>
      {query.error && (
        <p role="alert" className="tone" data-tone="bad">
          {failureMessages(failureOf(query.error), "read").title} {t("kept")}{" "}
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
      {malformed > 0 && (
        <p role="status" className="tone" data-tone="halted">
          {t("malformed", { count: malformed })}
        </p>
      )}
      {heldBack > 0 && <p role="status">{t("heldBack", { count: heldBack })}</p>}
    </div>
  );
}
