/**
 * The events of the farm: phases end, machines take frames, frames end and are charged, a finished pass starts its dependants.
 * There is no timer: `advanceEngine` processes every event that is due, in the order of due times, so the result does not depend on
 * how often it is called.
 */
import { isWalletEmpty } from "./billing";
import { FRAME, TASK } from "./codes";
import { countOf, isLeadDone, isPassPending, progressAtOpening, storeOf } from "./frames";
import type { Leaf, Wallet } from "./leaf";
import { chance } from "./random";
import { assignMachines, endFrameRun, type FrameSelector, queueFrames, runOutcome, stopFrame } from "./runs";

export type Engine = {
  /** Leaves with a scheduled event. */
  readonly active: Set<Leaf>;
  /** All events due up to this moment (epoch ms) are processed. */
  clock: number;
  /** Called when a leaf has no frame left to render; not after a stop. */
  onFinished: (at: number) => void;
};

/** Each phase before rendering: the phase that follows it, and the duration of that phase. */
const phases = new Map<number, { next: number; ms: number }>([
  [TASK.submitting, { next: TASK.analysing, ms: 30_000 }],
  [TASK.analysing, { next: TASK.preRendering, ms: 45_000 }],
  [TASK.preRendering, { next: TASK.waiting, ms: 15_000 }],
]);

const SUBMISSION_MS = 20_000;

/** Delay between a frame becoming ready and a machine taking it. */
const ASSIGN_DELAY_MS = 2000;

const NEVER = Number.POSITIVE_INFINITY;

/** Processes all events due up to `to` (epoch ms). A clock that goes back changes nothing. */
export function advanceEngine(engine: Engine, to: number): void {
  while (true) {
    let next: Leaf | undefined;
    for (const leaf of engine.active)
      if (leaf.nextEventAt <= to && !(next && next.nextEventAt <= leaf.nextEventAt)) next = leaf;
    if (!next) break;
    engine.clock = Math.max(engine.clock, next.nextEventAt);
    processEvent(engine, next, engine.clock);
  }
  engine.clock = Math.max(engine.clock, to);
}

function processEvent(engine: Engine, leaf: Leaf, at: number): void {
  if (leaf.wakeAt <= at) enterNextPhase(engine, leaf, at);
  else finishFrame(engine, leaf, at);
  if (leaf.status === TASK.rendering && leaf.wakeAt === NEVER) {
    assignMachines(leaf, at);
    if (leaf.running.length === 0) settleLeaf(engine, leaf, at);
  }
  scheduleLeaf(engine, leaf);
}

function enterNextPhase(engine: Engine, leaf: Leaf, at: number): void {
  leaf.wakeAt = NEVER;
  const phase = phases.get(leaf.status);
  if (phase) {
    leaf.status = phase.next;
    leaf.wakeAt = at + phase.ms;
  } else if (leaf.status === TASK.waiting) startRendering(engine, leaf, at);
}

/** Schedules the next event of a leaf. Must be called after every change to the leaf. */
export function scheduleLeaf(engine: Engine, leaf: Leaf): void {
  leaf.nextEventAt = leaf.wakeAt;
  for (const index of leaf.running) leaf.nextEventAt = Math.min(leaf.nextEventAt, leaf.store?.endedAt[index] ?? NEVER);
  if (leaf.nextEventAt < NEVER) engine.active.add(leaf);
  else engine.active.delete(leaf);
}

const isWaiting: FrameSelector = (_, status) => countOf(status) === "waiting";

/** The leaf waits; `releaseDependants` schedules it again when its pass finishes. */
function waitForPass(leaf: Leaf): void {
  queueFrames(leaf, isWaiting, false);
  leaf.status = TASK.waiting;
  leaf.completedAt = null;
  leaf.wakeAt = NEVER;
}

