/**
 * What happens by itself: phases pass, machines take frames, frames end and cost money, passes release the passes that
 * wait for them. There is no timer: `advance` works off everything due since it was last called, in the order in which
 * it was due, so the outcome does not depend on how often somebody looks.
 */
import { isEmpty } from "./billing";
import { countOf, EXECUTING, leadDone, passPending, progressAtOpening, storeOf, TIMED_OUT } from "./frames";
import type { Leaf, Purse } from "./leaf";
import { chance } from "./random";
import { endRun, handOut, outcome, queue, type Selects, stopFrame } from "./runs";

/** taskStatus codes the engine moves between (endpoints-2018 section 3.1). */
export const TASK = {
  waiting: 0,
  rendering: 5,
  preRendering: 8,
  stopped: 10,
  arrears: 20,
  timedOut: 23,
  finished: 25,
  finishedWithFailed: 30,
  abandoned: 35,
  testDone: 40,
  failed: 45,
  analysing: 50,
  submitting: 60,
  finishedWithStopped: 70,
} as const;

export type Engine = {
  /** Leaves for which something is foreseen. */
  readonly active: Set<Leaf>;
  /** Everything due up to here has happened. */
  clock: number;
  /** Called when a leaf has finished by itself. */
  onFinished: (at: number) => void;
};

/** A phase before rendering: what follows it, and how long that lasts. */
const phases = new Map<number, { next: number; ms: number }>([
  [TASK.submitting, { next: TASK.analysing, ms: 30_000 }],
  [TASK.analysing, { next: TASK.preRendering, ms: 45_000 }],
  [TASK.preRendering, { next: TASK.waiting, ms: 15_000 }],
]);

/** How long a frame that became ready waits for a machine. */
const HAND_OUT_MS = 2000;

const NEVER = Number.POSITIVE_INFINITY;

/** Works off everything due up to `to`. A clock that goes back changes nothing. */
export function advance(engine: Engine, to: number): void {
  while (true) {
    let next: Leaf | undefined;
    for (const leaf of engine.active) if (leaf.nextAt <= to && !(next && next.nextAt <= leaf.nextAt)) next = leaf;
    if (!next) break;
    engine.clock = Math.max(engine.clock, next.nextAt);
    step(engine, next, engine.clock);
  }
  engine.clock = Math.max(engine.clock, to);
}

function step(engine: Engine, leaf: Leaf, at: number): void {
  if (leaf.wakeAt <= at) wake(engine, leaf, at);
  else finishFrame(engine, leaf, at);
  if (leaf.status === TASK.rendering && leaf.wakeAt === NEVER) {
    handOut(leaf, at);
    if (leaf.running.length === 0) conclude(engine, leaf, at);
  }
  schedule(engine, leaf);
}

function wake(engine: Engine, leaf: Leaf, at: number): void {
  leaf.wakeAt = NEVER;
  const phase = phases.get(leaf.status);
  if (phase) {
    leaf.status = phase.next;
    leaf.wakeAt = at + phase.ms;
  } else if (leaf.status === TASK.waiting) begin(engine, leaf, at);
}

/** Foresees the leaf's next event. To be called after every change to one. */
export function schedule(engine: Engine, leaf: Leaf): void {
  leaf.nextAt = leaf.wakeAt;
  for (const index of leaf.running) leaf.nextAt = Math.min(leaf.nextAt, leaf.store?.endedAt[index] ?? NEVER);
  if (leaf.nextAt < NEVER) engine.active.add(leaf);
  else engine.active.delete(leaf);
}

const isWaiting: Selects = (_, status) => countOf(status) === "waiting";

/** Waits for the pass, whose end wakes the leaf. */
function park(leaf: Leaf): void {
  queue(leaf, isWaiting, false);
  leaf.status = TASK.waiting;
  leaf.completedAt = null;
  leaf.wakeAt = NEVER;
}

/** Rendering starts: machines follow a moment later. Without its pass a leaf waits, without money it stops at once. */
function begin(engine: Engine, leaf: Leaf, at: number): void {
  if (passPending(leaf)) {
    park(leaf);
    return;
  }
  if (isEmpty(leaf.job.purse)) {
    stopAll(engine, leaf, at, TASK.arrears);
    return;
  }
  queue(leaf, isWaiting, false);
  leaf.status = TASK.rendering;
  leaf.startedAt ??= at;
  leaf.completedAt = null;
  leaf.wakeAt = at + HAND_OUT_MS;
}

/** Gives the leaf another time limit; what executes is measured by it from now on. */
export function limit(engine: Engine, leaf: Leaf, at: number, seconds: number): void {
  const store = storeOf(leaf);
  leaf.limitSeconds = seconds;
  for (const index of leaf.running)
    store.endedAt[index] = Math.max(at, (store.startedAt[index] ?? at) + outcome(leaf, index).seconds * 1000);
  schedule(engine, leaf);
}

/** Stops the chosen ones of the frames that execute or wait; the leaf goes on with the others, or ends. */
export function stopFrames(engine: Engine, leaf: Leaf, at: number, selects: Selects): void {
  const store = storeOf(leaf);
  for (let index = 0; index < leaf.plan.count; index += 1) {
    const status = store.status[index] ?? 0;
    if ((countOf(status) === "waiting" || status === EXECUTING) && selects(index, status)) stopFrame(leaf, index, at);
  }
  const nothingLeft = leaf.counts.waiting + leaf.counts.executing === 0;
  if (leaf.status === TASK.rendering) {
    if (leaf.running.length === 0) leaf.wakeAt = Math.min(leaf.wakeAt, at + HAND_OUT_MS);
  } else if (nothingLeft && leaf.status === TASK.waiting) stopAll(engine, leaf, at, TASK.stopped);
  else if (nothingLeft && leaf.status === TASK.testDone) end(engine, leaf, at);
  schedule(engine, leaf);
  collect(engine, leaf.job.purse, at);
}

