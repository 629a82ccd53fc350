/** What our server has recorded since a moment or an event. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { mergeSteps } from "../../mirror/growth-steps";
import type { AbsenceAnswer, EventsAnswer, FailuresAnswer, GrowthAnswer } from "../../mirror/recorded-history";
import type { PollingChoice } from "../http/polling";
import { getRecorded, refetching } from "./recorded-history";

/** The events after a sequence number, oldest first, at most 1,000. Throws CallError. */
export const fetchEvents = async (afterSeq: number): Promise<EventsAnswer["events"]> =>
  (await getRecorded(`events?after=${afterSeq}`, (json): json is EventsAnswer => "events" in json)).events;

type GrowthQueryOptions = {
  /** The choice that the period follows from. */
  readonly since: string;
  readonly sinceMs: number;
  /** Length of the steps, ms; the last ones are as short as a minute. */
  readonly everyMs: number;
};

type KnownGrowth = GrowthAnswer & { readonly sinceMs: number };

/** The growth of the account since a moment. After the first answer only what is new is asked for. Fetched on demand. */
export const growthQuery = ({ since, sinceMs, everyMs }: GrowthQueryOptions) => {
  const queryKey = ["recorded", "growth", since] as const;
  const read = (fromMs: number, signal: AbortSignal) =>
    getRecorded(`growth?from=${fromMs}&every=${everyMs}`, (json): json is GrowthAnswer => "steps" in json, signal);
  return queryOptions({
    queryKey,
    queryFn: async ({ client, signal }): Promise<KnownGrowth> => {
      const before = client.getQueryData<KnownGrowth>(queryKey);
      const known = before && before.sinceMs <= sinceMs ? before.steps.filter(({ atMs }) => atMs > sinceMs) : [];
      const last = known.at(-1);
      const next = await read(last?.atMs ?? sinceMs, signal);
      // The server may have begun a new memory.
      const isSame = last !== undefined && next.recordingSinceMs === before?.recordingSinceMs;
      if (last && !isSame) return { ...(await read(sinceMs, signal)), sinceMs };
      return { ...next, steps: mergeSteps([...known, ...next.steps], everyMs), sinceMs };
    },
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
};

/** The tasks with frames that failed since a moment. */
export const failuresQuery = (fromMs: number, polling: PollingChoice) =>
  queryOptions({
    queryKey: ["recorded", "failures", fromMs] as const,
    queryFn: ({ signal }) =>
      getRecorded(`failures?from=${fromMs}`, (json): json is FailuresAnswer => "tasks" in json, signal),
    placeholderData: keepPreviousData,
    retry: false,
    ...refetching(polling),
  });

/** What happened since a user left, as far as the list of tasks does not tell; once more whenever that list was read (`readMs`). */
export const absenceQuery = (fromMs: number, readMs: number) =>
  queryOptions({
    queryKey: ["recorded", "absence", fromMs, readMs] as const,
    queryFn: ({ signal }) =>
      getRecorded(`absence?from=${fromMs}`, (json): json is AbsenceAnswer => "tasks" in json, signal),
    placeholderData: keepPreviousData,
    gcTime: 0,
    retry: false,
  });
