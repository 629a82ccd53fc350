/** The data of the Monitor: the task history and the account totals, polled at the same interval. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { failureOf } from "../protocol/wire/call-error";
import type { Failure } from "../protocol/wire/failure";
import { frameStatsQuery } from "../queries/frames/frame-stats";
import { pollingInterval } from "../queries/http/polling";
import { taskHistoryQuery } from "../queries/tasks/task-history-query";
import { usePreferences } from "../ui/storage/preferences";

/** With updates switched off, data is stale after a minute, as on the other pages: two of these intervals. */
const OFF_INTERVAL_MS = 30_000;
/** Time for an answer in addition to the interval, ms. */
const ANSWER_MS = 1000;

export type Freshness = {
  /** Age of the oldest data on screen: when it was read, epoch ms. */
  readonly lastMs: number;
  /** When the screen becomes stale without new data: two refreshes were missed. */
  readonly staleFromMs: number;
  readonly failure: Failure | null;
  readonly paused: boolean;
  /** Cancels pending requests and sends new ones. */
  readonly retry: () => void;
};

/** A hidden tab does not poll. A visible window without focus does, as a wall screen must. */
export function useMonitorData() {
  const { polling } = usePreferences();
  const [openedMs] = useState(() => Date.now());
  const history = useQuery(taskHistoryQuery(polling));
  const busy = history.data !== undefined && history.data.active.size > 0;
  const stats = useQuery(frameStatsQuery(polling, busy));
  const chosen = pollingInterval(polling, { isBusy: busy, hasFailed: false });
  const interval = chosen === false ? OFF_INTERVAL_MS : chosen;
  // Just after the interval became shorter, data read at the old one is not late yet.
  const [pace, setPace] = useState({ interval, fromMs: openedMs });
  if (pace.interval !== interval) setPace({ interval, fromMs: history.dataUpdatedAt || openedMs });

  const lastMs = Math.min(history.dataUpdatedAt || openedMs, stats.dataUpdatedAt || openedMs);
  const error = history.error ?? stats.error ?? history.failureReason ?? stats.failureReason;
  const freshness: Freshness = {
    lastMs,
    staleFromMs: Math.max(lastMs, pace.fromMs) + 2 * interval + ANSWER_MS,
    failure: error ? failureOf(error) : null,
    paused: chosen === false,
    retry: () => {
      void history.refetch();
      void stats.refetch();
    },
  };
  return { history, stats, freshness };
}
