/** Account-wide frame totals (queryAllFrameStats, endpoints-2018 section 9.15). */
import { queryOptions } from "@tanstack/react-query";
import { callOperation } from "../http/call-operation";
import { type PollingChoice, pollingInterval } from "../http/polling";

export const frameStatsKey = ["frame-stats"] as const;

/** Frames of the whole account; null: missing in the response. */
export type FrameTotals = {
  readonly done: number | null;
  readonly executing: number | null;
  readonly failed: number | null;
  readonly waiting: number | null;
  readonly total: number | null;
  /** Not on the wire: the total minus the other four (section 5). */
  readonly abandoned: number | null;
};

type ReportedTotals = Omit<FrameTotals, "abandoned">;

/** The totals with the abandoned frames: null when one of the parts is null, and never below zero. */
export function withAbandoned(reported: ReportedTotals): FrameTotals {
  const { done, executing, failed, waiting, total } = reported;
  const isUnknown = done === null || executing === null || failed === null || waiting === null || total === null;
  return { ...reported, abandoned: isUnknown ? null : Math.max(0, total - done - executing - failed - waiting) };
}

/** The totals, polled like the task history: `isBusy` says whether any task is active. */
export function frameStatsQuery(polling: PollingChoice, isBusy: boolean) {
  return queryOptions({
    queryKey: frameStatsKey,
    queryFn: async ({ signal }): Promise<FrameTotals> => {
      const stats = await callOperation("queryAllFrameStats", {}, signal);
      return withAbandoned({
        done: stats.doneFramesTotal,
        executing: stats.executingFramesTotal,
        failed: stats.failedFramesTotal,
        waiting: stats.waitingFramesTotal,
        total: stats.totalFrames,
      });
    },
    refetchInterval: (query) =>
      pollingInterval(polling, {
        isBusy,
        hasFailed: query.state.status === "error" || query.state.fetchFailureCount > 0,
      }),
    refetchOnWindowFocus: "always",
    refetchOnReconnect: "always",
    refetchOnMount: "always",
  });
}
