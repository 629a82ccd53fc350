import type { UseQueryResult } from "@tanstack/react-query";
import { useCallback, useEffect, useRef } from "react";
import { usePageStatus } from "../ui/status/page-status";

/** Publishes the status of a section with several queries: the age of the oldest data, and one refresh of all. */
export function useSectionStatus(queries: readonly UseQueryResult[]): void {
  const latest = useRef(queries);
  useEffect(() => {
    latest.current = queries;
  });
  const refetch = useCallback(() => Promise.all(latest.current.map((query) => query.refetch())), []);
  const oldestMs = Math.min(...queries.map(({ data, dataUpdatedAt }) => (data === undefined ? 0 : dataUpdatedAt)));
  usePageStatus(
    {
      isError: queries.some(({ isError }) => isError),
      failureCount: Math.max(0, ...queries.map(({ failureCount }) => failureCount)),
      refetch,
    },
    queries.length === 0 || oldestMs === 0 ? null : oldestMs,
  );
}
