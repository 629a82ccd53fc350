/** GET /healthz: the process runs, and whether the farm answers and accepts the account. The response contains no secret. */
import type { Capability } from "../../protocol/capabilities";
import type { Person } from "../../protocol/person";
import type { DialectName } from "../upstream/dialect";
import type { Forwarder, LastContact } from "../upstream/forwarder";

/** A contact this recent is not repeated, however often /healthz is requested. */
const FRESH_MS = 15_000;
const PROBE_TIMEOUT_MS = 3000;

/** The account of an answer among those of the server. */
export type OwnAccount = {
  /** The account's part of the address. */
  readonly own: string;
  readonly all: readonly { readonly name: string; readonly title: string }[];
};

export type Health = {
  readonly status: "ok" | "degraded";
  readonly mode: "live" | "demo";
  readonly readOnly: boolean;
  readonly upstream: {
    readonly host: string;
    readonly reachable: boolean | null;
    /** The code with which the farm refuses the account or its signature; null: it does not. */
    readonly refusedCode: number | null;
    readonly latencyMs: number | null;
    /** Epoch ms. */
    readonly checkedAt: number | null;
  };
  readonly clockOffsetMs: number;
  readonly version: string;
  readonly dialect: DialectName;
  /** What the farm offers beyond the operations of 2018. */
  readonly capabilities: readonly Capability[];
  /** Absent if the server has one account. */
  readonly accounts?: OwnAccount | undefined;
};

/** Who asks: a program on this machine, or a person; null: somebody who has not signed in. */
type HealthClient = { readonly isLocal: boolean; readonly person: Person | null };

/** What a client may know: without sign-in whether the server works; everything on this machine and for managers who signed in. */
export function visibleHealth(health: Health, { isLocal, person }: HealthClient) {
  if (isLocal || (person?.role === "manager" && person.source !== "open")) return health;
  return person ? publicHealth(health) : { status: health.status };
}

/** What clients on other machines may know: what the page needs, without versions, the farm's address and the clock. */
function publicHealth({ status, mode, readOnly, dialect, capabilities, accounts, upstream }: Health) {
  const { reachable, refusedCode, latencyMs, checkedAt } = upstream;
  const contact = { reachable, refusedCode, latencyMs, checkedAt };
  return { status, mode, readOnly, dialect, capabilities, accounts, upstream: contact };
}

export type HealthContext = Pick<Health, "mode" | "readOnly" | "version" | "accounts"> & { readonly host: string };

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
      .forward("queryPlatforms", { zone: 1 }, { maxRetries: 0, timeoutMs: PROBE_TIMEOUT_MS, isProbe: true })
      .catch(() => undefined) // lastContact reports the failure.
      .finally(() => {
        probe = undefined;
      });

  return async () => {
    if (!isFresh(forwarder.lastContact())) {
      probe ??= sendProbe();
      await probe;
    }
    const {
      isReachable = null,
      refusedCode = null,
      latencyMs = null,
      checkedAtMs = null,
    } = forwarder.lastContact() ?? {};
    return {
      status: isReachable === false || refusedCode !== null ? "degraded" : "ok",
      ...context,
      upstream: { host, reachable: isReachable, refusedCode, latencyMs, checkedAt: checkedAtMs },
      clockOffsetMs: Math.round(forwarder.clockOffsetMs()),
      dialect: forwarder.dialect.name,
      capabilities: forwarder.dialect.capabilities,
    };
  };
}
