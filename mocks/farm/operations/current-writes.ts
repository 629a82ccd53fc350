/** Writes of the current dialect only (endpoints-current section 3). One unknown id refuses the request. */
import { frameLimitBounds, machineLimitBounds, priorityLevels, TAG_MAX_LENGTH } from "../../../app/protocol/limits";
import { rerunFrames, setTimeLimit, stopFrames } from "../engine/engine";
import { countOf } from "../engine/frames";
import type { Leaf } from "../engine/leaf";
import type { FarmState } from "../state";
import {
  type Body,
  INVALID,
  MISSING,
  Refusal,
  readId,
  readIds,
  readInteger,
  readName,
  readOptionalInteger,
  readOptionalIntegers,
} from "../wire/request-body";
import { hasEnded, readFrameSelection } from "./frame-selection";
import { requireBalance } from "./refusal-checks";
import { tagId } from "./tags";
import { findLeaf } from "./task-queries";
import { leafAllows } from "./task-rules";
import { leavesAllowing, leavesOf, statusesWithoutRerun } from "./task-writes";

const readLeaves = (farm: FarmState, body: Body): Leaf[] =>
  readIds(body, "taskIds").flatMap((id) => leavesOf(farm, id));

/** Stops all frames (the default), those in the given states, or those with the given ids. */
export function stopTaskFrames(farm: FarmState, body: Body) {
  const leaf = findLeaf(farm, readId(body, "taskId"));
  const selectAll = (readOptionalInteger(body, "selectAll", 0, 1) ?? 1) === 1;
  stopFrames(farm.engine, leaf, farm.engine.clock, readFrameSelection(leaf, body, selectAll));
  return null;
}

/** Restarts the frames in the given states; waiting and rendering ones are skipped. */
export function recommitTasks(farm: FarmState, body: Body) {
  const statuses = readOptionalIntegers(body, "status");
  if (!statuses?.length) throw new Refusal(MISSING);
  const { engine } = farm;
  const isRerun = (_: number, status: number) => hasEnded(status) && statuses.includes(status);
  const leaves = readLeaves(farm, body).filter((leaf) => !statusesWithoutRerun.has(leaf.status) && !leaf.deleted);
  requireBalance(leaves);
  for (const leaf of leaves) rerunFrames(engine, leaf, engine.clock, isRerun, true);
  return null;
}

export function setTaskOverTimeStop(farm: FarmState, body: Body) {
  const seconds = readInteger(body, "overTime", frameLimitBounds.min, frameLimitBounds.max);
  for (const leaf of leavesAllowing(farm, body, "change")) setTimeLimit(farm.engine, leaf, farm.engine.clock, seconds);
  return "SUCCESS";
}

/** Sets the priority of the whole job: leaves have none. A job whose status is being updated keeps its priority. */
export function updateTaskUserLevel(farm: FarmState, body: Body) {
  const level = readInteger(body, "taskUserLevel");
  const { businessType } = farm.account.profile;
  if (level !== priorityLevels.usual && level !== priorityLevels.high) throw new Refusal(INVALID);
  for (const leaf of leavesOf(farm, readId(body, "taskId")))
    if (leafAllows(leaf, "change", businessType)) leaf.job.userLevel = level;
  return null;
}

/** Sets how many machines each leaf of a task may have. Frames that render go on; fewer of them follow. */
export function updateTaskLimit(farm: FarmState, body: Body) {
  const limit = readInteger(body, "taskLimit", machineLimitBounds.min, machineLimitBounds.max);
  const { businessType } = farm.account.profile;
  for (const leaf of leavesOf(farm, readId(body, "taskId")))
    if (leafAllows(leaf, "change", businessType)) leaf.machineLimit = limit;
  return null;
}

/** Renders the frames that wait for the test frames, also while those render; other tasks are skipped without an error. */
export function fullSpeedRendering(farm: FarmState, body: Body) {
  const { engine } = farm;
  const leaves = leavesAllowing(farm, body, "fullSpeed").filter(({ plan }) => plan.kind === "priority");
  requireBalance(leaves);
  for (const leaf of leaves) {
    leaf.isApproved = true;
    rerunFrames(engine, leaf, engine.clock, (_, status) => countOf(status) === "waiting", false);
  }
  return "success";
}

/** The tags of a shell are in its job, those of a plain task in its leaf. */
const tagsOf = (farm: FarmState, id: number): Map<string, number> => {
  const job = farm.jobsById.get(id);
  return job?.isShell && !job.deleted ? job.tags : findLeaf(farm, id).tags;
};

export function addTaskLabel(farm: FarmState, body: Body) {
  const name = readName(body, "label", TAG_MAX_LENGTH);
  const tagMaps = readIds(body, "taskIds").map((id) => tagsOf(farm, id));
  const id = tagId(farm, name);
  for (const tags of tagMaps) tags.set(name, id);
  return null;
}

const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** Deletes tags by id from all tasks (SDK of 2024-07), or by name from the given tasks (since 2024-12). */
export function deleteTaskLabel(farm: FarmState, body: Body) {
  const labelIds = readOptionalIntegers(body, "labelIds") ?? [];
  const names = asList(body.get("labelNames"));
  if (labelIds.length === 0 && names.length === 0) throw new Refusal(MISSING);
  const tagMaps = names.length === 0 ? [] : readIds(body, "taskIds").map((id) => tagsOf(farm, id));
  for (const tags of tagMaps) for (const name of names) if (typeof name === "string") tags.delete(name);
  if (labelIds.length > 0)
    for (const job of farm.jobsById.values())
      for (const { tags } of [job, ...job.leaves])
        for (const [name, id] of tags) if (labelIds.includes(id)) tags.delete(name);
  return null;
}
