/**
 * The tasks 18278 and 19084 of the specification's worked examples. The examples have two frames only; the others are computed so
 * that counts, fees and machine time add up to the values of the tasks.
 */

import taskListExample from "../../../app/protocol/fixtures/get-task-list.json" with { type: "json" };
import taskFramesExample from "../../../app/protocol/fixtures/query-task-frames.json" with { type: "json" };
import taskInfoExample from "../../../app/protocol/fixtures/query-task-info.json" with { type: "json" };
import { FRAME } from "../engine/codes";
import { photonFrames, tiledFrame } from "../engine/frame-plan";

import type { FrameState, Job, Wallet } from "../engine/leaf";
import { addLeaf, historyOf } from "./add-leaf";

type ShellExample =
  | (typeof taskListExample.response.data.items)[number]
  | (typeof taskInfoExample.response.data.items)[number];
type LeafExample = ShellExample["respRenderingTaskList"][number];

const TILES = 16;
/** Seconds between the end of a tile and the start of the next; the only example with two tiles has 94. */
const GAP_SECONDS = 94;

const cents = (amount: number): number => Math.round(amount * 100);

/** Splits a whole number into parts that differ by at most 1. */
const split = (total: number, parts: number): number[] =>
  Array.from({ length: parts }, (_, index) => Math.floor(total / parts) + (index < total % parts ? 1 : 0));

const stopped: FrameState = {
  status: FRAME.stopped,
  startedAt: 0,
  endedAt: 0,
  seconds: 0,
  account: 0,
  coupon: 0,
  arrears: 0,
  resubmits: 0,
};

function doneFrame(startedAt: number, seconds: number, fee: number, byCoupon: boolean): FrameState {
  const paid = byCoupon ? { coupon: fee } : { account: fee };
  return { ...stopped, status: FRAME.done, startedAt, endedAt: startedAt + seconds * 1000, seconds, ...paid };
}

/** The done frames of a leaf: those of the example, then frames that share the remaining time and fees equally. */
function doneFrames(leaf: LeafExample, isSequential: boolean): FrameState[] {
  const examples = taskFramesExample.response.data.items
    .filter((frame) => frame.taskId === leaf.id)
    .map((frame) => doneFrame(frame.startTime, frame.frameExecuteTime, cents(frame.feeAmount), false));
  const rest = leaf.doneFrames - examples.length;
  const sum = (part: (frame: FrameState) => number) => examples.reduce((total, frame) => total + part(frame), 0);
  const seconds = split(leaf.renderDuration - sum((frame) => frame.seconds), rest);
  const fees = split(cents(leaf.renderConsume) - sum((frame) => frame.account), rest);
  const byCoupon = leaf.couponConsume > 0;
  let at = examples.at(-1)?.endedAt ?? leaf.startTime;
  return [
    ...examples,
    ...seconds.map((length, index) => {
      const startedAt = isSequential ? at + GAP_SECONDS * 1000 : at;
      if (isSequential) at = startedAt + length * 1000;
      return doneFrame(startedAt, length, fees[index] ?? 0, byCoupon);
    }),
  ];
}

function specificationJob(item: ShellExample, wallet: Wallet): Job {
  const job: Job = {
    id: item.id,
    alias: item.taskAlias,
    isShell: true,
    sceneName: item.sceneName,
    cgId: item.cgId,
    userName: item.userName,
    userId: item.userId,
    producer: item.producer,
    projectName: item.projectName,
    camera: item.renderCamera,
    clonedFrom: item.cloneOriginalId ?? 0,
    keyValue: item.keyValue,
    submittedAt: item.submitDate,
    level: item.taskLevel,
    userLevel: item.taskUserLevel,
    machineLimit: item.taskLimit,
    ramGb: item.taskRam,
    wallet,
    numbersAsText: false,
    leaves: [],
    tags: new Map(),
    isOperable: true,
    deleted: false,
  };
  for (const leaf of item.respRenderingTaskList) {
    const photon = leaf.taskType === "RenderPhoton";
    const interrupted = leaf.abortFrames > 0;
    const done = doneFrames(leaf, interrupted);
    addLeaf(
      job,
      {
        plan: photon ? photonFrames(1) : tiledFrame(TILES),
        history: historyOf({
          ran: done.length,
          restStatus: FRAME.stopped,
          paidBy: leaf.couponConsume > 0 ? "coupon" : "account",
        }),
        status: leaf.taskStatus,
        taskType: photon ? "RenderPhoton" : "Render",
        machines: TILES,
        frameSeconds: Math.round(leaf.renderDuration / leaf.doneFrames),
        reminderSeconds: leaf.taskOverTime / 1000,
      },
      {
        id: leaf.id,
        firstFrameId: firstFrameIds.get(leaf.id) ?? 0,
        seed: leaf.id,
        startedAt: leaf.startTime,
        completedAt: leaf.completedDate,
        prerequisite: job.leaves.at(-1) ?? null,
        munuTaskId: leaf.munuTaskId,
        specificationFrames: [...done, ...Array.from({ length: leaf.abortFrames }, () => stopped)],
      },
    );
  }
  return job;
}

/** 1546598 is from the example; the others are free ids below it. */
const firstFrameIds = new Map([
  [18_280, 1_544_100],
  [18_281, 1_544_101],
  [19_087, 1_546_590],
  [19_088, 1_546_598],
]);

/** Both jobs, newest first. */
export const specificationJobs = (wallet: Wallet): Job[] => [
  ...taskInfoExample.response.data.items.map((item) => specificationJob(item, wallet)),
  ...taskListExample.response.data.items.map((item) => specificationJob(item, wallet)),
];
