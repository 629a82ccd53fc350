/** A report of tasks that can be printed, linked and sent: figures, what needs a decision, and the rest in sums. */
import { Button } from "@mantine/core";
import { useTranslations } from "use-intl";
import { hasEveryTask } from "../../mirror/task-history";
import { failureOf } from "../../protocol/wire/call-error";
import { useCopy } from "../../ui/controls/copy-text";
import { usePageStatus } from "../../ui/status/page-status";
import { LoadFailed, Notice } from "../../ui/status/query-state";
import { DayTable } from "./day-table";
import { ExceptionTable } from "./exception-table";
import { FiguresRow } from "./figures-row";
import { GroupTable } from "./group-table";
import classes from "./report.module.css";
import { ReportBar } from "./report-bar";
import { ReportFoot, ReportHead } from "./report-head";
import { useReportCsv } from "./use-csv-export";
import { useReport, useReportSearch } from "./use-report";

export function ReportPage() {
  const t = useTranslations("task.report");
  const search = useReportSearch();
  const report = useReport(search);
  const { query, nodes } = report;
  const copy = useCopy();
  const exportCsv = useReportCsv(nodes);
  usePageStatus(query, query.data ? query.dataUpdatedAt : null);
  const isReady = query.data !== undefined;
  return (
    <div className={classes["page"]}>
      <ReportBar search={search} count={nodes.length}>
        <Button variant="default" onClick={exportCsv} disabled={nodes.length === 0}>
          {t("csv")}
        </Button>
        <Button variant="default" onClick={() => copy(location.href, "link")}>
          {t("copyLink")}
        </Button>
        <Button onClick={() => window.print()} disabled={nodes.length === 0}>
          {t("print")}
        </Button>
      </ReportBar>
      <main className={classes["scroll"]}>
        {!isReady && query.error ? (
          <LoadFailed failure={failureOf(query.error)} asked={t("title")} onRetry={() => void query.refetch()} />
        ) : !isReady ? (
          <Notice title={t("loading")} role="status" />
        ) : nodes.length === 0 && query.data.isComplete ? (
          <Notice title={t("nothing")}>
            <p>{t("nothingHelp")}</p>
          </Notice>
        ) : (
          <article className={classes["sheet"]}>
            <ReportHead search={search} report={report} />
            {!hasEveryTask(query.data) && <p className={classes["small"]}>{t("incomplete")}</p>}
            <FiguresRow search={search} report={report} />
            <ExceptionTable exceptions={report.exceptions} nowMs={report.dataReadAtMs} />
            <GroupTable by={search.by} groups={report.groups} nowMs={report.dataReadAtMs} />
            <DayTable search={search} report={report} />
            <ReportFoot dataReadAtMs={report.dataReadAtMs} />
          </article>
        )}
      </main>
    </div>
  );
}
