/** What the status line says of the page in view: when its data was read, and whether reading fails. */
import { useEffect, useSyncExternalStore } from "react";

export type PageStatus = {
  /** When the data on screen was last read, epoch ms; null: nothing yet. */
  readonly readMs: number | null;
  readonly failing: boolean;
  readonly refresh: () => void;
};

let current: PageStatus | null = null;
const listeners = new Set<() => void>();

function publish(next: PageStatus | null) {
  current = next;
  for (const listener of listeners) listener();
}

type LiveQuery = { isError: boolean; failureCount: number; refetch: () => Promise<unknown> };

/** Makes a query the one the status line speaks of while the page is shown. */
export function usePageStatus(query: LiveQuery, readMs: number | null): void {
  const { isError, failureCount, refetch } = query;
  const failing = isError || failureCount > 0;
  useEffect(() => {
    publish({ readMs, failing, refresh: () => void refetch() });
  }, [readMs, failing, refetch]);
  useEffect(() => () => publish(null), []);
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
};

export const usePublishedStatus = (): PageStatus | null => useSyncExternalStore(subscribe, () => current);
