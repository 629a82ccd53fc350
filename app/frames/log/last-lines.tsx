/** Above the table while hung and slow frames are looked for: the last log line of each, and for how long nothing has followed it. */
import { Button } from "@mantine/core";
import { useQueries } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { type FrameFigures, slownessRatio } from "../../protocol/frames/frame-figures";
import { hungOrSlow } from "../../protocol/frames/hung-or-slow";
import { type LastLine, SILENT_SECONDS, silentSecondsOf } from "../../protocol/frames/last-line";
import type { FrameRow } from "../../queries/frames/frame-set";
import { lastLineQuery } from "../../queries/frames/last-line-query";
import { useHalfMinute } from "../../ui/browser/now";
import { useFormat } from "../../ui/format/format";
import { usePreferences } from "../../ui/storage/preferences";
import { useFrameLabels } from "../frame-labels";
import classes from "./last-lines.module.css";

/** Frames whose logs are read, the slowest; the others are counted. */
const LISTED = 6;

export function LastLines({
  rows,
  figures,
  onLog,
}: {
  rows: readonly FrameRow[];
  figures: FrameFigures;
  onLog: (id: number) => void;
}) {
  const t = useTranslations("lastLines");
  const labels = useFrameLabels();
  const format = useFormat();
  const nowMs = useHalfMinute();
  const { polling } = usePreferences();
  const { medianByType } = figures;
  const troubled = rows
    .filter(({ frame }) => hungOrSlow(frame, medianByType, nowMs) !== null)
    .map((row) => ({ row, ratio: slownessRatio(row.frame, medianByType, nowMs) ?? 0 }))
    .toSorted((a, b) => b.ratio - a.ratio);
  const listed = troubled.slice(0, LISTED);
  const lines = useQueries({
    queries: listed.map(({ row: { frame } }) => lastLineQuery(frame.id, frame.resubmits, polling)),
  });
  if (listed.length === 0) return null;
  return (
    <section className={classes["lines"]} aria-label={t("title")}>
      <ul>
        {listed.map(({ row, ratio }, index) => (
          <li key={row.frame.id}>
            <strong>{labels.name(row.name)}</strong>
            <span>{t("ratio", { ratio })}</span>
            <span className="faint">
              {row.frame.progressPercent !== null &&
                t("progress", { percent: format.percent(row.frame.progressPercent, 100) })}
            </span>
            <Silence line={lines[index]?.data} nowMs={nowMs} />
            <code title={lines[index]?.data?.text}>{lines[index]?.data?.text}</code>
            <Button
              variant="default"
              size="compact-xs"
              aria-label={t("openLabel", { name: labels.name(row.name) })}
              onClick={() => onLog(row.frame.id)}
            >
              {t("open")}
            </Button>
          </li>
        ))}
      </ul>
      {troubled.length > LISTED && <p className="faint">{t("more", { count: troubled.length - LISTED })}</p>}
    </section>
  );
}

/** undefined: the log is being read, or could not be; null: it has no line. */
function Silence({ line, nowMs }: { line: LastLine | null | undefined; nowMs: number }) {
  const t = useTranslations("lastLines");
  const format = useFormat();
  if (line === undefined) return <span className="faint">…</span>;
  if (line === null) return <span className="faint">{t("none")}</span>;
  const seconds = silentSecondsOf(line, nowMs);
  if (seconds === null) return <span className="faint">{t("undated")}</span>;
  if (seconds < SILENT_SECONDS) return <span>{t("ago", { time: format.duration(seconds) })}</span>;
  return (
    <span className="tone" data-tone="bad">
      <span aria-hidden="true">▲</span> {t("silent", { time: format.duration(seconds) })}
    </span>
  );
}
