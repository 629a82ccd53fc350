/** The limits of requests of this server. Writes and tries to sign in are counted for all instances together, reads by each. */
import type { AddressOf } from "../../proxy/http/client-address";
import { findPerson } from "../../proxy/http/request-person";
import type { ServerLog } from "../../proxy/http/server-log";
import { createMemoryLimiter } from "../../proxy/limits/memory-limiter";
import {
  createRateLimits,
  type LimitReached,
  type LimitsConfig,
  type RateLimits,
} from "../../proxy/limits/rate-limits";
import type { StoreConfig } from "../store/store-config";
import { openSharedLimits } from "./database-limiter";

export type OpenLimits = RateLimits & { readonly close: () => Promise<void> };

export type OpenLimitsOptions = {
  readonly limits: LimitsConfig;
  readonly store: StoreConfig;
  readonly addressOf: AddressOf;
  readonly log: Pick<ServerLog, "warn">;
  readonly onReached?: ((reached: LimitReached) => void) | undefined;
};

/** Opens the counters; with PostgreSQL they connect with the first count. */
export function openLimits(options: OpenLimitsOptions): OpenLimits {
  const { limits, store, addressOf, log, onReached } = options;
  const shared = store.engine === "postgres" ? openSharedLimits(store.url) : undefined;
  const rateLimits = createRateLimits({
    limits,
    addressOf,
    personIdOf: (incoming) => findPerson(incoming)?.id ?? "",
    // A page reads several times a second: a count of the database for each would cost more than it protects.
    limiterOf: (kind, by, rule) =>
      shared && (kind === "write" || kind === "signIn")
        ? shared.limiterOf(`${kind}.${by}`, rule)
        : createMemoryLimiter(rule),
    onReached(reached) {
      log.warn({ event: "limit-reached", ...reached });
      onReached?.(reached);
    },
  });
  return { ...rateLimits, close: async () => shared?.close() };
}
