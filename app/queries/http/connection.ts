/** How the last calls went: the status bar's connection light. A tiny store outside the query cache, since it has no fetch. */
import { useSyncExternalStore } from "react";
import type { Failure } from "../../protocol/wire/failure";

export type Connection = {
  /** "unknown" until the first answer. */
  readonly state: "unknown" | "up" | "down";
  /** What an answer takes these days, roughly. */
  readonly latencyMs: number | null;
  readonly failure: Failure | null;
};

let current: Connection = { state: "unknown", latencyMs: null, failure: null };
const listeners = new Set<() => void>();

type Answer = { ok: true; latencyMs?: number } | { ok: false; failure: Failure };

/** Called by `ask` for every answer or lack of one. A refusal by the farm is an answer: the connection is up. */
export function reportResponse(answer: Answer): void {
  const latencyMs = answer.ok && answer.latencyMs !== undefined ? latency.after(answer.latencyMs) : current.latencyMs;
  const next: Connection = answer.ok
    ? { state: "up", latencyMs, failure: null }
    : { state: "down", latencyMs, failure: answer.failure };
  if (next.state === current.state && next.latencyMs === current.latencyMs && next.failure === current.failure) return;
  current = next;
  for (const listener of listeners) listener();
}

/** How far an answer moves the mean. */
const WEIGHT = 1 / 4;
/** What is told stays until the mean is so many times as long or as short: a figure that flickers tells nothing. */
const NOTABLE = 1.5;

/** The latency to tell after each answer, ms: the mean of the last ones, rounded, and the same until it notably changed. */
export function createLatency() {
  let meanMs: number | null = null;
  let toldMs = 0;
  return {
    after(latencyMs: number): number {
      meanMs = meanMs === null ? latencyMs : meanMs + (latencyMs - meanMs) * WEIGHT;
      if (meanMs > toldMs * NOTABLE || meanMs < toldMs / NOTABLE) toldMs = rounded(meanMs);
      return toldMs;
    },
  };
}

const latency = createLatency();

function rounded(latencyMs: number): number {
  const step = latencyMs < 100 ? 10 : latencyMs < 1000 ? 100 : 1000;
  return Math.max(step, Math.round(latencyMs / step) * step);
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
};

export function useConnection(): Connection {
  return useSyncExternalStore(subscribe, () => current);
}
