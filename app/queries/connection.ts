/** How the last calls went: the status bar's connection light. A tiny store outside the query cache, since it has no fetch. */
import { useSyncExternalStore } from "react";
import type { Failure } from "../protocol/failure";

export type Connection = {
  /** "unknown" until the first answer. */
  readonly state: "unknown" | "up" | "down";
  readonly latencyMs: number | null;
  readonly failure: Failure | null;
};

let current: Connection = { state: "unknown", latencyMs: null, failure: null };
const listeners = new Set<() => void>();

type Answer = { ok: true; latencyMs?: number } | { ok: false; failure: Failure };

/** Called by `call` for every answer or lack of one. A refusal by the farm is an answer: the connection is up. */
export function reportAnswer(answer: Answer): void {
  const latencyMs = answer.ok && answer.latencyMs !== undefined ? smooth(answer.latencyMs) : current.latencyMs;
  const next: Connection = answer.ok
    ? { state: "up", latencyMs, failure: null }
    : { state: "down", latencyMs, failure: answer.failure };
  if (next.state === current.state && next.latencyMs === current.latencyMs && next.failure === current.failure) return;
  current = next;
  for (const listener of listeners) listener();
}

/** Rounded to a step that does not flicker with every answer. */
function smooth(latencyMs: number): number {
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
