/** Steps from one log of a failed frame to the next, so that a row of failures is read without going back to the table. */
import { ActionIcon, Tooltip } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useTranslations } from "use-intl";
import type { FrameRow } from "../../queries/frames/frame-set";
import { isFailed } from "../commands/rerender-plan";
import { canHaveLog } from "./can-have-log";
import classes from "./log.module.css";

export type FailedLogs = {
  /** Opens the previous or the next one; null: there is none. */
  readonly previous: (() => void) | null;
  readonly next: (() => void) | null;
};

const ofFailed = (row: FrameRow) => isFailed(row) && canHaveLog(row.frame);

/** The failed frames around an open log, in the natural order. `current` may be any frame; null: no log is open. */
export function failedAround(
  rows: readonly FrameRow[],
  current: number | null,
): { readonly previous: number | null; readonly next: number | null } {
  const place = current === null ? -1 : rows.findIndex(({ frame }) => frame.id === current);
  const before = place < 0 ? undefined : rows.slice(0, place).findLast(ofFailed);
  const after = rows.slice(place + 1).find(ofFailed);
  return { previous: before?.frame.id ?? null, next: after?.frame.id ?? null };
}

export function FailedLogButtons({ logs: { previous, next } }: { logs: FailedLogs }) {
  const t = useTranslations("frames.log");
  if (previous === null && next === null) return null;
  return (
    <span className={classes["failed"]}>
      <Tooltip label={`${t("previousFailed")} (P)`}>
        <ActionIcon
          variant="default"
          aria-label={t("previousFailed")}
          disabled={previous === null}
          onClick={() => previous?.()}
        >
          <IconChevronLeft size={14} aria-hidden="true" />
        </ActionIcon>
      </Tooltip>
      <span aria-hidden="true">{t("failed")}</span>
      <Tooltip label={`${t("nextFailed")} (N)`}>
        <ActionIcon variant="default" aria-label={t("nextFailed")} disabled={next === null} onClick={() => next?.()}>
          <IconChevronRight size={14} aria-hidden="true" />
        </ActionIcon>
      </Tooltip>
    </span>
  );
}
