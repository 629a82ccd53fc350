import { QueryClient } from "@tanstack/react-query";
import { CallError } from "./call-error";

/** Retries of a read. The proxy retries the farm, so only a missing response of our own server is worth one. */
const MAX_RETRIES = 2;
const isRetriable = (error: unknown) => error instanceof CallError && error.failure.kind === "network";

/** Pause before the first retry, ms; it doubles, plus a random part up to the same length against simultaneous retries. */
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
