import { QueryClient } from "@tanstack/react-query";
import { CallError } from "../../protocol/wire/call-error";

/** Retries of a read. */
const MAX_RETRIES = 2;
/** A longer wait that the server asks for is displayed instead. */
const MAX_WAIT_SECONDS = 5;

/** How long the server asks to wait, s; undefined: it does not. */
const retryAfterOf = (error: unknown) =>
  error instanceof CallError && error.failure.kind === "proxy" ? error.failure.retryAfterSeconds : undefined;

/** The proxy retries requests to the farm, so only a missing response of the page's server or a busy server is retried. */
function isRetriable(error: unknown): boolean {
  const seconds = retryAfterOf(error);
  if (seconds !== undefined) return seconds <= MAX_WAIT_SECONDS;
  return error instanceof CallError && error.failure.kind === "network";
}

/**
 * Delay before the first retry, ms. It doubles per retry. A random part, of up to this length and the pause that a busy server asks
 * for, keeps the retries of many pages apart.
 */
const RETRY_DELAY_MS = 400;

/** A client whose reads retry at most twice and whose writes never do: a write without a response may have been done. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: (failureCount, error) => failureCount < MAX_RETRIES && isRetriable(error),
        retryDelay: (failureCount, error) => {
          const askedMs = (retryAfterOf(error) ?? 0) * 1000;
          return askedMs + 2 ** failureCount * RETRY_DELAY_MS + Math.random() * (askedMs + RETRY_DELAY_MS);
        },
        staleTime: 30_000,
        networkMode: "always",
      },
      mutations: { retry: false, networkMode: "always" },
    },
  });
}
