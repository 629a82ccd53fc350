/** Whether a rendering frame hangs or is slow: states that the farm does not report and that a user acts on. */
import type { Frame } from "./frame";
import { OUTLIER_RATIO, slownessRatio } from "./frame-figures";
import { isHung } from "./frame-hang";
import { FRAME } from "./frame-status";

export type HungOrSlow = "hung" | "slow";

/** "hung" before "slow"; null for any other frame, also for an ended one that was slow. */
export function hungOrSlow(
  frame: Frame,
  medianByType: ReadonlyMap<number | null, number>,
  nowMs: number,
): HungOrSlow | null {
  if (frame.statusCode !== FRAME.rendering) return null;
  if (isHung(frame, medianByType, nowMs)) return "hung";
  return (slownessRatio(frame, medianByType, nowMs) ?? 0) > OUTLIER_RATIO ? "slow" : null;
}
