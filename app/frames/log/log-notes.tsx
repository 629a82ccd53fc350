/** Progress and failure of the loading of a log, with buttons to pause, continue and retry. */
import { Button } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { failureOf } from "../../protocol/wire/call-error";
import { type FrameLog, isLogRead } from "../../queries/frames/log-pages";
import { useFormat } from "../../ui/format/format";
import { ReadFailure } from "../../ui/status/read-failure";
import classes from "./log.module.css";

export function LogNotes({
  log,
  query,
  asked,
  onPause,
}: {
  log: FrameLog;
  query: UseQueryResult<FrameLog>;
  /** The heading of the log. */
  asked: string;
  onPause: () => void;
}) {
  const t = useTranslations("frames.log");
  const format = useFormat();
  const hasStarted = log.pages.length > 0;
  const pages = {
    read: format.count(log.pages.length),
    total: format.count(Math.max(log.pageCount, log.pages.length)),
  };
  return (
    <div className={classes["notes"]}>
      {query.isFetching && !(hasStarted && isLogRead(log)) && (
        <p role="status">
          <progress
            {...(hasStarted ? { max: Math.max(log.pageCount, log.pages.length), value: log.pages.length } : {})}
            aria-label={t("progressLabel")}
          />
          {hasStarted ? t("progress", pages) : t("loading")}
          <Button variant="default" size="compact-xs" onClick={onPause}>
            {t("cancel")}
          </Button>
        </p>
      )}
      {!query.isFetching && log.isPaused && (
        <p role="status">
          {t("paused", pages)}
          <Button variant="default" size="compact-xs" onClick={() => void query.refetch()}>
            {t("goOn")}
          </Button>
        </p>
      )}
      {log.isCut && <p role="status">{t("cut", { pages: format.count(log.pages.length) })}</p>}
      {query.error && !query.isFetching && hasStarted && (
        <p role="alert" className="tone" data-tone="bad">
          {t("torn", pages)} <ReadFailure failure={failureOf(query.error)} asked={asked} />
          <Button variant="default" size="compact-xs" onClick={() => void query.refetch()}>
            {t("retry")}
          </Button>
        </p>
      )}
    </div>
  );
}
