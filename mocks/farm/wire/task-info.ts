/** TaskInfo and FrameInfo with all members of the 2018 examples (endpoints-2018 9.14 and 9.18). */

import { FRAME, TASK } from "../engine/codes";
import { frameBlock, frameName, framesRange, frameType, SIMULATION_NODE } from "../engine/frame-plan";
import { countOf, frameAt, totalsOf } from "../engine/frames";
import type { Job, Leaf } from "../engine/leaf";
import { formatFarmTime } from "./farm-time";

/** The submit date at UTC+8 as `yyyyMMdd`, then five digits. */
function dispatcherId(leaf: Leaf): string {
  const day = formatFarmTime(leaf.job.submittedAt).slice(0, 10).replaceAll("-", "");
  return day + String(leaf.id % 100_000).padStart(5, "0");
}

const statusText = (status: number): string => `render_task_status_${status}`;
const toMajorUnits = (cents: number): number => cents / 100;

/** Members of a shell that its leaves also have. */
function sharedFields(job: Job) {
  return {
    projectName: job.projectName,
    submitDate: job.submittedAt,
    userName: job.userName,
    producer: job.producer,
    taskLevel: job.level,
    taskUserLevel: job.userLevel,
    taskLimit: job.machineLimit,
    userId: job.userId,
    cgId: job.cgId,
    keyValue: job.keyValue,
    renderCamera: job.camera,
    shareMainCapital: 0,
    taskRam: job.ramGb,
  };
}

/** Preprocessing status of a plain task, derived from its status; leaves of a shell have none (section 6). */
function preTaskStatus(leaf: Leaf): number | null {
  if (leaf.job.isShell) return null;
  if (statusesBeforePreprocessing.has(leaf.status)) return TASK.waiting;
  return leaf.status === TASK.preRendering ? TASK.rendering : TASK.finished;
}

const statusesBeforePreprocessing = new Set<number>([TASK.analysing, TASK.submitting, TASK.submitFailed]);

/** The output folder of a leaf: its id and the scene name without suffix. */
export function outputFolder({ id, job }: Leaf): string {
  const dot = job.sceneName.lastIndexOf(".");
  return `${id}_${dot > 0 ? job.sceneName.slice(0, dot) : job.sceneName}`;
}

/** The alias of a leaf: its id with the prefix of the job's alias. */
export const aliasOf = ({ id, job }: Leaf): string => job.alias.slice(0, -String(job.id).length) + id;

function leafInfo(leaf: Leaf) {
  const { job, counts } = leaf;
  const totals = totalsOf(leaf);
  const pre = preTaskStatus(leaf);
  return {
    sceneName: job.sceneName,
    id: leaf.id,
    taskAlias: aliasOf(leaf),
    taskStatus: leaf.status,
    statusText: statusText(leaf.status),
    preTaskStatus: pre,
    preStatusText: pre === null ? null : statusText(pre),
    totalFrames: leaf.plan.count,
    abortFrames: counts.stopped,
    executingFrames: counts.executing,
    doneFrames: counts.done,
    failedFrames: counts.failed,
    framesRange: framesRange(leaf.plan),
    ...sharedFields(job),
    taskLimit: leaf.machineLimit,
    renderConsume: toMajorUnits(totals.account + totals.coupon),
    taskArrears: toMajorUnits(totals.arrears),
    startTime: leaf.startedAt,
    completedDate: leaf.completedAt,
    renderDuration: totals.seconds,
    taskOverTime: leaf.reminderSeconds * 1000,
    outputFileName: outputFolder(leaf),
    munuTaskId: leaf.munuTaskId ?? dispatcherId(leaf),
    layerParentId: job.isShell ? job.id : 0,
    userAccountConsume: toMajorUnits(totals.account),
    couponConsume: toMajorUnits(totals.coupon),
    isOpen: 0,
    taskType: leaf.taskType,
    cloneParentId: 0,
    cloneOriginalId: job.clonedFrom,
    respRenderingTaskList: null,
    layerName: leaf.layerName,
    taskTypeText: taskTypeTexts[leaf.taskType],
    isDelete: leaf.deleted || job.deleted ? 0 : 1,
  };
}

