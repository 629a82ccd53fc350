/** Frames of a leaf: computed from its history until the first change, stored in columns after it. */

import { FRAME, TASK } from "./codes";
import { type Counts, type FrameState, type FrameStore, feeCents, type Leaf, type Totals } from "./leaf";
import { chance } from "./random";

/** Purposes of `chance`; each run adds its number times 16. */
const DURATION = 1;
const OUTLIER = 2;
const OUTCOME = 3;
const AGE = 4;

const OUTLIER_SHARE = 0.01;
/** A second run nearly always succeeds. */
const FAIL_RATE_OF_RERUNS = 0.02;

/** Duration in seconds of the given run (0 = the first) of a frame that nothing stops. */
export function runSeconds(leaf: Leaf, index: number, run: number): number {
  const seconds = leaf.frameSeconds * (0.7 + 0.6 * chance(leaf.seed, index, DURATION + run * 16));
  return Math.max(5, Math.round(runHangs(leaf, index, run) ? seconds * 2.8 : seconds));
}

/** Whether the given run hangs: it takes far longer than the others and uses almost no CPU. */
export const runHangs = (leaf: Leaf, index: number, run: number): boolean =>
  chance(leaf.seed, index, OUTLIER + run * 16) < OUTLIER_SHARE;

/** Whether the given run (0 = the first) fails. */
export const runFails = (leaf: Leaf, index: number, run: number): boolean =>
  chance(leaf.seed, index, OUTCOME + run * 16) <
  (run === 0 ? leaf.failRate : Math.min(leaf.failRate, FAIL_RATE_OF_RERUNS));

/** Progress (0 to 1) of a frame that renders when the farm is created. */
export const progressAtOpening = (leaf: Leaf, index: number): number => chance(leaf.seed, index, AGE) * 0.95;

/** A prime above the largest plan, so that the ranks of all frames differ. */
const STRIDE = 104_729;

const frameNotRun = (status: number): FrameState => ({
  status,
  startedAt: 0,
  endedAt: 0,
  seconds: 0,
  account: 0,
  coupon: 0,
  arrears: 0,
  resubmits: 0,
});

/** Seconds in which every machine renders one frame of a history. */
const roundSeconds = (leaf: Pick<Leaf, "frameSeconds">): number => Math.ceil(leaf.frameSeconds * 1.3);

/** Wall-clock seconds in which the frames of a history ran. */
export const historySeconds = (leaf: Pick<Leaf, "history" | "machines" | "frameSeconds" | "limitSeconds">): number =>
  Math.ceil(leaf.history.ran / leaf.machines) *
  Math.max(roundSeconds(leaf), leaf.history.timedOut > 0 ? leaf.limitSeconds : 0);

/** The place of a frame among those of a history, without any order: the first ones have failed, then come the timed-out ones. */
const historyRank = (leaf: Leaf, index: number): number => (index * STRIDE + (leaf.seed % 997)) % leaf.history.ran;

/** Whether the given run of a frame is one of the failures of a history that are alike. */
export const failsAlike = (leaf: Leaf, index: number, run: number): boolean =>
  run === 0 && index < leaf.history.ran && historyRank(leaf, index) < leaf.history.alike;

function historyFrame(leaf: Leaf, index: number): FrameState {
  const recorded = leaf.specificationFrames?.[index];
  if (recorded) return recorded;
  const { ran, failed, timedOut, owed, restStatus, paidBy } = leaf.history;
  if (index >= ran) return frameNotRun(restStatus === FRAME.waiting ? statusBehindLead(leaf, index) : restStatus);
  const rank = historyRank(leaf, index);
  const status = rank < failed ? FRAME.failed : rank < failed + timedOut ? FRAME.timedOut : FRAME.done;
  const rounds = Math.ceil(ran / leaf.machines);
  const round = Math.floor(index / leaf.machines);
  // An outlier takes three rounds; in the last two rounds it would end after its task.
  const maxSeconds = Math.min(
    round + 3 <= rounds ? Number.POSITIVE_INFINITY : roundSeconds(leaf),
    leaf.limitSeconds - 1,
  );
  const seconds = status === FRAME.timedOut ? leaf.limitSeconds : Math.min(runSeconds(leaf, index, 0), maxSeconds);
  const perRound = historySeconds(leaf) / rounds;
  const startedAt = (leaf.startedAt ?? 0) + Math.round(round * perRound) * 1000;
  const fee = feeCents(leaf.job.level, seconds);
  const isUnpaid = index >= ran - owed;
  return {
    status,
    startedAt,
    endedAt: startedAt + seconds * 1000,
    seconds,
    account: isUnpaid || paidBy === "coupon" ? 0 : fee,
    coupon: isUnpaid || paidBy === "account" ? 0 : fee,
    arrears: isUnpaid ? fee : 0,
    resubmits: 0,
  };
}

