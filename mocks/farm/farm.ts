/** A render farm in memory, with the specification's tasks and generated jobs. It has no timer: each request advances it to now. */

import { advanceEngine } from "./engine/engine";
import { storeOf, totalsOf } from "./engine/frames";
import type { Job, Leaf } from "./engine/leaf";
import { createAccount, createAccountWallet, owner } from "./operations/account";
import { seedEnvironments } from "./operations/environments";
import { limitToOwnTasks } from "./operations/rights";
import { createAuditSeed } from "./operations/task-record";
import { addSeededJobs } from "./scenarios/generated-jobs";
import { specificationJobs } from "./scenarios/specification-jobs";
import { submitGeneratedJob } from "./scenarios/submissions";
import type { AccountProfile, FarmState } from "./state";

export type Farm = FarmState;

export type FarmOptions = {
  readonly seed: number;
  /** Epoch ms. */
  readonly now: () => number;
  /** Number of top-level tasks, including the two of the specification; a farm with 2 has no events. */
  readonly tasks?: number;
  /** Frames of one additional task that is rendering; 0 for no such task. */
  readonly frames?: number;
  /** Delay in ms between the acceptance of a write and its effect; default: none. */
  readonly effectDelayMs?: number;
  /** Members of the account's profile that differ from the specification's example, e.g. those of a sub-account without rights. */
  readonly account?: Partial<AccountProfile>;
};

const DEFAULT_TASKS = 60;
const FIRST_TASK_ID = 40_001;
const FIRST_FRAME_ID = 2_000_000;
/** With fewer active leaves the farm submits another job. */
const MIN_ACTIVE_LEAVES = 4;

/** Creates a farm; its state depends on the seed, the clock and the requests only. */
export function createFarm({
  seed,
  now,
  tasks = DEFAULT_TASKS,
  frames = 0,
  effectDelayMs = 0,
  account = {},
}: FarmOptions): Farm {
  let nextTaskId = FIRST_TASK_ID;
  let nextFrameId = FIRST_FRAME_ID;
  const allocateTaskId = () => {
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
    reservations: new Map(),
    wallets: {
      account: createAccountWallet(),
      freelancer: { couponCents: 0, balanceCents: 1500 },
      trainee: { couponCents: 0, balanceCents: 0 },
    },
    owner,
    account: createAccount(account),
    environments: seedEnvironments(),
    requestLog: [],
    effectDelayMs,
    acceptedWrites: [],
    auditLog: [],
    hardware: new Map(),
    allocateTaskId,
    allocateLeaf(id, frameCount) {
      const firstFrameId = nextFrameId;
      nextFrameId += frameCount;
      const leafId = id ?? allocateTaskId();
      return { id: leafId, firstFrameId, seed: Math.imul(seed ^ leafId, 0x9e3779b1) >>> 0 };
    },
    addJob(job) {
      farm.jobs.push(job);
      farm.jobsById.set(job.id, job);
      for (const leaf of job.leaves) farm.leavesById.set(leaf.id, leaf);
    },
  };
  const fromSpecification = specificationJobs(farm.wallets.account);
  for (const job of fromSpecification.toReversed()) farm.addJob(job);
  const seededCount = Math.max(0, tasks - fromSpecification.length);
  addSeededJobs(farm, seededCount, frames);
  limitToOwnTasks(farm);
  farm.auditLog.push(...createAuditSeed(farm));
  if (seededCount > 0)
    farm.engine.onFinished = (at) => {
      if (farm.engine.active.size < MIN_ACTIVE_LEAVES) submitGeneratedJob(farm, at);
    };
  return farm;
}

/** The state of a leaf for tests: money in major units, frames by count. */
export type TaskSnapshot = {
  readonly id: number;
  readonly status: number;
  readonly deleted: boolean;
  readonly total: number;
  readonly waiting: number;
  readonly executing: number;
  readonly done: number;
  readonly failed: number;
  readonly stopped: number;
  /** Paid and owed, in major units. */
  readonly cost: number;
  readonly arrears: number;
  readonly machineSeconds: number;
  /** id, frameStatus and recommitFlag by frame index. */
  readonly frames: readonly { readonly id: number; readonly status: number; readonly resubmits: number }[];
};

function snapshotLeaf(leaf: Leaf): TaskSnapshot {
  const totals = totalsOf(leaf);
  const store = storeOf(leaf);
  return {
    id: leaf.id,
    status: leaf.status,
    deleted: leaf.deleted || leaf.job.deleted,
    total: leaf.plan.count,
    ...leaf.counts,
    cost: (totals.account + totals.coupon + totals.arrears) / 100,
    arrears: totals.arrears / 100,
    machineSeconds: totals.seconds,
    frames: Array.from(store.status, (status, index) => ({
      id: leaf.firstFrameId + index,
      status,
      resubmits: store.resubmits[index] ?? 0,
    })),
  };
}

/** The current state of the leaves of a job, or of the one leaf with this id; empty for an unknown id. */
export function inspectTask(farm: Farm, id: number): TaskSnapshot[] {
  advanceEngine(farm.engine, Math.floor(farm.now()));
  const job: Job | undefined = farm.jobsById.get(id);
  const leaf = farm.leavesById.get(id);
  return (job?.leaves ?? (leaf ? [leaf] : [])).map(snapshotLeaf);
}
