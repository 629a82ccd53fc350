/** The one stream of data under the Monitor: the task history and the account totals, read at one pace. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Failure } from "../protocol/wire/failure";
import { frameStatsQuery } from "../queries/frames/frame-stats";
import { failureOf } from "../queries/http/call-error";
import { pollingInterval } from "../queries/http/polling";
import { taskHistoryQuery } from "../queries/tasks/task-history-query";
import { usePreferences } from "../ui/storage/preferences";

/** With updates switched off, data is stale after the same minute as everywhere else. */
const OFF_MS = 30_000;
/** How long an answer may take on top of the pace. */
const ANSWER_MS = 1000;

export type Freshness = {
  /** The last moment at which everything on screen had been read, epoch ms. */
  readonly lastMs: number;
  /** From when on the screen is stale unless new data comes: two refreshes were missed. */
  readonly staleFromMs: number;
  readonly failure: Failure | null;
  readonly paused: boolean;
  /** Gives up on requests under way and asks anew. */
  readonly retry: () => void;
};

/** A hidden tab does not poll; a window that is merely not focused does, as a wall screen must. */
export function useMonitorData() {
  const { polling } = usePreferences();
  const [openedMs] = useState(() => Date.now());
  const history = useQuery(taskHistoryQuery(polling));
  const busy = history.data !== undefined && history.data.active.size > 0;
  const stats = useQuery(frameStatsQuery(polling, busy));
  const chosen = pollingInterval(polling, { busy, failed: false });
  const interval = chosen === false ? OFF_MS : chosen;
  // When the pace has just quickened, what was read at the old one is not late yet.
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