/** Whether all leading frames of the leaf, which its other frames wait for, are done. */
export function isLeadDone(leaf: Leaf): boolean {
  const { lead } = leaf.plan;
  for (let index = 0; index < lead; index += 1) if (frameStatusAt(leaf, index) !== FRAME.done) return false;
  return true;
}

/** frameStatus of a waiting frame: blocked while the leading frames of its leaf are not done, unless they are approved already. */
function statusBehindLead(leaf: Leaf, index: number): number {
  const { lead, blockedStatus } = leaf.plan;
  return lead > 0 && index >= lead && !leaf.isApproved ? blockedStatus : FRAME.waiting;
}

/** Whether the leaf depends on a pass that is not finished, or that was restarted. */
export const isPassPending = ({ prerequisite }: Leaf): boolean =>
  prerequisite !== null && prerequisite.status !== TASK.finished;

/** frameStatus of a frame that is queued: waiting, or blocked by a pass or by leading frames (section 3.2). */
export function waitingStatus(leaf: Leaf, index: number, leadIsDone: boolean): number {
  if (isPassPending(leaf))
    return leaf.prerequisite?.taskType === "GopRender" ? FRAME.waitsForSimulation : FRAME.waitsForPhotonJob;
  return leadIsDone ? FRAME.waiting : statusBehindLead(leaf, index);
}

/** Whether the leaf renders, or has rendered, longer than its reminder. */
export const isLeafOverdue = ({ startedAt, completedAt, reminderSeconds }: Leaf, now: number): boolean =>
  startedAt !== null && (completedAt ?? now) - startedAt > reminderSeconds * 1000;

/** Whether a frame renders, or has rendered, longer than the reminder of its leaf. */
export function isFrameOverdue(leaf: Leaf, index: number, now: number): boolean {
  const { status, startedAt, seconds } = frameAt(leaf, index);
  return (status === FRAME.rendering ? (now - startedAt) / 1000 : seconds) > leaf.reminderSeconds;
}

/** The current state of one frame. */
export function frameAt(leaf: Leaf, index: number): FrameState {
  const store = leaf.store;
  if (!store) return historyFrame(leaf, index);
  const at = (column: Float64Array | Uint16Array | Uint8Array) => column[index] ?? 0;
  return {
    status: at(store.status),
    startedAt: at(store.startedAt),
    endedAt: at(store.endedAt),
    seconds: at(store.seconds),
    account: at(store.account),
    coupon: at(store.coupon),
    arrears: at(store.arrears),
    resubmits: at(store.resubmits),
  };
}

const frameStatusAt = (leaf: Leaf, index: number): number => leaf.store?.status[index] ?? frameAt(leaf, index).status;

/** The stored frames of the leaf; the first call creates them from its history. */
export function storeOf(leaf: Leaf): FrameStore {
  if (leaf.store) return leaf.store;
  const { count } = leaf.plan;
  const column = () => new Float64Array(count);
  const store: FrameStore = {
    status: new Uint8Array(count),
    startedAt: column(),
    endedAt: column(),
    seconds: column(),
    account: column(),
    coupon: column(),
    arrears: column(),
    resubmits: new Uint16Array(count),
  };
  leaf.totals = totalsOf(leaf);
  for (let index = 0; index < count; index += 1) {
    const frame = historyFrame(leaf, index);
    store.status[index] = frame.status;
    store.startedAt[index] = frame.startedAt;
    store.endedAt[index] = frame.endedAt;
    store.seconds[index] = frame.seconds;
    store.account[index] = frame.account;
    store.coupon[index] = frame.coupon;
    store.arrears[index] = frame.arrears;
    store.resubmits[index] = frame.resubmits;
  }
  leaf.store = store;
  return store;
}

/** Cost and machine time of a leaf: summed over its history once, updated by each charge. */
export function totalsOf(leaf: Leaf): Totals {
  if (leaf.totals) return leaf.totals;
  const totals: Totals = { account: 0, coupon: 0, arrears: 0, seconds: 0 };
  const ended = leaf.specificationFrames?.length ?? leaf.history.ran;
  for (let index = 0; index < ended; index += 1) {
    const frame = historyFrame(leaf, index);
    totals.account += frame.account;
    totals.coupon += frame.coupon;
    totals.arrears += frame.arrears;
    totals.seconds += frame.seconds;
  }
  leaf.totals = totals;
  return totals;
}

/** The count that a frameStatus belongs to. Timed-out frames count as failed, blocked and unknown ones as waiting. */
export function countOf(status: number): keyof Counts {
  if (status === FRAME.rendering) return "executing";
  if (status === FRAME.done) return "done";
  if (status === FRAME.failed || status === FRAME.timedOut) return "failed";
  return status === FRAME.stopped ? "stopped" : "waiting";
}

/** The counts of a history, computed without its frames. */
export function historyCounts(count: number, history: Leaf["history"]): Counts {
  const failed = history.failed + history.timedOut;
  const counts: Counts = { waiting: 0, executing: 0, done: history.ran - failed, failed, stopped: 0 };
  counts[countOf(history.restStatus)] += count - history.ran;
  return counts;
}
