/** How far the loading is, what of it failed, and how to break off, go on or try again. */
import { Button } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { countOutdatedFrames, countStaleFrames } from "../../queries/frames/frame-refresh";
import { type FrameSet, isComplete, isLoaded } from "../../queries/frames/frame-set";
import { pauseFrames } from "../../queries/frames/frame-set-query";
import { useRetryPages } from "../../queries/frames/refresh-frames";
import { failureOf } from "../../queries/http/call-error";
import { useSecond } from "../../ui/browser/now";
import { useFailureMessages } from "../../ui/format/failure-messages";
import { useFormat } from "../../ui/format/format";
import classes from "../frames.module.css";

const MINUTE_MS = 60_000;
/** Pages named by their numbers; more are counted. */
const LISTED = 8;

const listed = (pages: readonly number[]) => ({ count: pages.length, pages: pages.slice(0, LISTED).join(", ") });

export function LoadProgress({
  set,
  asOfMs,
  query,
  taskId,
  keyword,
}: {
  set: FrameSet;
  /** As of when the frames are known to be the farm's, epoch ms. */
  asOfMs: number | null;
  query: UseQueryResult<FrameSet>;
  taskId: number;
  keyword: string;
}) {
  const t = useTranslations("frames.load");
  const words = useFailureMessages();
  const format = useFormat();
  const retry = useRetryPages(taskId, keyword);
  // Whole minutes: what is younger comes with the next refresh.
  const minutes = useSecond((nowMs) => (asOfMs === null ? 0 : Math.floor((nowMs - asOfMs) / MINUTE_MS)));
  if (set.pageCount === 0) return query.isFetching ? <p className={classes["notes"]}>{t("first")}</p> : null;
  const loaded = [...set.pages.values()].reduce((sum, page) => sum + page.rows.length, 0);
  const malformed = [...set.pages.values()].reduce((sum, page) => sum + page.malformed, 0);
  const behind = countStaleFrames(set);
  const old = !query.isFetching && minutes > 0 ? countOutdatedFrames(set) : 0;
  const [failure] = set.failed.values();
  const failed = [...set.failed.keys()].sort((a, b) => a - b);
  const missing = failed.filter((page) => !set.pages.has(page));
  const kept = failed.filter((page) => set.pages.has(page));
  const counts = { loaded: format.count(loaded), total: format.count(set.total) };
  const loading = query.isFetching && !isLoaded(set);
  const marked = keyword !== "" || !isComplete(set) ? t("marked") : "";
  return (
    <div className={classes["notes"]}>
      {loading && (
        <p>
          <progress max={set.pageCount} value={set.pages.size} aria-label={t("label")} /> {t("progress", counts)}{" "}
          {marked}
          <Button variant="default" size="compact-xs" onClick={() => pauseFrames(taskId, keyword)}>
            {t("cancel")}
          </Button>
        </p>
      )}
      {!loading && set.isPaused && (
        <p role="status">
          {t("paused", counts)} {marked}
          <Button variant="default" size="compact-xs" onClick={() => void query.refetch()}>
            {t("goOn")}
          </Button>
        </p>
      )}
      {!loading && failure && (
        <p role="alert" className="tone" data-tone="bad">
          {missing.length > 0 && t("missing", listed(missing))} {missing.length > 0 && loaded > 0 && t("others")}{" "}
          {kept.length > 0 && t("kept", listed(kept))} {words(failure, "read").title} {marked}
          <Button variant="default" size="compact-xs" loading={retry.isPending} onClick={() => retry.mutate()}>
            {t("retry", { count: set.failed.size })}
          </Button>
        </p>
      )}
      {marked !== "" && !loading && !set.isPaused && !failure && <p>{marked}</p>}
      {query.error && !failure && (
        <p role="alert" className="tone" data-tone="bad">
          {words(failureOf(query.error), "read").title}
        </p>
      )}
      {behind === 0 && old > 0 && (
        <p role="status" className="tone" data-tone="held">
          {t("old", { count: old, age: format.duration(minutes * 60) })}
        </p>
      )}
      {behind > 0 && (
        <p role="status" className="tone" data-tone="held">
          {t("behind", { count: behind })}
        </p>
      )}
      {malformed > 0 && (
        <p role="status" className="tone" data-tone="halted">
          {t("malformed", { count: malformed })}
        </p>
      )}
    </div>
  );
}
