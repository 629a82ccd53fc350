/** What the farm knows of a job and of its leaves. Moments are epoch ms, money whole cents, so that sums are exact. */
import type { FramePlan } from "./frame-plan";

/** Who pays: the account's coupon first, then its balance. Users with a purse of their own can run dry alone. */
export type Purse = { couponCents: number; balanceCents: number };

/** One top-level item of the task list: a shell over several leaves, or a plain task that is its own only leaf. */
export type Job = {
  readonly id: number;
  readonly alias: string;
  readonly isShell: boolean;
  readonly sceneName: string;
  readonly cgId: number;
  readonly userName: string;
  readonly userId: number;
  readonly producer: string | null;
  readonly projectName: string;
  readonly camera: string;
  /** The task it is a clone of; 0: none. */
  readonly clonedFrom: number;
  readonly keyValue: string;
  readonly submittedAt: number;
  readonly level: number;
  userLevel: number;
  /** Most machines for each of its leaves; null: none set. */
  readonly machineLimit: number | null;
  readonly ramGb: number | null;
  readonly purse: Purse;
  /** true: the wire shows this row's numbers as text, as the vendor's services sometimes do. */
  readonly numbersAsText: boolean;
  readonly leaves: Leaf[];
  /** Free tags by name, with their ids; a plain task has its own only leaf's. */
  readonly tags: Map<string, number>;
  deleted: boolean;
};

/** How a leaf's frames stood before the farm was started; turned into stored frames only when one is touched. */
export type History = {
  /** Leading frames that have run; `failed`, `timedOut` and `owed` (not paid for) are among them. */
  readonly ran: number;
  readonly failed: number;
  readonly timedOut: number;
  readonly owed: number;
  /** frameStatus of all the others. */
  readonly rest: number;
  readonly paidBy: "account" | "coupon";
};

/** One frame at one moment. 0 for a moment means "not yet". */
export type FrameState = {
  readonly status: number;
  readonly startedAt: number;
  readonly endedAt: number;
  /** Seconds of its last run. */
  readonly seconds: number;
  /** Cents over all its runs. */
  readonly account: number;
  readonly coupon: number;
  readonly arrears: number;
  readonly resubmits: number;
};

/** Frames by number, a column each: 100,000 of them are a few megabytes and quick to walk. */
export type FrameStore = {
  readonly status: Uint8Array;
  readonly startedAt: Float64Array;
  /** When it ended or, while it executes, when it is going to. */
  readonly endedAt: Float64Array;
  readonly seconds: Float64Array;
  readonly account: Float64Array;
  readonly coupon: Float64Array;
  readonly arrears: Float64Array;
  readonly resubmits: Uint16Array;
};

export type Counts = { waiting: number; executing: number; done: number; failed: number; stopped: number };
export type Totals = { account: number; coupon: number; arrears: number; seconds: number };

/** One task with frames: a layer, a pass, or a whole plain task. */
export type Leaf = {
  readonly id: number;
  readonly job: Job;
  readonly layerName: string | null;
  readonly taskType: "Render" | "RenderPhoton" | "GopRender";
  readonly plan: FramePlan;
  readonly history: History;
  /** Frames copied from the specification, in place of `history`. */
  readonly recorded: readonly FrameState[] | null;
  readonly firstFrameId: number;
  /** Id in the dispatcher; null: formed from date and id. */
  readonly munuTaskId: string | null;
  /** Fixes everything that is left to chance in this leaf. */
  readonly seed: number;
  /** Machines the farm gives it at most. */
  readonly machines: number;
  /** Usual seconds of one frame. */
  readonly frameSeconds: number;
  /** Share of frames that fail at their first run. */
  readonly failRate: number;
  /** Longest run of one frame. */
  limitSeconds: number;
  /** The pass that has to finish before this one can start. */
  readonly after: Leaf | null;
  status: number;
  startedAt: number | null;
  completedAt: number | null;
  deleted: boolean;
  counts: Counts;
  totals: Totals | null;
  store: FrameStore | null;
  readonly tags: Map<string, number>;
  /** Indexes of the executing frames. */
  readonly running: number[];
  /** No frame before this index is ready to start. */
  cursor: number;
  /** When the next phase begins or free machines are handed out; Infinity: not foreseen. */
  wakeAt: number;
  /** The next moment at which something happens by itself. */
  nextAt: number;
};

/** Cents per machine hour: level 79 pays 4.80, level 60 pays 3.20 (endpoints-2018 section 5). */
const centsPerHour = (level: number): number => (level >= 79 ? 480 : 320);

export const feeCents = (level: number, seconds: number): number => Math.round((seconds * centsPerHour(level)) / 3600);
