/** What GET /healthz says: the process is up, and whether the farm answers. Never a secret. */
import type { Capability } from "../../protocol/capabilities";
import type { DialectName } from "../upstream/dialect";
import type { Contact, Forwarder } from "../upstream/forwarder";

/** A contact this fresh is not asked for again, however often /healthz is. */
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
  /** What this farm can do beyond the operations of 2018. */
  readonly capabilities: readonly Capability[];
};

export type HealthContext = Pick<Health, "mode" | "readOnly" | "version"> & { readonly host: string };

/** Reads the last contact, or asks the farm for its platforms when that is more than 15 s old. */
export function createHealthCheck(
  forwarder: Forwarder,
  { host, ...facts }: HealthContext,
  now: () => number = Date.now,
): () => Promise<Health> {
  let probe: Promise<unknown> | undefined;

  const fresh = (contact: Contact | null) => contact !== null && now() - contact.checkedAtMs < FRESH_MS;
  const ask = () =>
    forwarder
      .forward("queryPlatforms", { zone: 1 }, { retries: 0, timeoutMs: PROBE_TIMEOUT_MS })
      .catch(() => undefined) // A failure is a contact too: lastContact says it.
      .finally(() => {
        probe = undefined;
      });

  return async () => {
    if (!fresh(forwarder.lastContact())) {
      probe ??= ask();
      await probe;
    }
    const contact = forwarder.lastContact();
    const { reachable = null, latencyMs = null, checkedAtMs: checkedAt = null } = contact ?? {};
    return {
      status: reachable === false ? "degraded" : "ok",
      ...facts,
      upstream: { host, reachable, latencyMs, checkedAt },
      clockOffsetMs: Math.round(forwarder.clockOffsetMs()),
      dialect: forwarder.dialect.name,
      capabilities: forwarder.dialect.capabilities,
    };
  };
}
