/**
 * Task writes (endpoints-2018 9.6, 9.7, 9.10 to 9.13, 9.16, 9.17).
 *
 * The vendor does not document the following; it is our decision. One unknown id refuses the request with 937 and changes nothing. A
 * task whose state does not allow the action (task-rules.ts, the farm's own table) is skipped without an error, so that a request
 * still reaches the other tasks when one has just ended. The id of a shell means all its leaves.
 */
import { priorityLevels, TAG_MAX_LENGTH } from "../../../app/protocol/limits";
import { FRAME, FRAME_TYPE, TASK } from "../engine/codes";
import { rerunFrames, stopLeaf, submitAgain } from "../engine/engine";
import { frameType } from "../engine/frame-plan";
import { countOf } from "../engine/frames";
import type { Job, Leaf } from "../engine/leaf";
import { submitJob } from "../scenarios/submissions";
import type { FarmState, Reservation } from "../state";
import {
  type Body,
  INVALID,
  MISSING,
  NO_SUCH_TASK,
  Refusal,
  readFlag,
  readId,
  readIds,
  readInteger,
  readName,
  readOptionalInteger,
  readOptionalText,
  readTexts,
} from "../wire/request-body";
import { checkIsolation } from "./account";
import { hasEnded, readFrameSelection } from "./frame-selection";
import { requireBalance, requirePass, stoppable } from "./refusal-checks";
import { findLeaf } from "./task-queries";
import { leafAllows, type RuledOperation } from "./task-rules";

/** The leaves of a shell, or the one leaf with this id. */
export function leavesOf(farm: FarmState, id: number): readonly Leaf[] {
  const job = farm.jobsById.get(id);
  if (job?.isShell && !job.deleted) return job.leaves;
  return [findLeaf(farm, id)];
}

/** The leaves of a request whose state allows the operation. */
export const leavesAllowing = (farm: FarmState, body: Body, operation: RuledOperation): Leaf[] =>
  readIds(body, "taskParam", "taskIds")
    .flatMap((id) => leavesOf(farm, id))
    .filter((leaf) => leafAllows(leaf, operation, farm.account.profile.businessType));

export function stopTask(farm: FarmState, body: Body) {
  for (const leaf of stoppable(leavesAllowing(farm, body, "stop")))
    stopLeaf(farm.engine, leaf, farm.engine.clock, TASK.stopped);
  return null;
}

export function abortTask(farm: FarmState, body: Body) {
  for (const leaf of leavesAllowing(farm, body, "abandon"))
    stopLeaf(farm.engine, leaf, farm.engine.clock, TASK.abandoned);
  return null;
}

const isFailed = (_: number, status: number): boolean => countOf(status) === "failed";

/** Restarts stopped frames, in a timed-out task also the failed ones. A task whose submission failed is submitted again. */
export function startTask(farm: FarmState, body: Body) {
  const { engine } = farm;
  const leaves = leavesAllowing(farm, body, "start");
  requireBalance(leaves);
  requirePass(leaves);
  for (const leaf of leaves) {
    if (leaf.status === TASK.submitFailed) {
      submitAgain(engine, leaf, engine.clock);
      continue;
    }
    const hasFailed = leaf.status === TASK.timedOut;
    rerunFrames(engine, leaf, engine.clock, (_, status) => status === FRAME.stopped, false);
    if (hasFailed) rerunFrames(engine, leaf, engine.clock, isFailed, true);
  }
  return null;
}

export function restartFailedFrames(farm: FarmState, body: Body) {
  const { engine } = farm;
  const leaves = leavesAllowing(farm, body, "rerender");
  requireBalance(leaves);
  for (const leaf of leaves) rerunFrames(engine, leaf, engine.clock, isFailed, true);
  return null;
}

/** States of a task without frames that can run again. */
export const statusesWithoutRerun = new Set<number>([
  TASK.abandoned,
  TASK.analysing,
  TASK.submitting,
  TASK.submitFailed,
  TASK.updating,
]);

/**
 * Restarts the given frames, whether failed, stopped or done; waiting and rendering ones are skipped. Frames that the farm makes from
 * others are restarted with the whole task only (corrections, row 6).
 */
