/** The growth of the account since a time: from our server, or in a build without one as far as this tab has seen it. */
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import type { GrowthStep } from "../../mirror/growth-steps";
import type { TaskHistory } from "../../mirror/task-history";
import { growthQuery } from "../../queries/history/recorded-since";
import { intervalOf } from "./steps";
import { useTabSteps } from "./tab-steps";

export type Growth = {
  readonly steps: readonly GrowthStep[];
  /** "away": what was recorded cannot be read at the moment; the steps are those read last. */
  readonly state: "loading" | "ready" | "away";
};

export type GrowthPeriod = {
  /** The choice on the URL. */
  readonly since: string;
  /** Its start and now, epoch ms on the farm's clock. */
  readonly sinceMs: number;
  readonly nowMs: number;
};

const noSteps: readonly GrowthStep[] = [];

/** `readMs`: when the history was read; each new reading asks for what was recorded until then. */
function useServerGrowth(_history: TaskHistory | undefined, readMs: number, period: GrowthPeriod): Growth {
  const { since, sinceMs, nowMs } = period;
  const query = useQuery({
    ...growthQuery({ since, sinceMs, everyMs: intervalOf(sinceMs, nowMs) }),
    enabled: false,
  });
  const { refetch } = query;
  useEffect(() => {
    // A request under way may have left before this reading, or for another period.
    if (readMs > 0 && since !== "") void refetch({ cancelRefetch: true });
  }, [readMs, since, refetch]);
  const state = query.isError ? "away" : query.isPending ? "loading" : "ready";
  return { steps: query.data?.steps ?? noSteps, state };
}

function useTabGrowth(history: TaskHistory | undefined, readMs: number, _period: GrowthPeriod): Growth {
  return { steps: useTabSteps(history, readMs), state: "ready" };
}

export const useGrowth = __LIVE__ ? useServerGrowth : useTabGrowth;
