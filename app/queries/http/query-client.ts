import { QueryClient } from "@tanstack/react-query";
import { CallError } from "./call-error";

/** Retries of a read. The proxy retries requests to the farm, so only a missing response of the page's server is retried. */
const MAX_RETRIES = 2;
const isRetriable = (error: unknown) => error instanceof CallError && error.failure.kind === "network";

/** Delay before the first retry, ms. It doubles per retry; a random part of up to this length avoids simultaneous retries. */
const RETRY_DELAY_MS = 400;

/** A client whose reads retry at most twice and whose writes never do: a write without a response may have been done. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: (failureCount, error) => failureCount < MAX_RETRIES && isRetriable(error),
        retryDelay: (failureCount) => 2 ** failureCount * RETRY_DELAY_MS + Math.random() * RETRY_DELAY_MS,
        staleTime: 30_000,
        networkMode: "always",
      },
      mutations: { retry: false, networkMode: "always" },
    },
  });
}