export function restartFrame(farm: FarmState, body: Body) {
  const leaf = findLeaf(farm, readId(body, "taskId", "taskIds"));
  const isWhole = readFlag(body, "selectAll") === 1;
  const isSelected = readFrameSelection(leaf, body, isWhole);
  if (statusesWithoutRerun.has(leaf.status)) return null;
  requireBalance([leaf]);
  const isRerun = (index: number, status: number) =>
    hasEnded(status) && isSelected(index, status) && (isWhole || !derivedTypes.has(frameType(leaf.plan, index)));
  rerunFrames(farm.engine, leaf, farm.engine.clock, isRerun, true);
  return null;
}

const derivedTypes = new Set<number>([
  FRAME_TYPE.photonMerge,
  FRAME_TYPE.priorityComposite,
  FRAME_TYPE.mainComposite,
  FRAME_TYPE.distributed,
  FRAME_TYPE.distributedMaster,
]);

function removeJob(farm: FarmState, job: Job): void {
  job.deleted = true;
  const index = farm.jobs.indexOf(job);
  if (index >= 0) farm.jobs.splice(index, 1);
}

/** Deletes a job when all its leaves allow it. A leaf can be deleted alone; its shell is deleted with the last leaf. */
export function deleteTask(farm: FarmState, body: Body) {
  const requested = readIds(body, "taskParam", "taskIds").map((id) => leavesOf(farm, id));
  const { businessType } = farm.account.profile;
  for (const leaves of requested) {
    if (!leaves.every((leaf) => leaf.deleted || leafAllows(leaf, "delete", businessType))) continue;
    for (const leaf of leaves) {
      leaf.deleted = true;
      if (leaf.job.leaves.every((one) => one.deleted)) removeJob(farm, leaf.job);
    }
  }
  return null;
}

const MAX_IDS = 100;

/** The settings that a createTask request reserves its ids with. `outUserId`, a user of another system, appears in no response. */
function readReservation(farm: FarmState, body: Body): Reservation {
  readOptionalInteger(body, "outUserId");
  const userLevel = readOptionalInteger(body, "taskUserLevel") ?? priorityLevels.usual;
  if (userLevel !== priorityLevels.usual && userLevel !== priorityLevels.high) throw new Refusal(INVALID);
  const labels = body.has("labels") ? readTexts(body, "labels") : [];
  const clonedFrom = readOptionalInteger(body, "cloneOriginalId") ?? 0;
  if (clonedFrom > 0 && !taskExists(farm, clonedFrom)) throw new Refusal(NO_SUCH_TASK);
  return {
    userLevel,
    tags: labels.map((label) => readName(new Map([["label", label]]), "label", TAG_MAX_LENGTH)),
    clonedFrom,
    // TaskInfo calls this member producer.
    producer: readOptionalText(body, "artist") ?? null,
  };
}

const taskExists = (farm: FarmState, id: number): boolean => farm.jobsById.has(id) || farm.leavesById.has(id);

/** Reserves ids with the settings of their tasks. */
export function createTask(farm: FarmState, body: Body) {
  const count = readInteger(body, "count", 1, MAX_IDS);
  const reservation = readReservation(farm, body);
  const taskIdList = Array.from({ length: count }, () => farm.allocateTaskId());
  for (const id of taskIdList) farm.reservations.set(id, reservation);
  return { aliasTaskIdList: taskIdList.map((id) => `2W${id}`), taskIdList };
}

/** Reserves one id as the clone of a task. */
export const createClone = (farm: FarmState, body: Body) => {
  if (!body.has("cloneOriginalId")) throw new Refusal(MISSING);
  return createTask(farm, new Map([["count", 1], ...body]));
};

/** Turns a reserved id into a task that is being analysed. 600 for an id that was submitted, 937 for an unknown one. */
export function submitTask(farm: FarmState, body: Body) {
  const id = readId(body, "taskId");
  checkIsolation(body);
  const producer = readOptionalText(body, "producer");
  if (taskExists(farm, id)) throw new Refusal(INVALID);
  const reservation = farm.reservations.get(id);
  if (!reservation) throw new Refusal(NO_SUCH_TASK);
  farm.reservations.delete(id);
  const original = farm.jobsById.get(reservation.clonedFrom);
  // Its files were uploaded elsewhere: a clone is taken to have those of its original.
  const scene = original?.sceneName ?? `task_${id}.ma`;
  submitJob(farm, id, farm.engine.clock, { scene }, { ...reservation, producer: producer ?? reservation.producer });
  return null;
}
