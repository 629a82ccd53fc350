/** A render farm in memory: the specification's own records in a seeded studio. Advances when it is asked, never by itself. */

import { advance } from "./engine/engine";
import { storeOf, totalsOf } from "./engine/frames";
import type { Job, Leaf } from "./engine/leaf";
import { accountPurse, createAccount, owner } from "./operations/account";
import { firstEnvironments } from "./operations/environments";
import { earlierActs } from "./operations/task-record";
import { addStudio } from "./scenarios/generated-jobs";
import { specificationJobs } from "./scenarios/specification-jobs";
import { addArrival } from "./scenarios/submissions";
import type { FarmState } from "./state";

export type Farm = FarmState;

export type FarmOptions = {
  readonly seed: number;
  /** Epoch ms. */
  readonly now: () => number;
  /** Top-level tasks, the specification's two included; 2 gives a farm on which nothing happens by itself. */
  readonly tasks?: number;
  /** Frames of one more task in the middle of rendering; 0: none. */
  readonly frames?: number;
};

const DEFAULT_TASKS = 60;
const FIRST_TASK_ID = 40_001;
const FIRST_FRAME_ID = 2_000_000;
/** A studio with fewer leaves than this on the go submits its next shot. */
const BUSY_LEAVES = 4;

/** Opens a farm; everything about it follows from the seed, the clock and what it is asked to do. */
export function createFarm({ seed, now, tasks = DEFAULT_TASKS, frames = 0 }: FarmOptions): Farm {
  let nextTaskId = FIRST_TASK_ID;
  let nextFrameId = FIRST_FRAME_ID;
  const takeTaskId = () => {
    nextTaskId += 1;
    return nextTaskId - 1;
  };
  const farm: Farm = {
    seed,
    now,
    engine: { active: new Set(), clock: Math.floor(now()), onFinished: () => {} },
    jobs: [],
    jobsById: new Map(),
    leavesById: new Map(),
    reserved: new Set(),
    wishes: new Map(),
    purses: {
      account: accountPurse(),
      freelancer: { couponCents: 0, balanceCents: 1500 },
      trainee: { couponCents: 0, balanceCents: 0 },
    },
    owner,
    account: createAccount(),
    environments: firstEnvironments(),
    log: [],
    record: [],
    hardware: new Map(),
    takeTaskId,
    takePlace(id, frames) {
      const firstFrameId = nextFrameId;
      nextFrameId += frames;
      const leafId = id ?? takeTaskId();
      return { id: leafId, firstFrameId, seed: Math.imul(seed ^ leafId, 0x9e3779b1) >>> 0 };
    },
    addJob(job) {
      farm.jobs.push(job);
      farm.jobsById.set(job.id, job);
      for (const leaf of job.leaves) farm.leavesById.set(leaf.id, leaf);
    },
  };
  const recorded = specificationJobs(farm.purses.account);
  for (const job of recorded.toReversed()) farm.addJob(job);
  const studio = Math.max(0, tasks - recorded.length);
  addStudio(farm, studio, frames);
  farm.record.push(...earlierActs(farm));
  if (studio > 0)
    farm.engine.onFinished = (at) => {
      if (farm.engine.active.size < BUSY_LEAVES) addArrival(farm, at);
    };
  return farm;
}

/** A task as the farm sees it, in plain terms: money in major units, frames counted. */
export type TaskPeek = {
  readonly id: number;
  readonly status: number;
  readonly deleted: boolean;
  readonly total: number;
  readonly waiting: number;
  readonly executing: number;
  readonly done: number;
  readonly failed: number;
  readonly stopped: number;
  readonly cost: number;
  readonly arrears: number;
  readonly machineSeconds: number;
  /** frameStatus and recommitFlag by position; makes the farm store the frames. */
  readonly frames: readonly { readonly id: number; readonly status: number; readonly resubmits: number }[];
};

function peekLeaf(leaf: Leaf): TaskPeek {
  const totals = totalsOf(leaf);
  const store = storeOf(leaf);
  return {
    id: leaf.id,
    status: leaf.status,
    deleted: leaf.deleted || leaf.job.deleted,
    total: leaf.plan.count,
    ...leaf.counts,
    cost: (totals.account + totals.coupon) / 100,
    arrears: totals.arrears / 100,
    machineSeconds: totals.seconds,
    frames: Array.from(store.status, (status, index) => ({
      id: leaf.firstFrameId + index,
      status,
      resubmits: store.resubmits[index] ?? 0,
    })),
  };
}

/** The leaves of a shell or of a plain task, or the one leaf with this id, as they stand now; none if unknown. */
export function peekTask(farm: Farm, id: number): TaskPeek[] {
  advance(farm.engine, Math.floor(farm.now()));
  const job: Job | undefined = farm.jobsById.get(id);
  const leaf = farm.leavesById.get(id);
  return (job?.leaves ?? (leaf ? [leaf] : [])).map(peekLeaf);
}
