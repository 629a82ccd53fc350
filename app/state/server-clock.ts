/** The farm's clock. Its moments (start, end, submission) are compared with this clock, not with the viewer's, which may be wrong. */
import { createStore } from "./create-store";

/** A smaller difference is the delay of a response or of a cache, and needs no correction, ms. */
const TOLERANCE_MS = 30_000;
/** Farms answer with moments after this one (2015) and before that one (2100); another serverTime is no clock. */
const [EARLIEST_MS, LATEST_MS] = [1_420_070_400_000, 4_102_444_800_000];

/** How far the farm's clock is ahead of the viewer's, ms; 0 while they agree to TOLERANCE_MS. */
export const serverClock = createStore(0);

/** Every answer reports its serverTime here (epoch ms), with the moments of its request and its arrival on the viewer's clock. */
export function reportServerTime(serverMs: number | null, sentMs: number, receivedMs: number): void {
  if (serverMs === null || serverMs < EARLIEST_MS || serverMs > LATEST_MS) return;
  const offsetMs = Math.round(serverMs - (sentMs + receivedMs) / 2);
  const tolerance = TOLERANCE_MS + (receivedMs - sentMs) / 2;
  if (Math.abs(offsetMs) <= tolerance) serverClock.set(0);
  else if (Math.abs(offsetMs - serverClock.get()) > tolerance) serverClock.set(offsetMs);
}

/** A moment of the viewer's clock on the farm's clock, epoch ms. */
export const toServerMs = (viewerMs: number): number => viewerMs + serverClock.get();

/** Now on the farm's clock, epoch ms. */
export const serverNow = (): number => toServerMs(Date.now());
