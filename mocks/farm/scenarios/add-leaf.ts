/** Creates leaves from templates. */
import { FRAME } from "../engine/codes";

import type { FramePlan } from "../engine/frame-plan";
import { historyCounts } from "../engine/frames";
import type { FrameState, History, Job, Leaf } from "../engine/leaf";

export type LeafTemplate = {
  readonly plan: FramePlan;
  readonly history: History;
  readonly status: number;
  readonly taskType?: Leaf["taskType"];
  readonly layerName?: string;
  readonly machines: number;
  readonly frameSeconds: number;
  readonly failRate?: number;
  readonly limitSeconds?: number;
  readonly reminderSeconds?: number;
};

export type LeafPlacement = {
  readonly id: number;
  readonly firstFrameId: number;
  readonly seed: number;
  readonly startedAt: number | null;
  readonly completedAt: number | null;
  readonly prerequisite?: Leaf | null;
  readonly munuTaskId?: string;
  readonly specificationFrames?: readonly FrameState[];
};

const DAY_SECONDS = 86_400;
/** The reminder of the settings in the specification. */
const DEFAULT_REMINDER_SECONDS = 12 * 3600;

/** Adds a leaf to `job`. */
export function addLeaf(job: Job, template: LeafTemplate, placement: LeafPlacement): Leaf {
  const leaf: Leaf = {
    id: placement.id,
    job,
    layerName: template.layerName ?? null,
    taskType: template.taskType ?? "Render",
    plan: template.plan,
    history: template.history,
    specificationFrames: placement.specificationFrames ?? null,
    firstFrameId: placement.firstFrameId,
    munuTaskId: placement.munuTaskId ?? null,
    seed: placement.seed,
    machines: template.machines,
    machineLimit: job.machineLimit,
    frameSeconds: template.frameSeconds,
    failRate: template.failRate ?? 0,
    limitSeconds: template.limitSeconds ?? DAY_SECONDS,
    reminderSeconds: template.reminderSeconds ?? DEFAULT_REMINDER_SECONDS,
    prerequisite: placement.prerequisite ?? null,
    status: template.status,
    startedAt: placement.startedAt,
    completedAt: placement.completedAt,
    deleted: false,
    isApproved: false,
    counts: historyCounts(template.plan.count, template.history),
    totals: null,
    store: null,
    tags: new Map(),
    running: [],
    cursor: 0,
    wakeAt: Number.POSITIVE_INFINITY,
    nextEventAt: Number.POSITIVE_INFINITY,
  };
  job.leaves.push(leaf);
  return leaf;
}

const emptyHistory = {
  ran: 0,
  failed: 0,
  alike: 0,
  timedOut: 0,
  owed: 0,
  restStatus: FRAME.waiting,
  paidBy: "account",
} as const;

/** A history with the given members; by default no frame has run. */
export const historyOf = (parts: Partial<History>): History => ({ ...emptyHistory, ...parts });
