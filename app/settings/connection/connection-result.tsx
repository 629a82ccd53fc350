/** The server's connection test: the account, or what was tried, the one likely cause and the variable to change. */
import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { type ConnectionReport, changeOf } from "../../protocol/connection";
import { connectionReportQuery, testConnection } from "../../queries/account/connection-report";
import { healthQuery } from "../../queries/http/health";
import { CopyButton } from "../../ui/controls/copy-button";
import { type Format, useFormat } from "../../ui/format/format";
import { type Fact, Facts } from "../facts";
import { Loaded } from "../loaded";
import settings from "../settings.module.css";
import classes from "./connection.module.css";

export function ConnectionResult() {
  const t = useTranslations("settings.connection");
  const query = useQuery(connectionReportQuery);
  const client = useQueryClient();
  const test = useMutation({
    mutationFn: testConnection,
    onSuccess: (report) => {
      client.setQueryData(connectionReportQuery.queryKey, report);
      void client.invalidateQueries({ queryKey: healthQuery.queryKey });
    },
  });
  return (
    <>
      <Loaded query={query} section="connection">
        {(report) => (
          <>
            <Outcome report={report} />
            <ReportFacts report={report} />
          </>
        )}
      </Loaded>
      {test.isError && (
        <p className="tone" data-tone="bad" role="alert">
          {t("testFailed")}
        </p>
      )}
      <div className={settings["foot"]}>
        <Button variant="default" loading={test.isPending} onClick={() => test.mutate()}>
          {t("test")}
        </Button>
        <span className="faint">{t("testHelp")}</span>
      </div>
    </>
  );
}

function Outcome({ report }: { report: ConnectionReport }) {
  const t = useTranslations("settings.connection");
  const { result, dialect, prefix } = report;
  if (result.kind === "connected") {
    return (
      <div role="status">
        <p className={`tone ${classes["outcome"]}`} data-tone="good">
          <span aria-hidden="true">✓</span> {t("connected")}
        </p>
        {result.otherDialectWorks && dialect === "2018" && (
          <p>{t("currentWorks", { variable: `${prefix}DIALECT=current` })}</p>
        )}
      </div>
    );
  }
  const change = changeOf(report, result.cause);
  return (
    <div role="status">
      <p className={`tone ${classes["outcome"]}`} data-tone="bad">
        <span aria-hidden="true">✕</span> {t(`cause.${result.cause}.title`)}
      </p>
      <p>{t(`cause.${result.cause}.remedy`)}</p>
      {change !== null && (
        <p className={classes["change"]}>
          {t(change.includes("=") ? "set" : "check")} <code>{change}</code>
          <CopyButton text={change} what={change} /> {t("restart")}
        </p>
      )}
    </div>
  );
}

/** Clock differences below this are the network's delay, ms. */
const CLOCK_NOISE_MS = 2000;

function clockText(
  offsetMs: number | null,
  format: Format,
  t: ReturnType<typeof useTranslations<"settings.connection">>,
) {
  if (offsetMs === null) return t("clockUnknown");
  if (Math.abs(offsetMs) < CLOCK_NOISE_MS) return t("clockRight");
  return t(offsetMs > 0 ? "clockBehind" : "clockAhead", { offset: format.duration(Math.abs(offsetMs) / 1000) });
}

function ReportFacts({ report }: { report: ConnectionReport }) {
  const t = useTranslations("settings.connection");
  const format = useFormat();
  const { result, tried, dialect, checkedAtMs } = report;
  const account = result.kind === "connected" ? result.account : null;
  const facts: Fact[] = [
    ...(account === null
      ? []
      : [
          { label: t("account"), value: account.userName },
          { label: t("zone"), value: account.zone === null ? null : String(account.zone) },
          {
            label: t("balance"),
            value: account.balance === null ? t("hidden") : format.money(account.balance, account.currency),
          },
        ]),
    ...(tried === null
      ? []
      : [
          { label: t("address"), value: `${tried.protocol}://${tried.domain}` },
          { label: t("accessId"), value: `${tried.idStart}…`, note: t("accessIdNote") },
          { label: t("clock"), value: clockText(tried.clockOffsetMs, format, t) },
        ]),
    { label: t("dialect"), value: dialect },
    ...(result.kind === "failed" ? [{ label: t("answer"), value: result.detail }] : []),
    { label: t("checked"), value: format.moment(checkedAtMs) },
    ...(tried === null ? [{ label: t("more"), value: t("moreLocal") }] : []),
  ];
  return <Facts facts={facts} />;
}
