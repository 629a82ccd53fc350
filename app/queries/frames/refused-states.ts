/**
 * Frame states from which the farm does not render frames again. The vendor's client starts stopped and timed-out frames instead of
 * resubmitting them, so whether the farm takes them is found out by the first request that names only such frames; after a
 * refusal they are not offered again in this session (corrections, row 6).
 */
import type { Frame } from "../../protocol/frames/frame";
import { FRAME } from "../../protocol/frames/frame-status";
import type { Failure } from "../../protocol/wire/failure";
import { nextStepOf } from "../../protocol/wire/refusals";
import { createStore } from "../../state/create-store";

const probedStates: ReadonlySet<number> = new Set([FRAME.stopped, FRAME.timedOut]);

/** The refused states, each with the failure. */
export type RefusedStates = ReadonlyMap<number, Failure>;

export const refusedStates = createStore<RefusedStates>(new Map());

/**
 * Records the states of these frames when their rerender was refused in general: not for lack of rights, money or a missing task,
 * and only if every frame is in a probed state, since otherwise another frame may be the reason.
 */
export function probeRefused(frames: readonly Frame[], failure: Failure): void {
  if (failure.kind !== "farm" || failure.certainty !== "not-sent" || nextStepOf(failure.code) !== "support") return;
  const states = new Set(frames.map(({ statusCode }) => statusCode ?? -1));
  if (states.size === 0 || ![...states].every((state) => probedStates.has(state))) return;
  refusedStates.set(new Map([...refusedStates.get(), ...[...states].map((state) => [state, failure] as const)]));
}
