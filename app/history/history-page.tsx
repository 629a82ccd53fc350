/** What the farm did in a range: figures beside those of the range before, a chart, and the tables behind it. */
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import type { Failure } from "../protocol/wire/failure";
import { userProfileQuery } from "../queries/account/user-profile";
import { useFormat } from "../ui/format/format";
import { LoadFailed, Notice } from "../ui/status/query-state";
import { recordedFromIndex, seriesOf } from "./chart/series";
import { UsageChart } from "./chart/usage-chart";
import { FiguresRow } from "./figures/figures-row";
import { observedSecondsOf, sumsByValue } from "./figures/usage-sum";
import classes from "./history.module.css";
import { HistoryBar } from "./history-bar";
import { type HistoryView, useHistoryView } from "./history-view";
import { PeriodTable } from "./table/period-table";
import { ValueTable } from "./table/value-table";
import { type HistoryData, type HistoryQuery, useHistoryData } from "./use-history-data";
import { useUsageCsv } from "./use-usage-csv";

export function HistoryPage() {
  return __DEMO__ ? <NoServer /> : <Recorded />;
}

/** The static demo has no server that records. */
function NoServer() {
  const t = useTranslations("history.state");
  return (
    <main className={classes["page"]}>
      <Notice title={t("demoTitle")}>
        <p>{t("demoHelp")}</p>
      </Notice>
    </main>
  );
}

function Recorded() {
  const t = useTranslations("history");
  const view = useHistoryView();
  const query = useHistoryData(view);
  // Until the profile is there, nobody knows whether amounts may be shown.
  const isAccountKnown = !useQuery(userProfileQuery).isPending;
  const data = isAccountKnown ? query.data : null;
  const onCsv = useUsageCsv(view, data);
  return (
    <div className={classes["page"]}>
      <HistoryBar view={view} onCsv={onCsv} />
      <main className={classes["content"]}>
        <Notes query={query} />
        {data ? (
          <Content view={view} data={data} />
        ) : query.failure ? (
          <FirstFailure failure={query.failure} onRetry={query.retry} />
        ) : (
          <Notice title={t("loading")} role="status" />
        )}
      </main>
    </div>
  );
}

const isDatabaseAway = (failure: Failure) =>
  failure.kind === "proxy" && failure.problem.endsWith(":history-unavailable");
const sinceOf = (failure: Failure) => (failure.kind === "proxy" ? (failure.sinceMs ?? null) : null);

/** Lines about the data: nothing is recorded, or what is shown is old. */
function Notes({ query: { data, failure, notRecordedSinceMs } }: { query: HistoryQuery }) {
  const t = useTranslations("history.state");
  const format = useFormat();
  const kept = () => {
    if (data === null || failure === null) return null;
    const read = format.moment(data.readMs);
    return isDatabaseAway(failure) ? t("kept", { when: format.moment(sinceOf(failure)), read }) : t("failed", { read });
  };
  const lines = [
    kept(),
    notRecordedSinceMs === null ? null : t("notRecorded", { when: format.moment(notRecordedSinceMs) }),
  ];
  return lines.map((line) =>
    line === null ? null : (
      <p key={line} className={`tone ${classes["note"]}`} data-tone="bad" role="status">
        <span aria-hidden="true">✕ </span>
        {line}
      </p>
    ),
  );
}

function FirstFailure({ failure, onRetry }: { failure: Failure; onRetry: () => void }) {
  const t = useTranslations();
  const format = useFormat();
  if (!isDatabaseAway(failure)) return <LoadFailed failure={failure} asked={t("history.title")} onRetry={onRetry} />;
  const sinceMs = sinceOf(failure);
  const since = sinceMs === null ? "" : ` ${t("history.state.awaySince", { when: format.moment(sinceMs) })}`;
  return (
    <Notice tone="bad" glyph="✕" title={`${t("history.state.away")}${since}`} role="alert">
      <p>{t("history.state.awayHelp")}</p>
      <Button variant="default" onClick={onRetry}>
        {t("common.tryAgain")}
      </Button>
    </Notice>
  );
}

function Content({ view, data }: { view: HistoryView; data: HistoryData }) {
  const t = useTranslations("history.state");
  const format = useFormat();
  const { total, byValue } = data;
  const { periods, rows, recordingSinceMs } = byValue;
  const { figure, range, search } = view;
  const recordedFrom = recordedFromIndex(periods, recordingSinceMs);
  const series = useMemo(
    () => seriesOf(rows, { periods, figure, recordedFrom }),
    [rows, periods, figure, recordedFrom],
  );
  const values = useMemo(() => sumsByValue(rows, observedSecondsOf(total.rows)), [rows, total]);
  if (recordingSinceMs === null) {
    return (
      <Notice title={t("emptyTitle")} role="status">
        <p>{t("emptyHelp")}</p>
      </Notice>
    );
  }
  const when = format.moment(recordingSinceMs);
  if (total.rows.length === 0) {
    const isBefore = range.toMs <= recordingSinceMs;
    return (
      <Notice title={t(isBefore ? "beforeTitle" : "noneTitle")} role="status">
        <p>
          {t("since", { when })} {isBefore && t("beforeHelp")}
        </p>
      </Notice>
    );
  }
  return (
    <>
      {range.fromMs < recordingSinceMs && <p className={`faint ${classes["note"]}`}>{t("partly", { when })}</p>}
      <FiguresRow view={view} data={data} />
      <UsageChart view={view} periods={periods} series={series} recordedFrom={recordedFrom} />
      {search.by !== "total" && <ValueTable view={view} rows={values} />}
      <PeriodTable view={view} periods={periods} series={series} totals={total.rows} />
    </>
  );
}
