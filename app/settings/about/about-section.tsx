/** Version, mode, farm and clock: the facts for a support request. None of them is secret. */
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { type Health, healthQuery } from "../../queries/http/health";
import { CopyButton } from "../../ui/controls/copy-button";
import { type Format, useFormat } from "../../ui/format/format";
import { type Fact, Facts } from "../facts";
import classes from "../settings.module.css";

/** Clock differences below this are the network's delay, ms. */
const CLOCK_NOISE_MS = 1000;

export function AboutSection() {
  const t = useTranslations("settings.about");
  const format = useFormat();
  const query = useQuery(healthQuery);
  const facts: Fact[] = [
    { label: t("version"), value: __VERSION__ },
    ...(query.data ? [...healthFacts(query.data, t, format), ...serverFacts(query.data, t, format)] : []),
  ];
  return (
    <>
      <p>{t("what")}</p>
      <Facts facts={facts} />
      <p>
        <a href={`${import.meta.env.BASE_URL}licenses.txt`} target="_blank" rel="noreferrer">
          {t("licenses")}
        </a>
      </p>
      {query.isError && (
        <p className="tone" data-tone="bad" role="alert">
          {t("failed")}
        </p>
      )}
      <div className={classes["foot"]}>
        <Button variant="default" loading={query.isFetching} onClick={() => void query.refetch()}>
          {t("ask")}
        </Button>
        <CopyButton hasName text={facts.map(({ label, value }) => `${label}: ${value}`).join("\n")} what={t("copy")} />
      </div>
    </>
  );
}

type Translate = ReturnType<typeof useTranslations<"settings.about">>;

function healthFacts(health: Health, t: Translate, format: Format): Fact[] {
  const { upstream } = health;
  return [
    ...known(t("serverVersion"), health.version),
    { label: t("mode"), value: t(health.mode) },
    { label: t("readOnly"), value: t(health.readOnly ? "readOnlyYes" : "readOnlyNo") },
    ...known(t("upstream"), upstream.host),
    {
      label: t("reachable"),
      value:
        upstream.reachable === null
          ? t("reachableUnknown")
          : upstream.reachable
            ? t("reachableYes", { ms: upstream.latencyMs ?? 0 })
            : t("reachableNo"),
    },
    { label: t("checked"), value: format.moment(upstream.checkedAt) },
    ...(health.clockOffsetMs === undefined
      ? [{ label: t("details"), value: t("detailsLocal") }]
      : [{ label: t("clock"), value: clockText(health.clockOffsetMs ?? 0, t, format), note: t("clockNote") }]),
  ];
}

/** How the server reads the farm, and what it remembers. */
function serverFacts({ collector, history }: Health, t: Translate, format: Format): Fact[] {
  const facts: Fact[] = [];
  if (collector) {
    const { failure, lastGoodReadMs, paceMs, backlog } = collector;
    facts.push(
      { label: t("listRead"), value: lastGoodReadMs === null ? t("never") : format.moment(lastGoodReadMs) },
      {
        label: t("pace"),
        value: failure === null ? t("paceEvery", { seconds: Math.round(paceMs / 1000) }) : t("paceFailing"),
        ...(backlog > 0 ? { note: t("backlog", { count: backlog }) } : {}),
      },
    );
  }
  if (history) {
    const [sinceMs = null] = Object.values(history.recordingSinceMs);
    const isOut = history.notRecordedSinceMs !== null;
    facts.push(
      {
        label: t("recording"),
        value: isOut
          ? t("notRecorded", { moment: format.moment(history.notRecordedSinceMs) })
          : sinceMs === null
            ? t("never")
            : t("recordingSince", { moment: format.moment(sinceMs) }),
        ...(history.setAside === null ? {} : { note: t("setAside", { name: history.setAside }) }),
      },
      { label: t("database"), value: databaseText(history, t, format) },
    );
  }
  return facts;
}

function databaseText(
  { engine, place, sizeBytes }: NonNullable<Health["history"]>,
  t: Translate,
  format: Format,
): string {
  const name = place === ":memory:" ? t("inMemory") : `${engine === "sqlite" ? "SQLite" : "PostgreSQL"}: ${place}`;
  return sizeBytes === null ? name : `${name} · ${format.bytes(sizeBytes)}`;
}

const known = (label: string, value: string | undefined): Fact[] => (value === undefined ? [] : [{ label, value }]);

function clockText(offsetMs: number, t: Translate, format: Format): string {
  if (Math.abs(offsetMs) < CLOCK_NOISE_MS) return t("clockNone");
  return t(offsetMs > 0 ? "clockAhead" : "clockBehind", { offset: format.duration(Math.abs(offsetMs) / 1000) });
}
