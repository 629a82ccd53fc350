/** Frames of a leaf: computed from its history as long as nobody touched it, stored in columns from then on. */
import { type Counts, type FrameState, type FrameStore, feeCents, type Leaf, type Totals } from "./leaf";
import { chance } from "./random";

export const WAITING = 1;
export const EXECUTING = 2;
export const STOPPED = 3;
export const DONE = 4;
export const FAILED = 5;
export const TIMED_OUT = 11;

/** Purposes of chance; each run of a frame adds its number times 16. */
const DURATION = 1;
const OUTLIER = 2;
const OUTCOME = 3;
const AGE = 4;

const OUTLIER_SHARE = 0.01;
/** A frame that is run again nearly always succeeds. */
const FAILS_AGAIN = 0.02;

/** Seconds the given run (0 = the first) of a frame takes if nothing stops it. */
export function runSeconds(leaf: Leaf, index: number, run: number): number {
  const usual = leaf.frameSeconds * (0.7 + 0.6 * chance(leaf.seed, index, DURATION + run * 16));
  return Math.max(5, Math.round(runHangs(leaf, index, run) ? usual * 2.8 : usual));
}

/** Whether the given run of a frame takes far longer than the others, doing next to nothing. */
export const runHangs = (leaf: Leaf, index: number, run: number): boolean =>
  chance(leaf.seed, index, OUTLIER + run * 16) < OUTLIER_SHARE;

/** Whether the given run of a frame fails. */
export const runFails = (leaf: Leaf, index: number, run: number): boolean =>
  chance(leaf.seed, index, OUTCOME + run * 16) < (run === 0 ? leaf.failRate : Math.min(leaf.failRate, FAILS_AGAIN));

/** How far a frame that executes when the farm opens has come, 0 to 1. */
export const progressAtOpening = (leaf: Leaf, index: number): number => chance(leaf.seed, index, AGE) * 0.95;

/** A prime above the largest plan, so that ranks visit every frame once. */
const STRIDE = 104_729;

const notRun = (status: number): FrameState => ({
  status,
  startedAt: 0,
  endedAt: 0,
  seconds: 0,
  account: 0,
  coupon: 0,
  arrears: 0,
  resubmits: 0,
});

/** The time one round of machines takes in a history. */
const roundSeconds = (leaf: Pick<Leaf, "frameSeconds">): number => Math.ceil(leaf.frameSeconds * 1.3);

/** Seconds of wall time in which a history's frames ran. */
export const historySeconds = (leaf: Pick<Leaf, "history" | "machines" | "frameSeconds" | "limitSeconds">): number =>
  Math.ceil(leaf.history.ran / leaf.machines) *
  Math.max(roundSeconds(leaf), leaf.history.timedOut > 0 ? leaf.limitSeconds : 0);

function pastFrame(leaf: Leaf, index: number): FrameState {
  const recorded = leaf.recorded?.[index];
  if (recorded) return recorded;
  const { ran, failed, timedOut, owed, rest, paidBy } = leaf.history;
  if (index >= ran) return notRun(rest === WAITING ? gatedStatus(leaf, index) : rest);
  const rank = (index * STRIDE + (leaf.seed % 997)) % ran;
  const status = rank < failed ? FAILED : rank < failed + timedOut ? TIMED_OUT : DONE;
  const rounds = Math.ceil(ran / leaf.machines);
  const round = Math.floor(index / leaf.machines);
  // An outlier takes three rounds; in the last ones it would end after its task did.
  const most = Math.min(round + 3 <= rounds ? Number.POSITIVE_INFINITY : roundSeconds(leaf), leaf.limitSeconds - 1);
  const seconds = status === TIMED_OUT ? leaf.limitSeconds : Math.min(runSeconds(leaf, index, 0), most);
  const perRound = historySeconds(leaf) / rounds;
  const startedAt = (leaf.startedAt ?? 0) + Math.round(round * perRound) * 1000;
  const fee = feeCents(leaf.job.level, seconds);
  const unpaid = index >= ran - owed;
  return {
    status,
    startedAt,
    endedAt: startedAt + seconds * 1000,
    seconds,
    account: unpaid || paidBy === "coupon" ? 0 : fee,
    coupon: unpaid || paidBy === "account" ? 0 : fee,
    arrears: unpaid ? fee : 0,
    resubmits: 0,
  };
}

/** Whether all frames that others of the same leaf wait for are done. */
export function leadDone(leaf: Leaf): boolean {
  const { lead } = leaf.plan;
  for (let index = 0; index < lead; index += 1) if (frameStatusAt(leaf, index) !== DONE) return false;
  return true;
}

/** frameStatus of a frame that is ready but for the other frames of its leaf. */
function gatedStatus(leaf: Leaf, index: number): number {
  const { lead, waitsAs } = leaf.plan;
  return lead > 0 && index >= lead ? waitsAs : WAITING;
}

/** Whether the pass before a leaf is still to finish, or is rendered again. */
export const passPending = ({ after }: Leaf): boolean => after !== null && after.status !== 25;

/** frameStatus of a frame that is to run: waiting, or waiting for something that is not finished (section 3.2). */
export function waitingStatus(leaf: Leaf, index: number, leadIsDone: boolean): number {
  if (passPending(leaf)) return leaf.after?.taskType === "GopRender" ? 10 : 9;
  return leadIsDone ? WAITING : gatedStatus(leaf, index);
}

/** One frame as it stands. */
export function frameAt(leaf: Leaf, index: number): FrameState {
  const store = leaf.store;
  if (!store) return pastFrame(leaf, index);
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

/** The leaf's stored frames, made from its history at the first call. */
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
    const frame = pastFrame(leaf, index);
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

/** Cost and machine time of a leaf: summed over its history once, kept up to date afterwards. */
export function totalsOf(leaf: Leaf): Totals {
  if (leaf.totals) return leaf.totals;
  const totals: Totals = { account: 0, coupon: 0, arrears: 0, seconds: 0 };
  const ended = leaf.recorded?.length ?? leaf.history.ran;
  for (let index = 0; index < ended; index += 1) {
    const frame = pastFrame(leaf, index);
    totals.account += frame.account;
    totals.coupon += frame.coupon;
    totals.arrears += frame.arrears;
    totals.seconds += frame.seconds;
  }
  leaf.totals = totals;
  return totals;
}

/** Which of the five counts a frame status belongs to; timed-out frames count as failed. */
export function countOf(status: number): keyof Counts {
  if (status === EXECUTING) return "executing";
  if (status === DONE) return "done";
  if (status === FAILED || status === TIMED_OUT) return "failed";
  return status === STOPPED ? "stopped" : "waiting";
}

/** Counts of a history, without looking at its frames. */
export function historyCounts(count: number, history: Leaf["history"]): Counts {
  const failed = history.failed + history.timedOut;
  const counts: Counts = { waiting: 0, executing: 0, done: history.ran - failed, failed, stopped: 0 };
  counts[countOf(history.rest)] += count - history.ran;
  return counts;
}
