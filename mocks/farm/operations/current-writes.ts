/** Writes that only the current protocol has (endpoints-current section 3). As with the others, one unknown id refuses all. */
import { priorityLevels, TAG_MAX_LENGTH, taskTimeLimitSeconds } from "../../../app/protocol/limits";
import { limit, rerun, stopFrames, TASK } from "../engine/engine";
import { countOf, EXECUTING } from "../engine/frames";
import type { Leaf } from "../engine/leaf";
import type { FarmState } from "../state";
import {
  type Body,
  entityName,
  INVALID,
  ids,
  integer,
  MISSING,
  oneId,
  optionalInteger,
  optionalIntegers,
  Refusal,
  UNKNOWN,
} from "../wire/request-body";
import { tagId } from "./tags";
import { leafOf } from "./task-queries";
import { leavesOf, tooEarlyOrGone } from "./task-writes";

const leavesIn = (farm: FarmState, body: Body): Leaf[] => ids(body, "taskIds").flatMap((id) => leavesOf(farm, id));

/** Chosen frames as positions of the leaf; all of them must be its own. */
export function chosenFrames(leaf: Leaf, body: Body): ReadonlySet<number> {
  const chosen = new Set(ids(body, "ids").map((id) => id - leaf.firstFrameId));
  for (const index of chosen) if (index < 0 || index >= leaf.plan.count) throw new Refusal(UNKNOWN);
  return chosen;
}

/** Stops all frames (the default), those of the given states, or the chosen ones. */
export function stopTaskFrames(farm: FarmState, body: Body) {
  const leaf = leafOf(farm, oneId(body, "taskId"));
  const all = (optionalInteger(body, "selectAll", 0, 1) ?? 1) === 1;
  const chosen = all ? null : chosenFrames(leaf, body);
  const states = all ? optionalIntegers(body, "status") : undefined;
  stopFrames(
    farm.engine,
    leaf,
    farm.engine.clock,
    (index, status) => (!chosen || chosen.has(index)) && (!states?.length || states.includes(status)),
  );
  return null;
}

/** Resubmits the frames of the given states; those that wait or execute are never among them. */
export function recommitTasks(farm: FarmState, body: Body) {
  const states = optionalIntegers(body, "status");
  if (!states?.length) throw new Refusal(MISSING);
  const { engine } = farm;
  const resubmitted = (_: number, status: number) =>
    states.includes(status) && status !== EXECUTING && countOf(status) !== "waiting";
  for (const leaf of leavesIn(farm, body))
    if (!tooEarlyOrGone.has(leaf.status) && !leaf.deleted) rerun(engine, leaf, engine.clock, resubmitted, true);
  return null;
}

export function setTaskOverTimeStop(farm: FarmState, body: Body) {
  const seconds = integer(body, "overTime", taskTimeLimitSeconds.min, taskTimeLimitSeconds.max);
  for (const leaf of leavesIn(farm, body)) limit(farm.engine, leaf, farm.engine.clock, seconds);
  return "SUCCESS";
}

/** A leaf's level is its job's. */
export function updateTaskUserLevel(farm: FarmState, body: Body) {
  const level = integer(body, "taskUserLevel");
  if (level !== priorityLevels.usual && level !== priorityLevels.high) throw new Refusal(INVALID);
  for (const { job } of leavesOf(farm, oneId(body, "taskId"))) job.userLevel = level;
  return null;
}

/** Lets tasks go on that wait after their test frames; all others are passed over in silence. */
export function fullSpeedRendering(farm: FarmState, body: Body) {
  const { engine } = farm;
  for (const leaf of leavesIn(farm, body))
    if (leaf.status === TASK.testDone && !leaf.deleted)
      rerun(engine, leaf, engine.clock, (_, status) => countOf(status) === "waiting", false);
  return "success";
}

/** The tags of a shell are its own, those of a leaf or of a plain task the leaf's. */
const tagsOf = (farm: FarmState, id: number): Map<string, number> => {
  const job = farm.jobsById.get(id);
  return job?.isShell && !job.deleted ? job.tags : leafOf(farm, id).tags;
};

export function addTaskLabel(farm: FarmState, body: Body) {
  const name = entityName(body, "label", TAG_MAX_LENGTH);
  const tagged = ids(body, "taskIds").map((id) => tagsOf(farm, id));
  const id = tagId(farm, name);
  for (const tags of tagged) tags.set(name, id);
  return null;
}

const namesIn = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** By ids on all tasks (SDK of 2024-07), or by names on the given ones (since 2024-12). */
export function deleteTaskLabel(farm: FarmState, body: Body) {
  const byId = optionalIntegers(body, "labelIds") ?? [];
  const names = namesIn(body.get("labelNames"));
  if (byId.length === 0 && names.length === 0) throw new Refusal(MISSING);
  const named = names.length === 0 ? [] : ids(body, "taskIds").map((id) => tagsOf(farm, id));
  for (const tags of named) for (const name of names) if (typeof name === "string") tags.delete(name);
  if (byId.length > 0)
    for (const job of farm.jobsById.values())
      for (const { tags } of [job, ...job.leaves])
        for (const [name, id] of tags) if (byId.includes(id)) tags.delete(name);
  return null;
}
