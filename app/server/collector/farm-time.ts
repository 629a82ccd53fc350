/** The farm's clock on the server: what is recorded is compared with moments of the farm, so it carries the farm's time. */

export type FarmTime = {
  /** Epoch ms by the farm's clock; this machine's own before the first answer. */
  readonly now: () => number;
  /** An answer of the farm: its serverTime, and this machine's clock at the request and at the answer, epoch ms. */
  readonly note: (serverMs: number | null, sentMs: number, receivedMs: number) => void;
  /** What the farm's clock is ahead of this machine's, ms. */
  readonly offsetMs: () => number;
  /** Takes over what another instance has measured, ms. */
  readonly adopt: (offsetMs: number) => void;
};

/** A farm's time that differs more from this machine's is no clock: 10 years. */
const PLAUSIBLE_MS = 10 * 365.25 * 86_400_000;
/** Differences this small are left alone, so that the clock does not jump to and fro, ms. */
const TOLERANCE_MS = 1000;

export function createFarmTime(localNow: () => number = Date.now): FarmTime {
  let offsetMs = 0;
  return {
    now: () => localNow() + offsetMs,
    note(serverMs, sentMs, receivedMs) {
      if (serverMs === null) return;
      const measuredMs = Math.round(serverMs - (sentMs + receivedMs) / 2);
      if (Math.abs(measuredMs) > PLAUSIBLE_MS) return;
      // The farm answered at some moment of the round trip.
      if (Math.abs(measuredMs - offsetMs) > TOLERANCE_MS + (receivedMs - sentMs) / 2) offsetMs = measuredMs;
    },
    offsetMs: () => offsetMs,
    adopt(measuredMs) {
      offsetMs = measuredMs;
    },
  };
}