const taskTypeTexts = {
  Render: "render_major_picture_task",
  RenderPhoton: "render_photons_task",
  GopRender: null,
} as const;

/** The leaves that responses contain; for a deleted job all of them. */
export const visibleLeaves = (job: Job): Leaf[] => job.leaves.filter((leaf) => job.deleted || !leaf.deleted);

/** A shell as TaskInfo: its status, totals and costs have no meaning, those of its children do (section 6). */
function shellInfo(job: Job) {
  return {
    sceneName: job.sceneName,
    id: job.id,
    taskAlias: job.alias,
    taskStatus: TASK.waiting,
    statusText: statusText(TASK.waiting),
    preTaskStatus: TASK.finished,
    preStatusText: statusText(TASK.finished),
    totalFrames: 0,
    abortFrames: null,
    executingFrames: null,
    doneFrames: null,
    failedFrames: 0,
    framesRange: job.leaves[0] ? framesRange(job.leaves[0].plan) : "0",
    ...sharedFields(job),
    renderConsume: null,
    taskArrears: 0,
    startTime: null,
    completedDate: null,
    renderDuration: null,
    taskOverTime: null,
    outputFileName: null,
    munuTaskId: "",
    layerParentId: 0,
    userAccountConsume: null,
    couponConsume: null,
    isOpen: 1,
    taskType: "",
    cloneParentId: null,
    cloneOriginalId: null,
    respRenderingTaskList: visibleLeaves(job).map(serializeLeaf),
    layerName: null,
    taskTypeText: null,
    isDelete: job.deleted ? 0 : 1,
  };
}

/** The same row with its numbers as text. */
const numbersToText = (info: object): object =>
  Object.fromEntries(
    Object.entries(info).map(([name, value]) => [name, typeof value === "number" ? String(value) : value]),
  );

/** A leaf as TaskInfo. */
export const serializeLeaf = (leaf: Leaf): object =>
  leaf.job.numbersAsText ? numbersToText(leafInfo(leaf)) : leafInfo(leaf);

/** An item of getTaskList: a shell with its children, or a plain task. */
export function serializeJob(job: Job): object {
  const [leaf] = job.leaves;
  if (!job.isShell && leaf) return serializeLeaf(leaf);
  return job.numbersAsText ? numbersToText(shellInfo(job)) : shellInfo(job);
}

/** A frame as FrameInfo; a rendering frame has its time so far in frameExecuteTime. */
export function serializeFrame(leaf: Leaf, index: number, now: number): object {
  const frame = frameAt(leaf, index);
  const isRendering = frame.status === FRAME.rendering;
  const isWaiting = countOf(frame.status) === "waiting";
  return {
    id: leaf.firstFrameId + index,
    userId: null,
    framePrice: null,
    feeType: null,
    platform: null,
    frameIndex: frameName(leaf.plan, index),
    frameStatus: frame.status,
    feeAmount: toMajorUnits(frame.account),
    startTime: frame.startedAt || null,
    endTime: isRendering ? null : frame.endedAt || null,
    frameExecuteTime: isRendering ? Math.floor((now - frame.startedAt) / 1000) : isWaiting ? null : frame.seconds,
    frameStatusText: `task_frame_status_${frame.status}`,
    arrearsFee: frame.arrears > 0 ? toMajorUnits(frame.arrears) : null,
    munuJobId: String(index),
    taskId: leaf.id,
    munuTaskId: leaf.munuTaskId ?? dispatcherId(leaf),
    frameType: frameType(leaf.plan, index),
    couponFee: toMajorUnits(frame.coupon),
    recommitFlag: frame.resubmits,
    isCopy: null,
    frameBlock: frameBlock(leaf.plan, index),
    taskOverTime: leaf.limitSeconds * 1000,
    gopName: leaf.plan.kind === "simulation" ? SIMULATION_NODE : null,
    frameRam: leaf.job.ramGb,
  };
}
