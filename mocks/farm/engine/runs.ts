/** Single runs of frames: asked for, taken by machines, stopped. What becomes of the leaf is the engine's business. */
import { charge } from "./billing";
import {
  countOf,
  DONE,
  EXECUTING,
  FAILED,
  leadDone,
  runFails,
  runSeconds,
  STOPPED,
  storeOf,
  TIMED_OUT,
  WAITING,
  waitingStatus,
} from "./frames";
import type { Leaf } from "./leaf";

/** Which frames to run again: by index and frameStatus. Executing ones are never asked for. */
export type Selects = (index: number, status: number) => boolean;

/** Puts the chosen frames back to waiting; a resubmission counts up their recommitFlag. Returns how many. */
export function queue(leaf: Leaf, selects: Selects, resubmit: boolean): number {
  const store = storeOf(leaf);
  const { lead, count } = leaf.plan;
  let leadIsDone = lead === 0;
  let queued = 0;
  for (let index = 0; index < count; index += 1) {
    // Asked here and not before the loop, because the loop may just have queued one of the leading frames.
    if (lead > 0 && index === lead) leadIsDone = leadDone(leaf);
    const status = store.status[index] ?? 0;
    if (status === EXECUTING || !selects(index, status)) continue;
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

/** Seconds a frame's run takes, and the frameStatus it ends with. */
export function outcome(leaf: Leaf, index: number): { seconds: number; status: number } {
  const run = leaf.store?.resubmits[index] ?? 0;
  const fails = runFails(leaf, index, run);
  const whole = runSeconds(leaf, index, run);
  const seconds = fails ? Math.ceil(whole * 0.4) : whole;
  if (seconds >= leaf.limitSeconds) return { seconds: leaf.limitSeconds, status: TIMED_OUT };
  return { seconds, status: fails ? FAILED : DONE };
}

/** Gives free machines to the frames that are ready, in the order of the frames. */
export function handOut(leaf: Leaf, at: number): void {
  const store = storeOf(leaf);
  const machines = Math.min(leaf.machines, leaf.job.machineLimit ?? leaf.machines);
  for (; leaf.cursor < leaf.plan.count && leaf.running.length < machines; leaf.cursor += 1) {
    const index = leaf.cursor;
    if (store.status[index] !== WAITING) continue;
    store.status[index] = EXECUTING;
    store.startedAt[index] = at;
    store.endedAt[index] = at + outcome(leaf, index).seconds * 1000;
    leaf.counts.waiting -= 1;
    leaf.counts.executing += 1;
    leaf.running.push(index);
  }
}

/** Ends the run of a frame that executes, with the given frameStatus; what it used is to be paid, however it ended. */
export function endRun(leaf: Leaf, index: number, at: number, status: number): void {
  const store = storeOf(leaf);
  const seconds = Math.round((at - (store.startedAt[index] ?? at)) / 1000);
  store.status[index] = status;
  store.endedAt[index] = at;
  store.seconds[index] = seconds;
  leaf.running.splice(leaf.running.indexOf(index), 1);
  leaf.counts.executing -= 1;
  leaf.counts[countOf(status)] += 1;
  charge(leaf, index, seconds);
}

/** Stops a frame that executes or waits. */
export function stopFrame(leaf: Leaf, index: number, at: number): void {
  const store = storeOf(leaf);
  if (store.status[index] === EXECUTING) {
    endRun(leaf, index, at, STOPPED);
    return;
  }
  leaf.counts[countOf(store.status[index] ?? 0)] -= 1;
  leaf.counts.stopped += 1;
  store.status[index] = STOPPED;
}
