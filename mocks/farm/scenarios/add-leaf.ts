/** Puts jobs and leaves together. */

import type { FramePlan } from "../engine/frame-plan";
import { historyCounts } from "../engine/frames";
import type { FrameState, History, Job, Leaf } from "../engine/leaf";

export type LeafDraft = {
  readonly plan: FramePlan;
  readonly history: History;
  readonly status: number;
  readonly taskType?: Leaf["taskType"];
  readonly layerName?: string;
  readonly machines: number;
  readonly frameSeconds: number;
  readonly failRate?: number;
  readonly limitSeconds?: number;
};

export type LeafPlace = {
  readonly id: number;
  readonly firstFrameId: number;
  readonly seed: number;
  readonly startedAt: number | null;
  readonly completedAt: number | null;
  readonly after?: Leaf | null;
  readonly munuTaskId?: string;
  readonly recorded?: readonly FrameState[];
};

const DAY_SECONDS = 86_400;

/** Adds a leaf to its job. */
export function addLeaf(job: Job, draft: LeafDraft, place: LeafPlace): Leaf {
  const leaf: Leaf = {
    id: place.id,
    job,
    layerName: draft.layerName ?? null,
    taskType: draft.taskType ?? "Render",
    plan: draft.plan,
    history: draft.history,
    recorded: place.recorded ?? null,
    firstFrameId: place.firstFrameId,
    munuTaskId: place.munuTaskId ?? null,
    seed: place.seed,
    machines: draft.machines,
    frameSeconds: draft.frameSeconds,
    failRate: draft.failRate ?? 0,
    limitSeconds: draft.limitSeconds ?? DAY_SECONDS,
    after: place.after ?? null,
    status: draft.status,
    startedAt: place.startedAt,
    completedAt: place.completedAt,
    deleted: false,
    counts: historyCounts(draft.plan.count, draft.history),
    totals: null,
    store: null,
    tags: new Map(),
    running: [],
    cursor: 0,
    wakeAt: Number.POSITIVE_INFINITY,
    nextAt: Number.POSITIVE_INFINITY,
  };
  job.leaves.push(leaf);
  return leaf;
}

const nothingRan = { ran: 0, failed: 0, timedOut: 0, owed: 0, rest: 1, paidBy: "account" } as const;

/** A history of which only the given parts are not empty. */
export const historyOf = (parts: Partial<History>): History => ({ ...nothingRan, ...parts });
