/**
 * The specification's own tasks, 18278 and 19084, taken from its worked examples. The examples show two frames only; the
 * others are laid out so that counts, fees and machine time add up to what the tasks say.
 */
import taskListExample from "../../../app/protocol/fixtures/get-task-list.json" with { type: "json" };
import taskFramesExample from "../../../app/protocol/fixtures/query-task-frames.json" with { type: "json" };
import taskInfoExample from "../../../app/protocol/fixtures/query-task-info.json" with { type: "json" };
import { photonFrames, tiledFrame } from "../engine/frame-plan";
import { DONE, STOPPED } from "../engine/frames";
import type { FrameState, Job, Purse } from "../engine/leaf";
import { addLeaf, historyOf } from "./add-leaf";

type ShellExample =
  | (typeof taskListExample.answer.data.items)[number]
  | (typeof taskInfoExample.answer.data.items)[number];
type LeafExample = ShellExample["respRenderingTaskList"][number];

const TILES = 16;
/** Seconds between the end of a tile and the start of the next in the one example that shows two of them: 94. */
const GAP_SECONDS = 94;

const cents = (amount: number): number => Math.round(amount * 100);

/** A whole split into parts that differ by 1 at most and add up to it. */
const split = (whole: number, parts: number): number[] =>
  Array.from({ length: parts }, (_, index) => Math.floor(whole / parts) + (index < whole % parts ? 1 : 0));

const stopped: FrameState = {
  status: STOPPED,
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
  return { ...stopped, status: DONE, startedAt, endedAt: startedAt + seconds * 1000, seconds, ...paid };
}

/** The done frames of a leaf: those an example shows, then the remainder of time and fees in equal parts. */
function doneFrames(leaf: LeafExample, oneByOne: boolean): FrameState[] {
  const known = taskFramesExample.answer.data.items
    .filter((frame) => frame.taskId === leaf.id)
    .map((frame) => doneFrame(frame.startTime, frame.frameExecuteTime, cents(frame.feeAmount), false));
  const rest = leaf.doneFrames - known.length;
  const sum = (part: (frame: FrameState) => number) => known.reduce((total, frame) => total + part(frame), 0);
  const seconds = split(leaf.renderDuration - sum((frame) => frame.seconds), rest);
  const fees = split(cents(leaf.renderConsume) - sum((frame) => frame.account), rest);
  const byCoupon = leaf.couponConsume > 0;
  let at = known.at(-1)?.endedAt ?? leaf.startTime;
  return [
    ...known,
    ...seconds.map((length, index) => {
      const startedAt = oneByOne ? at + GAP_SECONDS * 1000 : at;
      if (oneByOne) at = startedAt + length * 1000;
      return doneFrame(startedAt, length, fees[index] ?? 0, byCoupon);
    }),
  ];
}

function specificationJob(item: ShellExample, purse: Purse): Job {
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
    purse,
    numbersAsText: false,
    leaves: [],
    tags: new Map(),
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
        history: historyOf({ ran: done.length, rest: STOPPED, paidBy: leaf.couponConsume > 0 ? "coupon" : "account" }),
        status: leaf.taskStatus,
        taskType: photon ? "RenderPhoton" : "Render",
        machines: TILES,
        frameSeconds: Math.round(leaf.renderDuration / leaf.doneFrames),
        limitSeconds: leaf.taskOverTime / 1000,
      },
      {
        id: leaf.id,
        firstFrameId: firstFrameIds.get(leaf.id) ?? 0,
        seed: leaf.id,
        startedAt: leaf.startTime,
        completedAt: leaf.completedDate,
        after: job.leaves.at(-1) ?? null,
        munuTaskId: leaf.munuTaskId,
        recorded: [...done, ...Array.from({ length: leaf.abortFrames }, () => stopped)],
      },
    );
  }
  return job;
}

/** 1546598 is the example's; the others are free numbers before it. */
const firstFrameIds = new Map([
  [18_280, 1_544_100],
  [18_281, 1_544_101],
  [19_087, 1_546_590],
  [19_088, 1_546_598],
]);

/** Both tasks, newest first. */
export const specificationJobs = (purse: Purse): Job[] => [
  ...taskInfoExample.answer.data.items.map((item) => specificationJob(item, purse)),
  ...taskListExample.answer.data.items.map((item) => specificationJob(item, purse)),
];
