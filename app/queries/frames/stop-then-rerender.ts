/**
 * Stop and rerender as one act: two writes in order. The farm renders only ended frames again and skips others without a
 * word, so the rerender is sent after the farm reports the frames as stopped, and never after a stop that failed.
 */
import { FRAME, frameStatus } from "../../protocol/frames/frame-status";
import { failureOf } from "../../protocol/wire/call-error";
import type { Failure } from "../../protocol/wire/failure";

/** Seconds before each look at the frames: at once, then with the delays of every read-back. */
export const LOOK_DELAYS_SECONDS = [0, 5, 10, 20] as const;

export type StopRerenderStep =
  | { readonly kind: "stopping" }
  /** The stop was accepted; `nextSeconds` until the next look. */
  | { readonly kind: "waiting"; readonly nextSeconds: number }
  | { readonly kind: "rerendering" };

export type StopRerenderOutcome = {
  /** null: the farm accepted the stop. */
  readonly stopFailure: Failure | null;
  /** Frames that were reported as stopped: only these are rendered again. */
  readonly stopped: readonly number[];
  /** Frames that ended by themselves before the stop. */
  readonly ended: readonly number[];
  /** Frames that were not reported as ended in all looks. */
  readonly running: readonly number[];
  /** What became of the rerender. A failure with the certainty "unknown" may have been done. */
  readonly rerender: "not-sent" | "accepted" | Failure;
};

type StopRerender = {
  readonly ids: readonly number[];
  readonly stop: (ids: readonly number[]) => Promise<void>;
  /** Reads the frames; their state codes by id. A look that throws counts as one that saw nothing. */
  readonly look: () => Promise<ReadonlyMap<number, number | null>>;
  readonly rerender: (ids: readonly number[]) => Promise<void>;
  readonly wait: (seconds: number) => Promise<void>;
  readonly onStep: (step: StopRerenderStep) => void;
  /** Aborted: nothing further is sent. */
  readonly signal: AbortSignal;
};

export async function stopThenRerender({
  ids,
  stop,
  look,
  rerender,
  wait,
  onStep,
  signal,
}: StopRerender): Promise<StopRerenderOutcome> {
  onStep({ kind: "stopping" });
  const stopFailure = await stop(ids).then(() => null, failureOf);
  if (stopFailure !== null) return { stopFailure, stopped: [], ended: [], running: ids, rerender: "not-sent" };

  let states: ReadonlyMap<number, number | null> = new Map();
  const isEnded = (id: number) => frameStatus(states.get(id) ?? null).isEnded;
  for (const nextSeconds of LOOK_DELAYS_SECONDS) {
    if (nextSeconds > 0) {
      onStep({ kind: "waiting", nextSeconds });
      await wait(nextSeconds);
    }
    if (signal.aborted) break;
    states = await look().catch(() => states);
    if (ids.every(isEnded)) break;
  }
  const stopped = ids.filter((id) => states.get(id) === FRAME.stopped);
  const seen = {
    stopFailure,
    stopped,
    ended: ids.filter((id) => isEnded(id) && !stopped.includes(id)),
    running: ids.filter((id) => !isEnded(id)),
  };
  if (stopped.length === 0 || signal.aborted) return { ...seen, rerender: "not-sent" };
  onStep({ kind: "rerendering" });
  return { ...seen, rerender: await rerender(stopped).then(() => "accepted" as const, failureOf) };
}
