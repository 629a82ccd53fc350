/** The estimated end of a task; none without enough data. */

import { taskStatus } from "./task-status";
import type { TaskNode } from "./task-tree";
import { walk } from "./task-tree";

/** A range of moments in epoch ms. */
export type EtaRange = { readonly earliestMs: number; readonly latestMs: number };

/** Least number of finished frames for which a rate is computed. */
const MIN_DONE = 3;
/** Half-width of an 80 % interval in standard deviations; the number of done frames is treated as a Poisson count. */
const Z80 = 1.28;

/**
 * The time at which the remaining frames will be done at the mean rate since the start, as the 80 % interval of that rate;
 * null when no frame is rendering or fewer than three are done.
 */
export function estimateEta(node: TaskNode, nowMs: number): EtaRange | null {
  let remaining = 0;
  let rate = 0;
  let done = 0;
  for (const { task, rollUp, children } of walk(node)) {
    if (children.length > 0 || taskStatus(rollUp.statusCode).isEnded) continue;
    const { counts, startedMs } = rollUp;
    remaining += counts.waiting + counts.executing;
    if (task.startedMs === null || startedMs === null || nowMs <= startedMs || counts.executing === 0) continue;
    done += counts.done;
    rate += counts.done / (nowMs - startedMs);
  }
  if (done < MIN_DONE || rate === 0 || remaining === 0) return null;
  const spread = Math.min(0.75, Z80 / Math.sqrt(done));
  return {
    earliestMs: nowMs + remaining / (rate * (1 + spread)),
    latestMs: nowMs + remaining / (rate * (1 - spread)),
  };
}
