/** Corrects a wrong local clock: signatures carry a timestamp, and the farm refuses those that are too old or too new. */
import { signatureRefusals } from "../../protocol/wire/envelope";

/** More than any network delay. The farm's own tolerance is not documented. */
const TOLERANCE_MS = 5000;

/** A farm's time that differs more from the local clock is an error of the farm: 10 years. */
const PLAUSIBLE_MS = 10 * 365.25 * 86_400_000;

/** The local clock plus an offset, which changes only when the farm refuses a signature. */
export type FarmClock = {
  /** Epoch milliseconds by the farm's clock. */
  readonly now: () => number;
  readonly offsetMs: () => number;
  /**
   * Sets the offset from the farm's time. `offsetUsedMs` is the offset of the refused request: if it was right to within
   * TOLERANCE_MS, the clock is not the cause, nothing changes and the result is false; so it is for an implausible time.
   */
  readonly correct: (serverTimeMs: number, offsetUsedMs: number) => boolean;
  /** Whether the farm's time is at most 10 years from the local clock. */
  readonly isPlausible: (serverTimeMs: number) => boolean;
};

/** A clock with offset 0. `localNow` returns epoch ms. */
export function createFarmClock(localNow: () => number): FarmClock {
  let offset = 0;
  const isPlausible = (serverTimeMs: number) => Math.abs(serverTimeMs - localNow()) <= PLAUSIBLE_MS;
  return {
    isPlausible,
    now: () => localNow() + offset,
    offsetMs: () => offset,
    correct(serverTimeMs, offsetUsedMs) {
      const actualOffset = serverTimeMs - localNow();
      if (!isPlausible(serverTimeMs) || Math.abs(actualOffset - offsetUsedMs) <= TOLERANCE_MS) return false;
      offset = actualOffset;
      return true;
    },
  };
}

type Attempt = {
  /** undefined: the farm did not reply in its protocol. `serverTimeMs` is null if it is not a valid moment. */
  readonly reply: { readonly code: number; readonly serverTimeMs: number | null } | undefined;
};

/**
 * Wraps `send`, which signs and sends one request: if the farm refuses the signature and the clock was wrong, the clock is
 * corrected and the request is sent again, at most once per wrapper. This is safe for writes too, because the farm checks
 * the signature before it does anything.
 */
export function withClockCorrection<A extends Attempt>(clock: FarmClock, send: () => Promise<A>): () => Promise<A> {
  let isCorrected = false;
  return async () => {
    const offsetUsedMs = clock.offsetMs();
    const attempt = await send();
    const { code, serverTimeMs = null } = attempt.reply ?? {};
    if (isCorrected || code === undefined || !signatureRefusals.has(code) || serverTimeMs === null) return attempt;
    isCorrected = clock.correct(serverTimeMs, offsetUsedMs);
    return isCorrected ? send() : attempt;
  };
}
