/** GET /healthz: the process runs, and whether the farm answers. The response contains no secret. */
import type { Capability } from "../../protocol/capabilities";
import type { DialectName } from "../upstream/dialect";
import type { Forwarder, LastContact } from "../upstream/forwarder";

/** A contact this recent is not repeated, however often /healthz is requested. */
const FRESH_MS = 15_000;
const PROBE_TIMEOUT_MS = 3000;

export type Health = {
  readonly status: "ok" | "degraded";
  readonly mode: "live" | "demo";
  readonly readOnly: boolean;
  readonly upstream: {
    readonly host: string;
    readonly reachable: boolean | null;
    readonly latencyMs: number | null;
    /** Epoch ms. */
    readonly checkedAt: number | null;
  };
  readonly clockOffsetMs: number;
  readonly version: string;
  readonly dialect: DialectName;
  /** What the farm offers beyond the operations of 2018. */
  readonly capabilities: readonly Capability[];
};

export type HealthContext = Pick<Health, "mode" | "readOnly" | "version"> & { readonly host: string };

/** Reports the last contact with the farm. If that is older than 15 s, it requests the farm's platforms first. */
export function createHealthCheck(
  forwarder: Forwarder,
  { host, ...context }: HealthContext,
  now: () => number = Date.now,
): () => Promise<Health> {
  let probe: Promise<unknown> | undefined;

  const isFresh = (contact: LastContact | null) => contact !== null && now() - contact.checkedAtMs < FRESH_MS;
  const sendProbe = () =>
    forwarder
      .forward("queryPlatforms", { zone: 1 }, { maxRetries: 0, timeoutMs: PROBE_TIMEOUT_MS })
      .catch(() => undefined) // lastContact reports the failure.
      .finally(() => {
        probe = undefined;
      });

  return async () => {
    if (!isFresh(forwarder.lastContact())) {
      probe ??= sendProbe();
      await probe;
    }
    const { isReachable = null, latencyMs = null, checkedAtMs = null } = forwarder.lastContact() ?? {};
    return {
      status: isReachable === false ? "degraded" : "ok",
      ...context,
      upstream: { host, reachable: isReachable, latencyMs, checkedAt: checkedAtMs },
      clockOffsetMs: Math.round(forwarder.clockOffsetMs()),
      dialect: forwarder.dialect.name,
      capabilities: forwarder.dialect.capabilities,
    };
  };
}
