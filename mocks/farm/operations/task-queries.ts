/** Reads of tasks and frames (endpoints-2018 9.9, 9.14, 9.15, 9.18). */

import { frameName } from "../engine/frame-plan";
import type { Job, Leaf } from "../engine/leaf";
import type { Platform } from "../scenarios/catalog";
import type { FarmState } from "../state";
import {
  type Body,
  INVALID,
  NO_SUCH_TASK,
  Refusal,
  readId,
  readIds,
  readInteger,
  readOptionalIntegers,
  readOptionalText,
  readOptionalTime,
  UNKNOWN,
} from "../wire/request-body";
import { serializeFrame, serializeJob, serializeLeaf } from "../wire/task-info";

/** Writes tasks, frames and platforms in one dialect. */
export type Serializers = {
  readonly job: (job: Job, now: number) => object;
  readonly leaf: (leaf: Leaf, now: number) => object;
  readonly frame: (leaf: Leaf, index: number, now: number) => object;
  readonly platform: (platform: Platform) => object;
};

export const serializers2018: Serializers = {
  job: serializeJob,
  leaf: serializeLeaf,
  frame: serializeFrame,
  platform: ({ platform, name }) => ({ platform, name }),
};

const MAX_PAGE = 1000;
/** queryTaskInfo has no paging: one page has all requested tasks. Its example has size 100. */
const INFO_PAGE = 100;

type Paging = { readonly pageNum: number; readonly pageSize: number };

export const readPaging = (body: Body): Paging => ({
  pageNum: readInteger(body, "pageNum", 1),
  pageSize: readInteger(body, "pageSize", 1, MAX_PAGE),
});

/** The page object: `size` is the requested size; a page past the end is empty (section 1). */
export const pageOf = (paging: Paging, total: number, items: readonly object[]) => ({
  pageCount: Math.ceil(total / paging.pageSize),
  pageNum: paging.pageNum,
  total,
  size: paging.pageSize,
  items,
});

/** statusList matches a shell by its leaves, because the status of the shell has no meaning (section 6). */
function jobFilter(body: Body): ((job: Job) => boolean) | null {
  const statuses = readOptionalIntegers(body, "statusList");
  const keyword = readOptionalText(body, "searchKeyword")?.trim().toLowerCase();
  const from = readOptionalTime(body, "startTime");
  const to = readOptionalTime(body, "endTime");
  const statusSet = statuses?.length ? new Set(statuses) : null;
  if (!statusSet && !keyword && from === undefined && to === undefined) return null;
  return (job) =>
    (!statusSet || job.leaves.some((leaf) => !leaf.deleted && statusSet.has(leaf.status))) &&
    (!keyword ||
      job.sceneName.toLowerCase().includes(keyword) ||
      job.alias.toLowerCase().includes(keyword) ||
      job.leaves.some((leaf) => String(leaf.id).includes(keyword))) &&
    (from === undefined || job.submittedAt >= from) &&
    (to === undefined || job.submittedAt <= to);
}

/** Top-level tasks, newest first. */
export function getTaskList(farm: FarmState, body: Body, serializers = serializers2018) {
  const paging = readPaging(body);
  const filter = jobFilter(body);
  const jobs = filter ? farm.jobs.filter(filter) : farm.jobs;
  return pageOf(
    paging,
    jobs.length,
    newestFirst(jobs, paging).map((job) => serializers.job(job, farm.engine.clock)),
  );
}

/** One page, newest first, of a list that is sorted oldest first. */
export function newestFirst<T>(list: readonly T[], { pageNum, pageSize }: Paging): T[] {
  const end = list.length - (pageNum - 1) * pageSize;
  return list.slice(Math.max(0, end - pageSize), Math.max(0, end)).toReversed();
}

/** Deleted top-level tasks, newest first. */
export function getDeletedTasks(farm: FarmState, body: Body, serializers = serializers2018) {
  const paging = readPaging(body);
  const jobs = [...farm.jobsById.values()].filter((job) => job.deleted);
  return pageOf(
    paging,
    jobs.length,
    newestFirst(jobs, paging).map((job) => serializers.job(job, farm.engine.clock)),
  );
}

/** Tasks by id, shells and leaves; deleted tasks too, with isDelete 0. */
export function queryTaskInfo(farm: FarmState, body: Body, serializers = serializers2018) {
  const items = readIds(body, "taskIds", "taskParam").map((id) => {
    const job = farm.jobsById.get(id);
    if (job) return serializers.job(job, farm.engine.clock);
    const leaf = farm.leavesById.get(id);
    if (!leaf) throw new Refusal(NO_SUCH_TASK);
    return serializers.leaf(leaf, farm.engine.clock);
  });
  return pageOf({ pageNum: 1, pageSize: Math.max(INFO_PAGE, items.length) }, items.length, items);
}

/** The leaf and index of a frame; throws 404 for an unknown id. */
export function findFrame(farm: FarmState, id: number): { leaf: Leaf; index: number } {
  for (const leaf of farm.leavesById.values()) {
    const index = id - leaf.firstFrameId;
    if (index >= 0 && index < leaf.plan.count && !leaf.deleted && !leaf.job.deleted) return { leaf, index };
  }
  throw new Refusal(UNKNOWN);
}

/** A leaf that is not deleted, else 937. Only leaves have frames, so the id of a shell throws 600 (section 6). */
export function findLeaf(farm: FarmState, id: number): Leaf {
  const leaf = farm.leavesById.get(id);
  if (!leaf && farm.jobsById.get(id)?.deleted === false) throw new Refusal(INVALID);
  if (!leaf || leaf.deleted || leaf.job.deleted) throw new Refusal(NO_SUCH_TASK);
  return leaf;
}

export function queryTaskFrames(farm: FarmState, body: Body, serializers = serializers2018) {
  const leaf = findLeaf(farm, readId(body, "taskId"));
  const paging = readPaging(body);
  const keyword = readOptionalText(body, "searchKeyword")?.trim();
  const start = (paging.pageNum - 1) * paging.pageSize;
  const { plan } = leaf;
  const asFrame = (index: number) => serializers.frame(leaf, index, farm.engine.clock);
  if (!keyword) {
    const length = Math.max(0, Math.min(paging.pageSize, plan.count - start));
    return pageOf(
      paging,
      plan.count,
      Array.from({ length }, (_, index) => asFrame(start + index)),
    );
  }
  const matches = Array.from({ length: plan.count }, (_, index) => index).filter((index) =>
    frameName(plan, index).includes(keyword),
  );
  return pageOf(paging, matches.length, matches.slice(start, start + paging.pageSize).map(asFrame));
}

/** Totals of the account; stopped frames count in totalFrames only, as in the specification's example (section 5). */
export function queryAllFrameStats(farm: FarmState) {
  const totals = {
    executingFramesTotal: 0,
    doneFramesTotal: 0,
    failedFramesTotal: 0,
    waitingFramesTotal: 0,
    totalFrames: 0,
  };
  for (const job of farm.jobs)
    for (const leaf of job.leaves) {
      if (leaf.deleted) continue;
      totals.executingFramesTotal += leaf.counts.executing;
      totals.doneFramesTotal += leaf.counts.done;
      totals.failedFramesTotal += leaf.counts.failed;
      totals.waitingFramesTotal += leaf.counts.waiting;
      totals.totalFrames += leaf.plan.count;
    }
  return totals;
}
