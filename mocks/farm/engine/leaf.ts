/** Jobs, leaves and frames as the farm stores them. Moments are epoch ms; money is whole cents, so that sums are exact. */
import type { FramePlan } from "./frame-plan";

/** Money that pays for jobs, the coupon first. Two users have a wallet each, so that arrears stop their jobs only. */
export type Wallet = { couponCents: number; balanceCents: number };

/** A top-level item of the task list: a shell over several leaves, or a plain task, whose only leaf has the id of the job. */
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
  /** Id of the cloned task; 0 for none. */
  readonly clonedFrom: number;
  readonly keyValue: string;
  readonly submittedAt: number;
  readonly level: number;
  userLevel: number;
  /** Maximum number of machines for each leaf at its submission; null for no limit. */
  readonly machineLimit: number | null;
  readonly ramGb: number | null;
  readonly wallet: Wallet;
  /** true: responses have the numbers of this row as text, as the vendor's services sometimes do. */
  readonly numbersAsText: boolean;
  readonly leaves: Leaf[];
  /** Ids of tags by name. The tags of a plain task are in its leaf. */
  readonly tags: Map<string, number>;
  /** false: the account may not change the task. */
  isOperable: boolean;
  deleted: boolean;
};

/** The frames of a leaf when the farm was created; replaced by stored frames at the first change. */
export type History = {
  /** Number of frames, from the first on, that have run; includes `failed`, `timedOut` and `owed` (not paid). */
  readonly ran: number;
  readonly failed: number;
  /** Failed frames with the same trouble, on two machines; the others fail for various reasons. */
  readonly alike: number;
  readonly timedOut: number;
  readonly owed: number;
  /** frameStatus of all other frames. */
  readonly restStatus: number;
  readonly paidBy: "account" | "coupon";
};

/** The state of one frame. A moment of 0 means "not yet". */
export type FrameState = {
  readonly status: number;
  readonly startedAt: number;
  readonly endedAt: number;
  /** Duration of the last run. */
  readonly seconds: number;
  /** Cents of all runs. */
  readonly account: number;
  readonly coupon: number;
  readonly arrears: number;
  readonly resubmits: number;
};

/** Frames by index, one typed array per member: 100,000 frames take a few megabytes. */
export type FrameStore = {
  readonly status: Uint8Array;
  readonly startedAt: Float64Array;
  /** End of the last run; for a rendering frame, its scheduled end. */
  readonly endedAt: Float64Array;
  readonly seconds: Float64Array;
  readonly account: Float64Array;
  readonly coupon: Float64Array;
  readonly arrears: Float64Array;
  readonly resubmits: Uint16Array;
};

export type Counts = { waiting: number; executing: number; done: number; failed: number; stopped: number };
export type Totals = { account: number; coupon: number; arrears: number; seconds: number };

/** A task with frames: a layer, a pass, or a plain task. */
export type Leaf = {
  readonly id: number;
  readonly job: Job;
  readonly layerName: string | null;
  readonly taskType: "Render" | "RenderPhoton" | "GopRender";
  readonly plan: FramePlan;
  readonly history: History;
  /** Frames copied from the specification; they replace `history`. */
  readonly specificationFrames: readonly FrameState[] | null;
  readonly firstFrameId: number;
  /** Id in the dispatcher; null: computed from date and id. */
  readonly munuTaskId: string | null;
  /** Seed of all random numbers of this leaf. */
  readonly seed: number;
  /** Machines that the farm gives it. */
  readonly machines: number;
  /** Machines that it may have at most; null for no limit. */
  machineLimit: number | null;
  /** Mean duration of one frame. */
  readonly frameSeconds: number;
  /** Share of frames that fail in their first run. */
  readonly failRate: number;
  /** The frame stop: a frame that renders longer is stopped, and its leaf with it. */
  limitSeconds: number;
  /** The reminder: a leaf or a frame that takes longer is marked overdue, and nothing is stopped. */
  readonly reminderSeconds: number;
  /** The pass that must finish before this leaf starts. */
  readonly prerequisite: Leaf | null;
  status: number;
  startedAt: number | null;
  completedAt: number | null;
  deleted: boolean;
  /** Its frames do not wait for its test frames. */
  isApproved: boolean;
  counts: Counts;
  totals: Totals | null;
  store: FrameStore | null;
  readonly tags: Map<string, number>;
  /** Indexes of the rendering frames. */
  readonly running: number[];
  /** No frame before this index is ready. */
  cursor: number;
  /** When the next phase starts or free machines are assigned; Infinity for never. */
  wakeAt: number;
  /** When the next event of any kind is due; Infinity for never. */
  nextEventAt: number;
};

/** Cents per machine hour: level 79 costs 4.80, level 60 costs 3.20 (endpoints-2018 section 5). */
const centsPerHour = (level: number): number => (level >= 79 ? 480 : 320);

export const feeCents = (level: number, seconds: number): number => Math.round((seconds * centsPerHour(level)) / 3600);
