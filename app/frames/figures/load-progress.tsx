/** Progress and failures of the loading of frames, with buttons to pause, continue and retry. */
import { Button } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { failureOf } from "../../protocol/wire/call-error";
import { countOutdatedFrames, countStaleFrames } from "../../queries/frames/frame-refresh";
import { type FrameSet, isComplete, isLoaded } from "../../queries/frames/frame-set";
import { pauseFrames } from "../../queries/frames/frame-set-query";
import { useRetryPages } from "../../queries/frames/refresh-frames";
import { useSecond } from "../../ui/browser/now";
import { useFormat } from "../../ui/format/format";
import { ReadFailure } from "../../ui/status/read-failure";
import classes from "./figures.module.css";

const MINUTE_MS = 60_000;
/** Failed pages named by number; the others are counted. */
const LISTED = 8;

const listed = (pages: readonly number[]) => ({ count: pages.length, pages: pages.slice(0, LISTED).join(", ") });

export function LoadProgress({
  set,
  dataReadAtMs,
  query,
  taskId,
  keyword,
}: {
  set: FrameSet;
  /** Epoch ms; null before the first page. */
  dataReadAtMs: number | null;
  query: UseQueryResult<FrameSet>;
  taskId: number;
  keyword: string;
}) {
  const t = useTranslations("frames.load");
  const asked = useTranslations("frames")("table");
  const format = useFormat();
  const retry = useRetryPages(taskId, keyword);
  // Full minutes: the next refresh updates younger data.
  const minutes = useSecond((nowMs) => (dataReadAtMs === null ? 0 : Math.floor((nowMs - dataReadAtMs) / MINUTE_MS)));
  if (set.pageCount === 0) return query.isFetching ? <p className={classes["notes"]}>{t("first")}</p> : null;
  const loaded = [...set.pages.values()].reduce((sum, page) => sum + page.rows.length, 0);
  const malformed = [...set.pages.values()].reduce((sum, page) => sum + page.malformed, 0);
  const behindCount = countStaleFrames(set);
  const oldCount = !query.isFetching && minutes > 0 ? countOutdatedFrames(set) : 0;
  const [failure] = set.failed.values();
  const failed = [...set.failed.keys()].sort((a, b) => a - b);
  const missing = failed.filter((page) => !set.pages.has(page));
  const outdated = failed.filter((page) => set.pages.has(page));
  const counts = { loaded: format.count(loaded), total: format.count(set.total) };
  const isLoading = query.isFetching && !isLoaded(set);
  const partialNote = keyword !== "" || !isComplete(set) ? t("marked") : "";
  return (
    <div className={classes["notes"]}>
      {isLoading && (
        <p>
          <progress max={set.pageCount} value={set.pages.size} aria-label={t("label")} />
          <Line>
            {t("progress", counts)} {partialNote}
          </Line>
          <Button variant="default" size="compact-xs" onClick={() => pauseFrames(taskId, keyword)}>
            {t("cancel")}
          </Button>
        </p>
      )}
      {!isLoading && set.isPaused && (
        <p role="status">
          <Line>
            {t("paused", counts)} {partialNote}
          </Line>
          <Button variant="default" size="compact-xs" onClick={() => void query.refetch()}>
            {t("goOn")}
          </Button>
        </p>
      )}
      {!isLoading && failure && (
        <p role="alert" className="tone" data-tone="bad">
          <Line>
            {missing.length > 0 && t("missing", listed(missing))} {missing.length > 0 && loaded > 0 && t("others")}{" "}
            {outdated.length > 0 && t("kept", listed(outdated))} <ReadFailure failure={failure} asked={asked} />
            {partialNote}
          </Line>
          <Button variant="default" size="compact-xs" loading={retry.isPending} onClick={() => retry.mutate()}>
            {t("retry", { count: set.failed.size })}
          </Button>
        </p>
      )}
      {partialNote !== "" && !isLoading && !set.isPaused && !failure && (
        <p>
          <Line>{partialNote}</Line>
        </p>
      )}
      {query.error && !failure && (
        <p role="alert" className="tone" data-tone="bad">
          <Line>
            <ReadFailure failure={failureOf(query.error)} asked={asked} />
          </Line>
        </p>
      )}
      {behindCount === 0 && oldCount > 0 && (
        <p role="status" className="tone" data-tone="held">
          <Line>{t("old", { count: oldCount, age: format.duration(minutes * 60) })}</Line>
        </p>
      )}
      {behindCount > 0 && (
        <p role="status" className="tone" data-tone="held">
          <Line>{t("behind", { count: behindCount })}</Line>
        </p>
      )}
      {malformed > 0 && (
        <p role="status" className="tone" data-tone="halted">
          <Line>{t("malformed", { count: malformed })}</Line>
        </p>
      )}
    </div>
  );
}

/** A text of the notes, which share one line: it is cut where they have no room, and whole under the pointer. */
function Line({ children }: { children: ReactNode }) {
  return (
    <span onPointerEnter={({ currentTarget }) => currentTarget.setAttribute("title", currentTarget.textContent ?? "")}>
      {children}
    </span>
  );
}
