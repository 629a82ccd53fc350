/** Queries of what our server has recorded. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { DeletedEnvironments, EnvironmentVersions } from "../../mirror/environment-versions";
import {
  RECORDED_FORMAT,
  type RecordingState,
  type TaskLife,
  type UsageAnswer,
  type UsageDimension,
  type UsagePeriod,
} from "../../mirror/recorded-history";
import { CallError } from "../../protocol/wire/call-error";
import { getJson } from "../http/get-json";
import type { PollingChoice } from "../http/polling";

/** Of the routes. */
export const HISTORY_PATH = "/api/history";
/** What is recorded changes with every poll of the farm; the sums of a range hardly do. */
const INTERVAL_MS = 60_000;
const RETRY_INTERVAL_MS = 15_000;

/** The server is of the same build but for the moments of a deployment; then the formats may differ. */
export async function getRecorded<Answer extends { readonly format: number }>(
  path: string,
  isAnswer: (json: object) => json is Answer,
  signal?: AbortSignal,
): Promise<Answer> {
  const json = await getJson(`${HISTORY_PATH}/${path}`, "history", signal);
  const isCurrent = typeof json === "object" && json !== null && Reflect.get(json, "format") === RECORDED_FORMAT;
  if (isCurrent && isAnswer(json)) return json;
  throw new CallError("history", { kind: "shape", detail: "no answer of the history routes", certainty: "not-sent" });
}

export const refetching = (polling: PollingChoice) => ({
  refetchInterval: (query: { readonly state: { readonly status: string } }) => {
    if (polling === "off") return false;
    return query.state.status === "error" ? RETRY_INTERVAL_MS : INTERVAL_MS;
  },
});

export const recordingStateQuery = (polling: PollingChoice) =>
  queryOptions({
    queryKey: ["recorded", "state"] as const,
    queryFn: ({ signal }) => getRecorded("state", (json): json is RecordingState => "nowMs" in json, signal),
    ...refetching(polling),
  });

export type UsageQueryOptions = {
  readonly fromMs: number;
  readonly toMs: number;
  readonly period: UsagePeriod;
  readonly by: UsageDimension;
  /** IANA name. */
  readonly zone: string;
};

/** Usage per period and value. */
export const usageQuery = ({ fromMs, toMs, ...rest }: UsageQueryOptions, polling: PollingChoice) =>
  queryOptions({
    queryKey: ["recorded", "usage", fromMs, toMs, rest.period, rest.by, rest.zone] as const,
    queryFn: ({ signal }) => {
      const parameters = new URLSearchParams({ from: String(fromMs), to: String(toMs), ...rest });
      return getRecorded(`usage?${parameters.toString()}`, (json): json is UsageAnswer => "rows" in json, signal);
    },
    ...refetching(polling),
  });

/** Events and attempts of a task or layer. */
export const taskLifeQuery = (id: number) =>
  queryOptions({
    queryKey: ["recorded", "task", id] as const,
    queryFn: ({ signal }) => getRecorded(`tasks/${id}`, (json): json is TaskLife => "events" in json, signal),
  });

const versionsPath = (cgId: number, name: string, before: number | undefined) => {
  const parameters = new URLSearchParams({ name, ...(before === undefined ? {} : { before: String(before) }) });
  return `environments/${cgId}/versions?${parameters.toString()}`;
};
const isVersions = (json: object): json is EnvironmentVersions => "versions" in json;

/** The versions of an environment, newest first, page after page. */
export const environmentVersionsQuery = (cgId: number, name: string, polling: PollingChoice) =>
  infiniteQueryOptions({
    queryKey: ["recorded", "environment", cgId, name] as const,
    queryFn: ({ pageParam, signal }) => getRecorded(versionsPath(cgId, name, pageParam), isVersions, signal),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: ({ versions, hasMore }) => (hasMore ? versions.at(-1)?.version : undefined),
    staleTime: 0,
    ...refetching(polling),
  });

/** One version of an environment; null: it is not recorded. A version never changes. */
export const environmentVersionQuery = (cgId: number, name: string, version: number) =>
  queryOptions({
    queryKey: ["recorded", "environment", cgId, name, version] as const,
    queryFn: async ({ signal }) => {
      const { versions } = await getRecorded(versionsPath(cgId, name, version + 1), isVersions, signal);
      return versions.find((one) => one.version === version) ?? null;
    },
    staleTime: Number.POSITIVE_INFINITY,
  });

/** The environments of a software that were deleted. */
export const deletedEnvironmentsQuery = (cgId: number) =>
  queryOptions({
    queryKey: ["recorded", "deletedEnvironments", cgId] as const,
    queryFn: ({ signal }) =>
      getRecorded(
        `environments/${cgId}/deleted`,
        (json): json is DeletedEnvironments => "environments" in json,
        signal,
      ),
    staleTime: 0,
  });