/**
 * Lets a leaf that rendered before the farm opened go on: its machines are in the middle of their frames, none of which
 * started before its task.
 */
export function open(engine: Engine, leaf: Leaf, at: number): void {
  const store = storeOf(leaf);
  handOut(leaf, at);
  for (const index of leaf.running) {
    const { seconds } = outcome(leaf, index);
    const started = at - Math.round(progressAtOpening(leaf, index) * seconds) * 1000;
    const startedAt = Math.max(started, leaf.job.submittedAt);
    store.startedAt[index] = startedAt;
    store.endedAt[index] = startedAt + seconds * 1000;
    leaf.startedAt = Math.min(leaf.startedAt ?? at, startedAt);
  }
  schedule(engine, leaf);
}

function finishFrame(engine: Engine, leaf: Leaf, at: number): void {
  const { endedAt } = storeOf(leaf);
  const index = leaf.running.find((one) => (endedAt[one] ?? 0) <= at);
  if (index === undefined) return;
  const { status } = outcome(leaf, index);
  endRun(leaf, index, endedAt[index] ?? at, status);
  if (status === TIMED_OUT) stopAll(engine, leaf, at, TASK.timedOut);
  collect(engine, leaf.job.purse, at);
}

/** With an empty purse nothing goes on that it pays for. A leaf with nothing left to render ends by itself. */
function collect(engine: Engine, purse: Purse, at: number): void {
  if (!isEmpty(purse)) return;
  for (const leaf of engine.active) {
    const { waiting, executing } = leaf.counts;
    const goesOn = leaf.status === TASK.rendering && waiting + executing > 0;
    if (leaf.job.purse === purse && goesOn) stopAll(engine, leaf, at, TASK.arrears);
  }
}

/** No frame executes and none is ready: the leaf waits for its pass, opens its own gate, or has ended. */
function conclude(engine: Engine, leaf: Leaf, at: number): void {
  const { counts, plan } = leaf;
  // The pass may be rendered again since the leaf began.
  if (counts.waiting > 0 && passPending(leaf)) {
    park(leaf);
    return;
  }
  if (counts.waiting > 0 && leadDone(leaf)) {
    if (plan.kind === "priority") {
      leaf.status = TASK.testDone;
      leaf.completedAt = at;
      return;
    }
    queue(leaf, (_, status) => status === plan.waitsAs, false);
    handOut(leaf, at);
    return;
  }
  end(engine, leaf, at);
}

/** Nothing more is to run: the leaf's frames say how it ended. */
function end(engine: Engine, leaf: Leaf, at: number): void {
  const { counts } = leaf;
  leaf.completedAt = at;
  if (counts.failed > 0) leaf.status = counts.done === 0 ? TASK.failed : TASK.finishedWithFailed;
  else leaf.status = counts.stopped > 0 ? TASK.finishedWithStopped : TASK.finished;
  if (leaf.status === TASK.finished) release(engine, leaf, at);
  engine.onFinished(at);
}

/**
 * What waited for this pass starts 4 to 11 seconds after it, as in the specification's two examples; a leaf that still
 * renders takes up the frames that did.
 */
function release(engine: Engine, leaf: Leaf, at: number): void {
  for (const other of leaf.job.leaves) {
    const renders = other.status === TASK.rendering;
    if (other.after !== leaf || other.deleted || !(renders || other.status === TASK.waiting)) continue;
    queue(other, isWaiting, false);
    other.wakeAt = at + (renders ? HAND_OUT_MS : 4000 + Math.floor(chance(other.seed, 0, 7) * 8) * 1000);
    schedule(engine, other);
  }
}

/** Stops a leaf: what executed or waited is stopped (frame status 3), and the leaf takes the given status. */
export function halt(engine: Engine, leaf: Leaf, at: number, status: number): void {
  stopAll(engine, leaf, at, status);
  collect(engine, leaf.job.purse, at);
}

function stopAll(engine: Engine, leaf: Leaf, at: number, status: number): void {
  const store = storeOf(leaf);
  for (let index = 0; index < leaf.plan.count; index += 1) {
    const before = countOf(store.status[index] ?? 0);
    if (before === "waiting" || before === "executing") stopFrame(leaf, index, at);
  }
  leaf.wakeAt = NEVER;
  leaf.status = status;
  leaf.completedAt = at;
  schedule(engine, leaf);
}

/** Runs the chosen frames again and the leaf with them. Returns how many frames that were. */
export function rerun(engine: Engine, leaf: Leaf, at: number, selects: Selects, resubmit: boolean): number {
  const queued = queue(leaf, selects, resubmit);
  if (queued === 0) return 0;
  // While frames execute a leaf renders, even if its pass does so again.
  const goesOn = leaf.status === TASK.rendering && (leaf.running.length > 0 || !passPending(leaf));
  if (goesOn) leaf.wakeAt = Math.min(leaf.wakeAt, at + HAND_OUT_MS);
  else begin(engine, leaf, at);
  schedule(engine, leaf);
  return queued;
}
