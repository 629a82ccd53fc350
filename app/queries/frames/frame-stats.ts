/** Account-wide frame totals (queryAllFrameStats, endpoints-2018 section 9.15). */
import { queryOptions } from "@tanstack/react-query";
import { callOperation } from "../http/call-operation";
import { type PollingChoice, pollingInterval } from "../http/polling";

export const frameStatsKey = ["frame-stats"] as const;

/** Frames of the whole account; null: the farm did not say. */
export type FrameTotals = {
  readonly done: number | null;
  readonly executing: number | null;
  readonly failed: number | null;
  readonly waiting: number | null;
  readonly total: number | null;
  /** Not on the wire: what the other four leave of the total (section 5). */
  readonly abandoned: number | null;
};

type Listed = Omit<FrameTotals, "abandoned">;

/** The totals with their remainder; it is unknown when any of its parts is, and never below zero. */
export function withAbandoned(listed: Listed): FrameTotals {
  const { done, executing, failed, waiting, total } = listed;
  const unknown = done === null || executing === null || failed === null || waiting === null || total === null;
  return { ...listed, abandoned: unknown ? null : Math.max(0, total - done - executing - failed - waiting) };
}

/** The totals, asked for at the pace of the task history: `busy` says whether any task moves. */
export function frameStatsQuery(polling: PollingChoice, busy: boolean) {
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
      pollingInterval(polling, { busy, failed: query.state.status === "error" || query.state.fetchFailureCount > 0 }),
    refetchOnWindowFocus: "always",
    refetchOnReconnect: "always",
    refetchOnMount: "always",
  });
}
