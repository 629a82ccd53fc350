/** Task list, task details, frames and totals (endpoints-2018 9.9, 9.14, 9.15, 9.18). */

import { frameName } from "../engine/frame-plan";
import type { Job, Leaf } from "../engine/leaf";
import type { FarmState } from "../state";
import {
  type Body,
  INVALID,
  ids,
  integer,
  oneId,
  optionalIntegers,
  optionalMoment,
  optionalText,
  Refusal,
  UNKNOWN,
} from "../wire/request-body";
import { frameWire, jobWire, leafWire } from "../wire/task-info";

/** How a protocol writes tasks and frames. */
export type Shapes = {
  readonly job: (job: Job) => object;
  readonly leaf: (leaf: Leaf) => object;
  readonly frame: (leaf: Leaf, index: number, now: number) => object;
};

export const specificationShapes: Shapes = { job: jobWire, leaf: leafWire, frame: frameWire };

const MAX_PAGE = 1000;
/** queryTaskInfo takes no page; its example says size 100, and one page holds whatever was asked for. */
const INFO_PAGE = 100;

type Paging = { readonly pageNum: number; readonly pageSize: number };

export const readPaging = (body: Body): Paging => ({
  pageNum: integer(body, "pageNum", 1),
  pageSize: integer(body, "pageSize", 1, MAX_PAGE),
});

/** The page object: `size` is the size asked for; a page past the end is empty (section 1). */
export const page = (paging: Paging, total: number, items: readonly object[]) => ({
  pageCount: Math.ceil(total / paging.pageSize),
  pageNum: paging.pageNum,
  total,
  size: paging.pageSize,
  items,
});

/** statusList asks for what a row shows, so a shell is found by its leaves: its own status says nothing (section 6). */
function jobFilter(body: Body): ((job: Job) => boolean) | null {
  const statuses = optionalIntegers(body, "statusList");
  const keyword = optionalText(body, "searchKeyword")?.trim().toLowerCase();
  const from = optionalMoment(body, "startTime");
  const to = optionalMoment(body, "endTime");
  const wanted = statuses?.length ? new Set(statuses) : null;
  if (!wanted && !keyword && from === undefined && to === undefined) return null;
  return (job) =>
    (!wanted || job.leaves.some((leaf) => !leaf.deleted && wanted.has(leaf.status))) &&
    (!keyword ||
      job.sceneName.toLowerCase().includes(keyword) ||
      job.alias.toLowerCase().includes(keyword) ||
      job.leaves.some((leaf) => String(leaf.id).includes(keyword))) &&
    (from === undefined || job.submittedAt >= from) &&
    (to === undefined || job.submittedAt <= to);
}

/** Top-level tasks, newest first. */
export function getTaskList(farm: FarmState, body: Body, shapes = specificationShapes) {
  const paging = readPaging(body);
  const filter = jobFilter(body);
  const found = filter ? farm.jobs.filter(filter) : farm.jobs;
  return page(paging, found.length, newestFirst(found, paging).map(shapes.job));
}

/** One page of a list that stands oldest first: page one is its end. */
export function newestFirst<T>(list: readonly T[], { pageNum, pageSize }: Paging): T[] {
  const end = list.length - (pageNum - 1) * pageSize;
  return list.slice(Math.max(0, end - pageSize), Math.max(0, end)).toReversed();
}

/** Deleted top-level tasks, newest first. */
export function getDeletedTasks(farm: FarmState, body: Body, shapes = specificationShapes) {
  const paging = readPaging(body);
  const found = [...farm.jobsById.values()].filter((job) => job.deleted);
  return page(paging, found.length, newestFirst(found, paging).map(shapes.job));
}

/** Shells by their ids, and leaves by theirs; a deleted task is still told, with isDelete 0. */
export function queryTaskInfo(farm: FarmState, body: Body, shapes = specificationShapes) {
  const items = ids(body, "taskIds", "taskParam").map((id) => {
    const job = farm.jobsById.get(id);
    if (job) return shapes.job(job);
    const leaf = farm.leavesById.get(id);
    if (!leaf) throw new Refusal(UNKNOWN);
    return shapes.leaf(leaf);
  });
  return page({ pageNum: 1, pageSize: Math.max(INFO_PAGE, items.length) }, items.length, items);
}

/** The leaf and position of a frame. */
export function frameOf(farm: FarmState, id: number): { leaf: Leaf; index: number } {
  for (const leaf of farm.leavesById.values()) {
    const index = id - leaf.firstFrameId;
    if (index >= 0 && index < leaf.plan.count && !leaf.deleted && !leaf.job.deleted) return { leaf, index };
  }
  throw new Refusal(UNKNOWN);
}

/** A leaf that is not deleted. Frames exist on leaves only, so a shell's id is refused as invalid (section 6). */
export function leafOf(farm: FarmState, id: number): Leaf {
  const leaf = farm.leavesById.get(id);
  if (!leaf && farm.jobsById.get(id)?.deleted === false) throw new Refusal(INVALID);
  if (!leaf || leaf.deleted || leaf.job.deleted) throw new Refusal(UNKNOWN);
  return leaf;
}

export function queryTaskFrames(farm: FarmState, body: Body, shapes = specificationShapes) {
  const leaf = leafOf(farm, oneId(body, "taskId"));
  const paging = readPaging(body);
  const keyword = optionalText(body, "searchKeyword")?.trim();
  const start = (paging.pageNum - 1) * paging.pageSize;
  const { plan } = leaf;
  const asFrame = (index: number) => shapes.frame(leaf, index, farm.engine.clock);
  if (!keyword) {
    const length = Math.max(0, Math.min(paging.pageSize, plan.count - start));
    return page(
      paging,
      plan.count,
      Array.from({ length }, (_, index) => asFrame(start + index)),
    );
  }
  const found = Array.from({ length: plan.count }, (_, index) => index).filter((index) =>
    frameName(plan, index).includes(keyword),
  );
  return page(paging, found.length, found.slice(start, start + paging.pageSize).map(asFrame));
}

/** Account-wide totals; abandoned frames are in totalFrames alone, as in the specification's example (section 5). */
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
