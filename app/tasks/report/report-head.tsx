/** Title, period and author of a report, its progress, and the line at its end. */
import { useTranslations } from "use-intl";
import { useFormat } from "../../ui/format/format";
import { barBackground, useCountsLabel } from "../../ui/status/state-bar";
import { visibleName } from "../../ui/status/tail-name";
import { usePersonName } from "../../ui/storage/person-name";
import { NO_PROJECT, projectOf } from "../view/task-view";
import classes from "./report.module.css";
import type { ReportSearch } from "./report-search";
import { countsOf } from "./report-summary";
import type { Report } from "./use-report";

/** More projects than these are counted instead of named. */
const MAX_NAMED = 3;

function useTitle({ nodes }: Report, { only }: ReportSearch): string {
  const t = useTranslations("task.report");
  const [first] = nodes;
  if (only !== undefined && first) return visibleName(first.task.sceneName);
  const projects = [...new Set(nodes.map(projectOf))];
  if (projects.length > MAX_NAMED) return t("projects", { count: projects.length });
  return projects.map((project) => (project === NO_PROJECT ? t("noProject") : project)).join(", ");
}

export function ReportHead({ search, report }: { search: ReportSearch; report: Report }) {
  const t = useTranslations("task.report");
  const format = useFormat();
  const author = usePersonName().trim();
  const title = useTitle(report, search);
  const { summary, span, dataReadAtMs } = report;
  const counts = countsOf(summary);
  const label = useCountsLabel()(counts);
  const end = span?.toMs ?? dataReadAtMs;
  const zone = format.zoneName(dataReadAtMs);
  const day = (ms: number) => `${format.date(ms)} ${format.clock(ms, ms)}`;
  const period =
    span === null ? t("until", { end: `${day(end)} ${zone}` }) : `${day(span.fromMs)} – ${day(end)} ${zone}`;
  return (
    <>
      <div className={classes["head"]}>
        <h2>
          <bdi>{title}</bdi>
        </h2>
        <p>
          {period}
          {author !== "" && (
            <>
              {" · "}
              <bdi>{author}</bdi>
            </>
          )}
        </p>
      </div>
      <div className={classes["progress"]}>
        <span
          className={classes["bigBar"]}
          style={{ background: barBackground(counts) }}
          role="img"
          aria-label={label}
        />
        <strong>{format.percent(summary.done, summary.total)}</strong>
      </div>
      <p className={classes["small"]}>
        {t("frames", { done: summary.done, total: summary.total })} · {t("failedFrames", { count: summary.failed })} ·{" "}
        {t("of", { count: summary.tasks })}
      </p>
    </>
  );
}

export function ReportFoot({ dataReadAtMs }: { dataReadAtMs: number }) {
  const t = useTranslations("task.report");
  const format = useFormat();
  return <p className={classes["foot"]}>{t("foot", { time: format.moment(dataReadAtMs) })}</p>;
}
