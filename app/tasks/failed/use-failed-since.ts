/** Which tasks had frames that failed since a moment of the URL, as the server recorded it. */
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { failuresQuery } from "../../queries/history/recorded-since";
import { usePreferences } from "../../ui/storage/preferences";
import { useResolvedDates } from "../view/use-resolved-dates";

export type FailedSince = {
  /** Top-level tasks; null: not known. */
  readonly ids: ReadonlySet<number> | null;
  /** Failures of all of them: a frame that failed twice counts twice. */
  readonly frames: number;
  /** The chosen moment, and the one from which the server counted; null: nothing was recorded. Epoch ms. */
  readonly sinceMs: number;
  readonly countedFromMs: number | null;
  /** "away": what was recorded cannot be read, or there is no server. */
  readonly state: "loading" | "ready" | "away";
};

/** `since`: as the search parameter `failed`; undefined asks for nothing. */
export function useFailedSince(since: string | undefined): FailedSince {
  const { polling } = usePreferences();
  const sinceMs = useResolvedDates({ ended: since, from: undefined, to: undefined }).endedFromMs ?? 0;
  const { data, isError } = useQuery({
    ...failuresQuery(sinceMs, polling),
    enabled: since !== undefined && __LIVE__,
  });
  return useMemo(() => {
    const isKnown = data !== undefined && data.fromMs !== null && !isError;
    return {
      ids: isKnown ? new Set(data.tasks.map(({ taskId }) => taskId)) : null,
      frames: data?.tasks.reduce((sum, { failed }) => sum + failed, 0) ?? 0,
      sinceMs,
      countedFromMs: data?.fromMs ?? null,
      state: isError || !__LIVE__ ? "away" : data ? "ready" : "loading",
    };
  }, [data, isError, sinceMs]);
}
