/**
 * Task writes (endpoints-2018 9.6, 9.7, 9.10 to 9.13, 9.16, 9.17).
 *
 * Decided here, because the vendor documents none of it: one unknown id refuses the whole request with 404 and nothing is
 * changed; a task whose state does not allow the act (app/protocol/tasks/task-status) is passed over in silence, so that a request
 * in which one task has just ended still reaches the others. A shell stands for its leaves.
 */
import { priorityLevels, TAG_MAX_LENGTH } from "../../../app/protocol/limits";
import { type TaskAction, taskStatus } from "../../../app/protocol/tasks/task-status";
import { halt, rerun, TASK } from "../engine/engine";
import { countOf, EXECUTING, STOPPED } from "../engine/frames";
import type { Job, Leaf } from "../engine/leaf";
import { addSubmitted } from "../scenarios/submissions";
import type { FarmState, Wishes } from "../state";
import {
  type Body,
  entityName,
  flag,
  INVALID,
  ids,
  integer,
  oneId,
  optionalInteger,
  optionalIntegers,
  optionalText,
  Refusal,
  texts,
  UNKNOWN,
} from "../wire/request-body";
import { checkIsolation } from "./account";
import { leafOf } from "./task-queries";

const allows = (leaf: Leaf, action: TaskAction): boolean =>
  !leaf.deleted && taskStatus(leaf.status).allows.includes(action);

/** The leaves an id stands for: a shell's, or the one leaf. */
export function leavesOf(farm: FarmState, id: number): readonly Leaf[] {
  const job = farm.jobsById.get(id);
  if (job?.isShell && !job.deleted) return job.leaves;
  return [leafOf(farm, id)];
}

/** The leaves a request names that allow the act. */
const targets = (farm: FarmState, body: Body, action: TaskAction): Leaf[] =>
  ids(body, "taskParam", "taskIds")
    .flatMap((id) => leavesOf(farm, id))
    .filter((leaf) => allows(leaf, action));

export function stopTask(farm: FarmState, body: Body) {
  for (const leaf of targets(farm, body, "stop")) halt(farm.engine, leaf, farm.engine.clock, TASK.stopped);
  return null;
}

export function abortTask(farm: FarmState, body: Body) {
  for (const leaf of targets(farm, body, "abandon")) halt(farm.engine, leaf, farm.engine.clock, TASK.abandoned);
  return null;
}

const isFailed = (_: number, status: number): boolean => countOf(status) === "failed";

/** Stopped frames go on; in a task that failed or ran out of time the failed ones are resubmitted, too. */
export function startTask(farm: FarmState, body: Body) {
  const { engine } = farm;
  for (const leaf of targets(farm, body, "start")) {
    const failed = leaf.status === TASK.failed || leaf.status === TASK.timedOut;
    rerun(engine, leaf, engine.clock, (_, status) => status === STOPPED, false);
    if (failed) rerun(engine, leaf, engine.clock, isFailed, true);
  }
  return null;
}

export function restartFailedFrames(farm: FarmState, body: Body) {
  const { engine } = farm;
  for (const leaf of targets(farm, body, "rerender")) rerun(engine, leaf, engine.clock, isFailed, true);
  return null;
}

/** States in which a task has no frame that could run again. */
export const tooEarlyOrGone = new Set<number>([TASK.abandoned, TASK.analysing, TASK.submitting, 65, 100]);

/** Named frames are resubmitted unless they wait or execute already, whether they failed, were stopped or are done. */
export function restartFrame(farm: FarmState, body: Body) {
  const leaf = leafOf(farm, oneId(body, "taskId", "taskIds"));
  const all = flag(body, "selectAll") === 1;
  const chosen = all ? null : new Set(ids(body, "ids").map((id) => id - leaf.firstFrameId));
  if (chosen) for (const index of chosen) if (index < 0 || index >= leaf.plan.count) throw new Refusal(UNKNOWN);
  if (tooEarlyOrGone.has(leaf.status)) return null;
  // Today's clients may name states beside "all".
  const states = all ? optionalIntegers(body, "status") : undefined;
  const selects = (index: number, status: number) =>
    status !== EXECUTING &&
    countOf(status) !== "waiting" &&
    (!chosen || chosen.has(index)) &&
    (!states?.length || states.includes(status));
  rerun(farm.engine, leaf, farm.engine.clock, selects, true);
  return null;
}

function remove(farm: FarmState, job: Job): void {
  job.deleted = true;
  const index = farm.jobs.indexOf(job);
  if (index >= 0) farm.jobs.splice(index, 1);
}

/** A job goes when all its leaves allow it; a leaf named by itself goes alone, and its shell with the last one. */
export function deleteTask(farm: FarmState, body: Body) {
  const named = ids(body, "taskParam", "taskIds").map((id) => leavesOf(farm, id));
  for (const leaves of named) {
    if (!leaves.every((leaf) => leaf.deleted || allows(leaf, "delete"))) continue;
    for (const leaf of leaves) {
      leaf.deleted = true;
      if (leaf.job.leaves.every((one) => one.deleted)) remove(farm, leaf.job);
    }
  }
  return null;
}

const MOST_IDS = 100;

/** What the ids of a request are reserved with. `outUserId`, a user of somebody else's system, shows nowhere in a task. */
function readWishes(farm: FarmState, body: Body): Wishes {
  optionalInteger(body, "outUserId");
  const userLevel = optionalInteger(body, "taskUserLevel") ?? priorityLevels.usual;
  if (userLevel !== priorityLevels.usual && userLevel !== priorityLevels.high) throw new Refusal(INVALID);
  const labels = body.has("labels") ? texts(body, "labels") : [];
  const clonedFrom = optionalInteger(body, "cloneOriginalId") ?? 0;
  if (clonedFrom > 0 && !isKnown(farm, clonedFrom)) throw new Refusal(UNKNOWN);
  return {
    userLevel,
    tags: labels.map((label) => entityName(new Map([["label", label]]), "label", TAG_MAX_LENGTH)),
    clonedFrom,
    // The client's word for what TaskInfo calls the producer.
    producer: optionalText(body, "artist") ?? null,
  };
}

const isKnown = (farm: FarmState, id: number): boolean => farm.jobsById.has(id) || farm.leavesById.has(id);

/** Reserves ids, and keeps what their tasks are to be like. */
export function createTask(farm: FarmState, body: Body) {
  const count = integer(body, "count", 1, MOST_IDS);
  const wishes = readWishes(farm, body);
  const taskIdList = Array.from({ length: count }, () => farm.takeTaskId());
  for (const id of taskIdList) {
    farm.reserved.add(id);
    farm.wishes.set(id, wishes);
  }
  return { aliasTaskIdList: taskIdList.map((id) => `2W${id}`), taskIdList };
}

/** A reserved id becomes a task that is analysed first; one submitted before is refused with 600, an unknown one with 404. */
export function submitTask(farm: FarmState, body: Body) {
  const id = oneId(body, "taskId");
  checkIsolation(body);
  const producer = optionalText(body, "producer");
  if (isKnown(farm, id)) throw new Refusal(INVALID);
  const wishes = farm.wishes.get(id);
  if (!wishes || !farm.reserved.delete(id)) throw new Refusal(UNKNOWN);
  farm.wishes.delete(id);
  const scene = `task_${id}.ma`;
  addSubmitted(farm, id, farm.engine.clock, { scene }, { ...wishes, producer: producer ?? wishes.producer });
  return null;
}
