/** Frames that hang: they occupy a machine without using its CPU. Only the current dialect sends the load (frame.ts). */
import type { Frame } from "./frame";
import { FRAME } from "./frame-status";

/** A working renderer keeps several cores busy; one that waits for a licence or a mount keeps none. */
const IDLE_CPU_PERCENT = 2;
/** Loading a scene also uses little CPU, so a frame that has just begun does not count. */
const LOADING_SECONDS = 120;
/** Without a finished frame to compare with, loading may take this long. */
const LONGEST_LOADING_SECONDS = 600;

/**
 * Whether a rendering frame has used almost no CPU for longer than frames of its type take to finish. A frame without a load
 * or a start does not count.
 */
export function isHung(frame: Frame, medianByType: ReadonlyMap<number | null, number>, nowMs: number): boolean {
  if (frame.statusCode !== FRAME.rendering || frame.startedMs === null) return false;
  if (frame.cpuPercent === null || frame.cpuPercent > IDLE_CPU_PERCENT) return false;
  const least = medianByType.get(frame.typeCode) ?? LONGEST_LOADING_SECONDS;
  return (nowMs - frame.startedMs) / 1000 > Math.max(LOADING_SECONDS, least);
}
