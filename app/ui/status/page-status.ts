/** What the status line shows about the current page: when its data was read, and whether reading fails. */
import { useEffect } from "react";
import { createStore } from "../../state/create-store";

export type PageStatus = {
  /** When the shown data was last read, epoch ms; null: nothing was read yet. */
  readonly dataReadAtMs: number | null;
  readonly isFailing: boolean;
  readonly refresh: () => void;
};

const store = createStore<PageStatus | null>(null);

type LiveQuery = { isError: boolean; failureCount: number; refetch: () => Promise<unknown> };

/** Publishes the state of a query to the status line while the page is shown. */
export function usePageStatus(query: LiveQuery, dataReadAtMs: number | null): void {
  const { isError, failureCount, refetch } = query;
  const isFailing = isError || failureCount > 0;
  useEffect(() => {
    store.set({ dataReadAtMs, isFailing, refresh: () => void refetch() });
  }, [dataReadAtMs, isFailing, refetch]);
  useEffect(() => () => store.set(null), []);
}

export const usePublishedStatus = (): PageStatus | null => store.use();