/** Starts rendering; machines follow after a short delay. A leaf whose pass is pending waits, one with an empty wallet stops. */
function startRendering(engine: Engine, leaf: Leaf, at: number): void {
  if (isPassPending(leaf)) {
    waitForPass(leaf);
    return;
  }
  if (isWalletEmpty(leaf.job.wallet)) {
    stopOpenFrames(engine, leaf, at, TASK.arrearsStopped);
    return;
  }
  queueFrames(leaf, isWaiting, false);
  leaf.status = TASK.rendering;
  leaf.startedAt ??= at;
  leaf.completedAt = null;
  leaf.wakeAt = at + ASSIGN_DELAY_MS;
}

/** Submits a leaf whose submission failed again. */
export function submitAgain(engine: Engine, leaf: Leaf, at: number): void {
  leaf.status = TASK.submitting;
  leaf.completedAt = null;
  leaf.wakeAt = at + SUBMISSION_MS;
  scheduleLeaf(engine, leaf);
}

/** Sets the time limit of a leaf in seconds; it also applies to the frames that render now. */
export function setTimeLimit(engine: Engine, leaf: Leaf, at: number, seconds: number): void {
  const store = storeOf(leaf);
  leaf.limitSeconds = seconds;
  for (const index of leaf.running)
    store.endedAt[index] = Math.max(at, (store.startedAt[index] ?? at) + runOutcome(leaf, index).seconds * 1000);
  scheduleLeaf(engine, leaf);
}

/** Stops the selected frames that wait or render. The leaf continues with the others, or ends when none is left. */
export function stopFrames(engine: Engine, leaf: Leaf, at: number, isSelected: FrameSelector): void {
  const store = storeOf(leaf);
  for (let index = 0; index < leaf.plan.count; index += 1) {
    const status = store.status[index] ?? 0;
    if ((countOf(status) === "waiting" || status === FRAME.rendering) && isSelected(index, status))
      stopFrame(leaf, index, at);
  }
  const noFrameLeft = leaf.counts.waiting + leaf.counts.executing === 0;
  if (leaf.status === TASK.rendering) {
    if (leaf.running.length === 0) leaf.wakeAt = Math.min(leaf.wakeAt, at + ASSIGN_DELAY_MS);
  } else if (noFrameLeft && leaf.status === TASK.waiting) stopOpenFrames(engine, leaf, at, TASK.stopped);
  else if (noFrameLeft && leaf.status === TASK.testDone) finishLeaf(engine, leaf, at);
  scheduleLeaf(engine, leaf);
  stopUnpaidLeaves(engine, leaf.job.wallet, at);
}

/**
 * Continues a leaf that was rendering before the farm was created: each machine is in the middle of a frame, and no frame starts
 * before its task was submitted.
 */
export function resumeLeaf(engine: Engine, leaf: Leaf, at: number): void {
  const store = storeOf(leaf);
  assignMachines(leaf, at);
  for (const index of leaf.running) {
    const { seconds } = runOutcome(leaf, index);
    const started = at - Math.round(progressAtOpening(leaf, index) * seconds) * 1000;
    const startedAt = Math.max(started, leaf.job.submittedAt);
    store.startedAt[index] = startedAt;
    store.endedAt[index] = startedAt + seconds * 1000;
    leaf.startedAt = Math.min(leaf.startedAt ?? at, startedAt);
  }
  scheduleLeaf(engine, leaf);
}

function finishFrame(engine: Engine, leaf: Leaf, at: number): void {
  const { endedAt } = storeOf(leaf);
  const index = leaf.running.find((one) => (endedAt[one] ?? 0) <= at);
  if (index === undefined) return;
  const { status } = runOutcome(leaf, index);
  endFrameRun(leaf, index, endedAt[index] ?? at, status);
  if (status === FRAME.timedOut) stopOpenFrames(engine, leaf, at, TASK.timedOut);
  stopUnpaidLeaves(engine, leaf.job.wallet, at);
}

