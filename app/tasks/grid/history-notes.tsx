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

/** Failed pages named by number; the others are counted. */
const LISTED_PAGES = 8;

const SinceYouLeft = lazyNamed(
  () => withMessages("soon", import("../absence/since-you-left")),
  "SinceYouLeft",
  "background",
);

/** The summary after an absence. Loaded after the rows: it needs the whole history. */
export function SinceLine() {
  const { data } = useHistoryQueryState();
  return (
    <Suspense fallback={null}>
      <SinceYouLeft history={data} />
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
  const [firstFailure] = history.failedPages.values();
  const failedPages = [...history.failedPages.keys()].sort((a, b) => a - b);
  const leftOut = leftOutCount(history);
  const malformed = [...history.malformed.values()].reduce((all, count) => all + count, 0);
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
      {firstFailure !== undefined && (
        <p role="status" className="tone" data-tone="bad">
          {t("failedPages", { count: failedPages.length, pages: failedPages.slice(0, LISTED_PAGES).join(", ") })}{" "}
          <ReadFailure failure={firstFailure} asked={task("title")} />
        </p>
      )}
      {leftOut > 0 && (
        <p role="status" className="tone" data-tone="halted">
          {t("leftOut", { count: leftOut })}
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
