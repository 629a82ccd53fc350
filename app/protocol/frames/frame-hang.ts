/** Frames that hang: they occupy a machine without using its CPU. Only the current dialect sends the load (frame.ts). */
import type { Frame } from "./frame";
import { FRAME } from "./frame-status";

/** A working renderer keeps several cores busy; one that waits for a licence or a mount uses almost no CPU. */
const IDLE_CPU_PERCENT = 2;
/** Loading a scene also uses little CPU, so a frame within this time of its start does not hang. */
const LOADING_SECONDS = 120;
/** Time for loading when the frame's type has no median to compare with. */
const MAX_LOADING_SECONDS = 600;

/**
 * Whether a rendering frame uses almost no CPU although it has rendered for longer than the median of its type. A frame
 * without a load or a start does not hang.
 */
export function isHung(frame: Frame, medianByType: ReadonlyMap<number | null, number>, nowMs: number): boolean {
  if (frame.statusCode !== FRAME.rendering || frame.startedMs === null) return false;
  if (frame.cpuPercent === null || frame.cpuPercent > IDLE_CPU_PERCENT) return false;
  const usualSeconds = medianByType.get(frame.typeCode) ?? MAX_LOADING_SECONDS;
  return (nowMs - frame.startedMs) / 1000 > Math.max(LOADING_SECONDS, usualSeconds);
}