/** Stops all rendering leaves that an empty wallet pays for. A leaf without frames left is not stopped: it ends as finished. */
function stopUnpaidLeaves(engine: Engine, wallet: Wallet, at: number): void {
  if (!isWalletEmpty(wallet)) return;
  for (const leaf of engine.active) {
    const { waiting, executing } = leaf.counts;
    const hasOpenFrames = leaf.status === TASK.rendering && waiting + executing > 0;
    if (leaf.job.wallet === wallet && hasOpenFrames) stopOpenFrames(engine, leaf, at, TASK.arrearsStopped);
  }
}

/** No frame renders and none is ready: the leaf waits for its pass, releases the frames behind its leading ones, or ends. */
function settleLeaf(engine: Engine, leaf: Leaf, at: number): void {
  const { counts, plan } = leaf;
  // The pass may have been restarted since the leaf started.
  if (counts.waiting > 0 && isPassPending(leaf)) {
    waitForPass(leaf);
    return;
  }
  if (counts.waiting > 0 && isLeadDone(leaf)) {
    if (plan.kind === "priority" && !leaf.isApproved) {
      leaf.status = TASK.testDone;
      leaf.completedAt = at;
      return;
    }
    queueFrames(leaf, (_, status) => status === plan.blockedStatus, false);
    assignMachines(leaf, at);
    return;
  }
  finishLeaf(engine, leaf, at);
}

/** Ends the leaf; its final status follows from the results of its frames. */
function finishLeaf(engine: Engine, leaf: Leaf, at: number): void {
  const { counts } = leaf;
  leaf.completedAt = at;
  if (counts.failed > 0) leaf.status = counts.done === 0 ? TASK.failed : TASK.finishedWithFailed;
  else leaf.status = counts.stopped > 0 ? TASK.finishedWithStopped : TASK.finished;
  if (leaf.status === TASK.finished) releaseDependants(engine, leaf, at);
  engine.onFinished(at);
}

/**
 * Starts the leaves that depend on this pass, 4 to 11 s after it as in the specification's two examples. A dependant that is
 * rendering already takes its blocked frames.
 */
function releaseDependants(engine: Engine, leaf: Leaf, at: number): void {
  for (const other of leaf.job.leaves) {
    const isRendering = other.status === TASK.rendering;
    if (other.prerequisite !== leaf || other.deleted || !(isRendering || other.status === TASK.waiting)) continue;
    queueFrames(other, isWaiting, false);
    other.wakeAt = at + (isRendering ? ASSIGN_DELAY_MS : 4000 + Math.floor(chance(other.seed, 0, 7) * 8) * 1000);
    scheduleLeaf(engine, other);
  }
}

/** Stops a leaf with all its open frames and gives it `status`. The last charge may empty the wallet and so stop other leaves. */
export function stopLeaf(engine: Engine, leaf: Leaf, at: number, status: number): void {
  stopOpenFrames(engine, leaf, at, status);
  stopUnpaidLeaves(engine, leaf.job.wallet, at);
}

function stopOpenFrames(engine: Engine, leaf: Leaf, at: number, status: number): void {
  const store = storeOf(leaf);
  for (let index = 0; index < leaf.plan.count; index += 1) {
    const before = countOf(store.status[index] ?? 0);
    if (before === "waiting" || before === "executing") stopFrame(leaf, index, at);
  }
  leaf.wakeAt = NEVER;
  leaf.status = status;
  leaf.completedAt = at;
  scheduleLeaf(engine, leaf);
}

/** Queues the selected frames again and restarts the leaf if needed. Returns the number of queued frames. */
export function rerunFrames(
  engine: Engine,
  leaf: Leaf,
  at: number,
  isSelected: FrameSelector,
  resubmit: boolean,
): number {
  const queued = queueFrames(leaf, isSelected, resubmit);
  if (queued === 0) return 0;
  // A leaf with rendering frames keeps its status even when its pass was restarted.
  const isRendering = leaf.status === TASK.rendering && (leaf.running.length > 0 || !isPassPending(leaf));
  if (isRendering) leaf.wakeAt = Math.min(leaf.wakeAt, at + ASSIGN_DELAY_MS);
  else startRendering(engine, leaf, at);
  scheduleLeaf(engine, leaf);
  return queued;
}
