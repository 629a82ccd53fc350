/** Jobs, leaves and frames as TaskInfo and FrameInfo, every member of the 2018 examples (endpoints-2018 9.14 and 9.18). */

import { frameBlock, frameName, framesRange, frameType, SIMULATION_NODE } from "../engine/frame-plan";
import { countOf, EXECUTING, frameAt, totalsOf } from "../engine/frames";
import type { Job, Leaf } from "../engine/leaf";

const EIGHT_HOURS = 8 * 3_600_000;

/** `yyyyMMdd` of the submit date at UTC+8, then five digits. */
function dispatcherId(leaf: Leaf): string {
  const day = new Date(leaf.job.submittedAt + EIGHT_HOURS).toISOString().slice(0, 10).replaceAll("-", "");
  return day + String(leaf.id % 100_000).padStart(5, "0");
}

const statusText = (status: number): string => `render_task_status_${status}`;
const major = (cents: number): number => cents / 100;

/** What a shell and its leaves have in common. */
function shared(job: Job) {
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

/** Preprocessing of a plain task, told from how far it has come; its children have none (section 6). */
function preStatus(leaf: Leaf): number | null {
  if (leaf.job.isShell || leaf.status === 50 || leaf.status === 60 || leaf.status === 65) return null;
  return leaf.status === 8 ? 5 : 25;
}

/** The folder its files are in: its id and the scene's name without the last suffix. */
export function outputFolder({ id, job }: Leaf): string {
  const dot = job.sceneName.lastIndexOf(".");
  return `${id}_${dot > 0 ? job.sceneName.slice(0, dot) : job.sceneName}`;
}

/** An id as the page shows it, with its prefix. */
export const aliasOf = ({ id, job }: Leaf): string => job.alias.slice(0, -String(job.id).length) + id;

function leafInfo(leaf: Leaf) {
  const { job, counts } = leaf;
  const totals = totalsOf(leaf);
  const pre = preStatus(leaf);
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
    ...shared(job),
    renderConsume: major(totals.account + totals.coupon),
    taskArrears: major(totals.arrears),
    startTime: leaf.startedAt,
    completedDate: leaf.completedAt,
    renderDuration: totals.seconds,
    taskOverTime: leaf.limitSeconds * 1000,
    outputFileName: outputFolder(leaf),
    munuTaskId: leaf.munuTaskId ?? dispatcherId(leaf),
    layerParentId: job.isShell ? job.id : 0,
    userAccountConsume: major(totals.account),
    couponConsume: major(totals.coupon),
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

/** The leaves that are told of: of a deleted job all that it had. */
export const shownLeaves = (job: Job): Leaf[] => job.leaves.filter((leaf) => job.deleted || !leaf.deleted);

/** A shell: its own status, totals and costs mean nothing, its work is in its children (section 6). */
function shellInfo(job: Job) {
  return {
    sceneName: job.sceneName,
    id: job.id,
    taskAlias: job.alias,
    taskStatus: 0,
    statusText: statusText(0),
    preTaskStatus: 25,
    preStatusText: statusText(25),
    totalFrames: 0,
    abortFrames: null,
    executingFrames: null,
    doneFrames: null,
    failedFrames: 0,
    framesRange: job.leaves[0] ? framesRange(job.leaves[0].plan) : "0",
    ...shared(job),
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
    respRenderingTaskList: shownLeaves(job).map(leafWire),
    layerName: null,
    taskTypeText: null,
    isDelete: job.deleted ? 0 : 1,
  };
}

/** The same row with its numbers written as text. */
const asText = (info: object): object =>
  Object.fromEntries(
    Object.entries(info).map(([name, value]) => [name, typeof value === "number" ? String(value) : value]),
  );

/** One leaf as TaskInfo. */
export const leafWire = (leaf: Leaf): object => (leaf.job.numbersAsText ? asText(leafInfo(leaf)) : leafInfo(leaf));

/** One item of getTaskList: a shell with its children, or a plain task. */
export function jobWire(job: Job): object {
  const [leaf] = job.leaves;
  if (!job.isShell && leaf) return leafWire(leaf);
  return job.numbersAsText ? asText(shellInfo(job)) : shellInfo(job);
}

/** One frame as FrameInfo; an executing one says how long it has run. */
export function frameWire(leaf: Leaf, index: number, now: number): object {
  const frame = frameAt(leaf, index);
  const executes = frame.status === EXECUTING;
  const waits = countOf(frame.status) === "waiting";
  return {
    id: leaf.firstFrameId + index,
    userId: null,
    framePrice: null,
    feeType: null,
    platform: null,
    frameIndex: frameName(leaf.plan, index),
    frameStatus: frame.status,
    feeAmount: major(frame.account),
    startTime: frame.startedAt || null,
    endTime: executes ? null : frame.endedAt || null,
    frameExecuteTime: executes ? Math.floor((now - frame.startedAt) / 1000) : waits ? null : frame.seconds,
    frameStatusText: `task_frame_status_${frame.status}`,
    arrearsFee: frame.arrears > 0 ? major(frame.arrears) : null,
    munuJobId: String(index),
    taskId: leaf.id,
    munuTaskId: leaf.munuTaskId ?? dispatcherId(leaf),
    frameType: frameType(leaf.plan, index),
    couponFee: major(frame.coupon),
    recommitFlag: frame.resubmits,
    isCopy: null,
    frameBlock: frameBlock(leaf.plan, index),
    taskOverTime: leaf.limitSeconds * 1000,
    gopName: leaf.plan.kind === "simulation" ? SIMULATION_NODE : null,
    frameRam: leaf.job.ramGb,
  };
}
