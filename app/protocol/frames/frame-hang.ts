/** Frames that hang: they hold a machine and do next to nothing. Only today's farm tells the load (frame.ts). Pure. */
import type { Frame } from "./frame";
import { FRAME } from "./frame-status";

/** A renderer at work keeps several of a machine's cores busy; one that waits for a licence or a mount keeps none. */
const IDLE_CPU_PERCENT = 2;
/** Loading a scene may look like this; nothing is said of a frame that began just now. */
const LOADING_SECONDS = 120;
/** Where there is no finished frame to compare with, loading may take longer. */
const LONGEST_LOADING_SECONDS = 600;

/**
 * Whether a rendering frame has used next to no CPU for longer than frames of its type take altogether. A frame without a
 * known load or start does not count.
 */
export function isHung(frame: Frame, medianByType: ReadonlyMap<number | null, number>, nowMs: number): boolean {
  if (frame.statusCode !== FRAME.rendering || frame.startedMs === null) return false;
  if (frame.cpuPercent === null || frame.cpuPercent > IDLE_CPU_PERCENT) return false;
  const least = medianByType.get(frame.typeCode) ?? LONGEST_LOADING_SECONDS;
  return (nowMs - frame.startedMs) / 1000 > Math.max(LOADING_SECONDS, least);
}
