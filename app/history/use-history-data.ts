/** The queries of the page: usage of the range in total and by the dimension, and the total of the range before. */
import { useQuery } from "@tanstack/react-query";
import type { UsageAnswer } from "../mirror/recorded-history";
import { failureOf } from "../protocol/wire/call-error";
import type { Failure } from "../protocol/wire/failure";
import { recordingStateQuery, usageQuery } from "../queries/history/recorded-history";
import { usePageStatus } from "../ui/status/page-status";
import { usePreferences } from "../ui/storage/preferences";
import type { HistoryView } from "./history-view";

export type HistoryData = {
  readonly total: UsageAnswer;
  readonly byValue: UsageAnswer;
  /** null: not loaded yet. */
  readonly before: UsageAnswer | null;
  /** When the oldest of it was read, epoch ms. */
  readonly readMs: number;
};

export type HistoryQuery = {
  readonly data: HistoryData | null;
  readonly failure: Failure | null;
  readonly notRecordedSinceMs: number | null;
  readonly retry: () => void;
};

export function useHistoryData({ range, period, zone, search }: HistoryView): HistoryQuery {
  const { polling } = usePreferences();
  const { fromMs, toMs, previous } = range;
  const state = useQuery(recordingStateQuery(polling));
  const total = useQuery(usageQuery({ fromMs, toMs, period, by: "total", zone }, polling));
  const byValue = useQuery(usageQuery({ fromMs, toMs, period, by: search.by, zone }, polling));
  const before = useQuery(usageQuery({ ...previous, period, by: "total", zone }, polling));
  const isLoaded = total.data !== undefined && byValue.data !== undefined;
  const readMs = Math.min(total.dataUpdatedAt, byValue.dataUpdatedAt);
  usePageStatus(byValue, isLoaded ? readMs : null);
  const error = total.error ?? byValue.error ?? before.error;
  return {
    data:
      total.data && byValue.data
        ? { total: total.data, byValue: byValue.data, before: before.data ?? null, readMs }
        : null,
    failure: error ? failureOf(error) : null,
    notRecordedSinceMs: state.data?.notRecordedSinceMs ?? null,
    retry: () => {
      for (const query of [state, total, byValue, before]) void query.refetch();
    },
  };
}
