/** Progress and failure of the loading of a log, with buttons to pause, continue and retry. */
import { Button } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { type FrameLog, isLogRead } from "../../queries/frames/log-pages";
import { failureOf } from "../../queries/http/call-error";
import { useFailureMessages } from "../../ui/format/failure-messages";
import { useFormat } from "../../ui/format/format";
import classes from "./log.module.css";

export function LogNotes({
  log,
  query,
  onPause,
}: {
  log: FrameLog;
  query: UseQueryResult<FrameLog>;
  onPause: () => void;
}) {
  const t = useTranslations("frames.log");
  const failureMessages = useFailureMessages();
  const format = useFormat();
  const hasStarted = log.pages.length > 0;
  const pages = { read: format.count(log.pages.length), total: format.count(log.pageCount) };
  return (
    <div className={classes["notes"]}>
      {query.isFetching && !(hasStarted && isLogRead(log)) && (
        <p role="status">
          <progress
            {...(hasStarted ? { max: log.pageCount, value: log.pages.length } : {})}
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
      {query.error && !query.isFetching && hasStarted && (
        <p role="alert" className="tone" data-tone="bad">
          {t("torn", pages)} {failureMessages(failureOf(query.error), "read").title}
          <Button variant="default" size="compact-xs" onClick={() => void query.refetch()}>
            {t("retry")}
          </Button>
        </p>
      )}
    </div>
  );
}
