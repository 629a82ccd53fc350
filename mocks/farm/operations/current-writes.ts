/** Writes of the current dialect only (endpoints-current section 3). One unknown id refuses the request. */
import { priorityLevels, TAG_MAX_LENGTH, taskTimeLimitSeconds } from "../../../app/protocol/limits";
import { TASK } from "../engine/codes";
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
import { tagId } from "./tags";
import { findLeaf } from "./task-queries";
import { leavesOf, statusesWithoutRerun } from "./task-writes";

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
  for (const leaf of readLeaves(farm, body))
    if (!statusesWithoutRerun.has(leaf.status) && !leaf.deleted) rerunFrames(engine, leaf, engine.clock, isRerun, true);
  return null;
}

export function setTaskOverTimeStop(farm: FarmState, body: Body) {
  const seconds = readInteger(body, "overTime", taskTimeLimitSeconds.min, taskTimeLimitSeconds.max);
  for (const leaf of readLeaves(farm, body)) setTimeLimit(farm.engine, leaf, farm.engine.clock, seconds);
  return "SUCCESS";
}

/** Sets the priority of the whole job: leaves have none. */
export function updateTaskUserLevel(farm: FarmState, body: Body) {
  const level = readInteger(body, "taskUserLevel");
  if (level !== priorityLevels.usual && level !== priorityLevels.high) throw new Refusal(INVALID);
  for (const { job } of leavesOf(farm, readId(body, "taskId"))) job.userLevel = level;
  return null;
}

/** Renders the remaining frames of tasks whose test frames are done; other tasks are skipped without an error. */
export function fullSpeedRendering(farm: FarmState, body: Body) {
  const { engine } = farm;
  for (const leaf of readLeaves(farm, body))
    if (leaf.status === TASK.testDone && !leaf.deleted)
      rerunFrames(engine, leaf, engine.clock, (_, status) => countOf(status) === "waiting", false);
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
