/** Runs of single frames: queued, assigned to machines, ended. The status of the leaf is changed by the engine only. */
import { chargeRun } from "./billing";
import { FRAME } from "./codes";
import { countOf, isLeadDone, runFails, runSeconds, storeOf, waitingStatus } from "./frames";
import type { Leaf } from "./leaf";

/** Selects frames by index and frameStatus. */
export type FrameSelector = (index: number, status: number) => boolean;

/** Sets the selected frames, except rendering ones, back to waiting; `resubmit` counts up their recommitFlag. Returns their number. */
export function queueFrames(leaf: Leaf, isSelected: FrameSelector, resubmit: boolean): number {
  const store = storeOf(leaf);
  const { lead, count } = leaf.plan;
  let leadIsDone = lead === 0;
  let queued = 0;
  for (let index = 0; index < count; index += 1) {
    // Checked here and not before the loop: the loop may just have queued one of the leading frames.
    if (lead > 0 && index === lead) leadIsDone = isLeadDone(leaf);
    const status = store.status[index] ?? 0;
    if (status === FRAME.rendering || !isSelected(index, status)) continue;
    leaf.counts[countOf(status)] -= 1;
    leaf.counts.waiting += 1;
    store.status[index] = waitingStatus(leaf, index, leadIsDone);
    store.startedAt[index] = 0;
    store.endedAt[index] = 0;
    store.seconds[index] = 0;
    if (resubmit) store.resubmits[index] = (store.resubmits[index] ?? 0) + 1;
    leaf.cursor = Math.min(leaf.cursor, index);
    queued += 1;
  }
  return queued;
}

/** Duration in seconds of the current run of a frame, and the frameStatus it ends with. */
export function runOutcome(leaf: Leaf, index: number): { seconds: number; status: number } {
  const run = leaf.store?.resubmits[index] ?? 0;
  const fails = runFails(leaf, index, run);
  const fullSeconds = runSeconds(leaf, index, run);
  const seconds = fails ? Math.ceil(fullSeconds * 0.4) : fullSeconds;
  if (seconds >= leaf.limitSeconds) return { seconds: leaf.limitSeconds, status: FRAME.timedOut };
  return { seconds, status: fails ? FRAME.failed : FRAME.done };
}

/** Assigns free machines to ready frames, in frame order. */
export function assignMachines(leaf: Leaf, at: number): void {
  const store = storeOf(leaf);
  const machines = Math.min(leaf.machines, leaf.machineLimit ?? leaf.machines);
  for (; leaf.cursor < leaf.plan.count && leaf.running.length < machines; leaf.cursor += 1) {
    const index = leaf.cursor;
    if (store.status[index] !== FRAME.waiting) continue;
    store.status[index] = FRAME.rendering;
    store.startedAt[index] = at;
    store.endedAt[index] = at + runOutcome(leaf, index).seconds * 1000;
    leaf.counts.waiting -= 1;
    leaf.counts.executing += 1;
    leaf.running.push(index);
  }
}

/** Ends the run of a rendering frame with the given frameStatus. The machine time is charged whatever the result. */
export function endFrameRun(leaf: Leaf, index: number, at: number, status: number): void {
  const store = storeOf(leaf);
  const seconds = Math.round((at - (store.startedAt[index] ?? at)) / 1000);
  store.status[index] = status;
  store.endedAt[index] = at;
  store.seconds[index] = seconds;
  leaf.running.splice(leaf.running.indexOf(index), 1);
  leaf.counts.executing -= 1;
  leaf.counts[countOf(status)] += 1;
  chargeRun(leaf, index, seconds);
}

/** Stops a frame that waits or renders. */
export function stopFrame(leaf: Leaf, index: number, at: number): void {
  const store = storeOf(leaf);
  if (store.status[index] === FRAME.rendering) {
    endFrameRun(leaf, index, at, FRAME.stopped);
    return;
  }
  leaf.counts[countOf(store.status[index] ?? 0)] -= 1;
  leaf.counts.stopped += 1;
  store.status[index] = FRAME.stopped;
}
