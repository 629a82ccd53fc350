import { QueryClient } from "@tanstack/react-query";
import { CallError } from "./call-error";

/** The proxy already retries the farm; the browser repeats a read only when our own server did not answer at all. */
const MAX_RETRIES = 2;
const retriable = (error: unknown) => error instanceof CallError && error.failure.kind === "network";

/** Defaults of every query: reads retry at most twice with jitter, writes never. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: (failures, error) => failures < MAX_RETRIES && retriable(error),
        retryDelay: (failures) => 2 ** failures * 400 + Math.random() * 400,
        staleTime: 30_000,
        networkMode: "always",
      },
      mutations: { retry: false, networkMode: "always" },
    },
  });
}
