/** Queries of the audit: who did what through Renderdeck. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { AuditAnswer, AuditPeopleAnswer } from "../../mirror/recorded-actions";
import { accountPath } from "../../state/account";
import { getRecorded, HISTORY_PATH } from "./recorded-history";

/** What is shown of it; an absent member excludes none. */
export type AuditFilter = {
  /** Epoch ms, `toMs` not included. */
  readonly fromMs?: number | undefined;
  readonly toMs?: number | undefined;
  readonly person?: string | undefined;
  readonly operation?: string | undefined;
  readonly outcome?: string | undefined;
  /** Id of a task or layer. */
  readonly target?: string | undefined;
};

function parametersOf({ fromMs, toMs, ...rest }: AuditFilter, more: Record<string, string>): string {
  const members = Object.entries({ from: fromMs, to: toMs, ...rest }).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]],
  );
  return new URLSearchParams([...members, ...Object.entries(more)]).toString();
}

/** The entries of a filter, newest first, page after page. */
export const auditQuery = (filter: AuditFilter) =>
  infiniteQueryOptions({
    queryKey: ["recorded", "audit", filter] as const,
    queryFn: ({ pageParam, signal }) =>
      getRecorded(
        `actions?${parametersOf(filter, pageParam === null ? {} : { after: pageParam })}`,
        (json): json is AuditAnswer => "actions" in json,
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    staleTime: 0,
  });

/** Everyone in the audit; only managers may ask. */
export const auditPeopleQuery = queryOptions({
  queryKey: ["recorded", "audit", "people"] as const,
  queryFn: ({ signal }) => getRecorded("actions/people", (json): json is AuditPeopleAnswer => "people" in json, signal),
});

/** The address of a file with all entries of a filter. */
export const auditFile = (filter: AuditFilter): string =>
  `${accountPath}${HISTORY_PATH}/actions?${parametersOf(filter, { format: "csv" })}`;
