/** The connection state of the status bar: the result of the last call, which is not in the query cache. */
import type { OperationName } from "../../protocol/endpoints";
import type { Failure } from "../../protocol/wire/failure";
import { createStore, hasSameMembers } from "../../state/create-store";

export type Connection = {
  /** "unknown" until the first response. */
  readonly state: "unknown" | "up" | "down";
  /** A rounded mean of the last calls. */
  readonly latencyMs: number | null;
  readonly failure: Failure | null;
  /** The operation that failed. */
  readonly operation: OperationName | null;
};

const store = createStore<Connection>(
  { state: "unknown", latencyMs: null, failure: null, operation: null },
  { isEqual: hasSameMembers },
);

type CallResult = { ok: true; latencyMs?: number } | { ok: false; failure: Failure; operation: OperationName };

/** Every call reports its result here. A refusal of one request is a response, so the connection is up. */
export function reportResponse(result: CallResult): void {
  if (!result.ok) store.set({ ...store.get(), state: "down", failure: result.failure, operation: result.operation });
  else {
    const latencyMs = result.latencyMs === undefined ? store.get().latencyMs : latency.add(result.latencyMs);
    store.set({ state: "up", latencyMs, failure: null, operation: null });
  }
}

/** Weight of a new call in the running mean. */
const WEIGHT = 1 / 4;
/** The displayed latency changes only when the mean is this many times larger or smaller, so that it does not flicker. */
const NOTABLE_RATIO = 1.5;

/** Smooths latencies (ms): `add` returns the figure to display, a rounded running mean that ignores small changes. */
export function createLatency() {
  let meanMs: number | null = null;
  let displayedMs = 0;
  return {
    add(latencyMs: number): number {
      meanMs = meanMs === null ? latencyMs : meanMs + (latencyMs - meanMs) * WEIGHT;
      if (meanMs > displayedMs * NOTABLE_RATIO || meanMs < displayedMs / NOTABLE_RATIO) displayedMs = rounded(meanMs);
      return displayedMs;
    },
  };
}

const latency = createLatency();

function rounded(latencyMs: number): number {
  const step = latencyMs < 100 ? 10 : latencyMs < 1000 ? 100 : 1000;
  return Math.max(step, Math.round(latencyMs / step) * step);
}

export const useConnection = (): Connection => store.use();
