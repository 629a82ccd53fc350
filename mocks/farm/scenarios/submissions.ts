/** Jobs that are submitted after the farm opened: by somebody, or by a studio that ran out of work. */

import { schedule } from "../engine/engine";
import type { Job } from "../engine/leaf";
import { createRandom, itemAt } from "../engine/random";
import { tagId } from "../operations/tags";
import type { FarmState, Wishes } from "../state";
import { addLeaf } from "./add-leaf";
import { floorToSecond, keyValue, sceneName } from "./generated-jobs";
import { leavesFor, type Role } from "./job-templates";
import { projects, users } from "./names";
import type { CastRole } from "./scenarios";

const noWishes: Wishes = { userLevel: 50, tags: [], clonedFrom: 0, producer: null };

/** A job that has just been submitted and is being analysed; it renders a minute later without anybody's help. */
export function addSubmitted(
  farm: FarmState,
  id: number,
  at: number,
  facts: Partial<Role> & { scene: string },
  wishes = noWishes,
): Job {
  const random = createRandom(farm.seed ^ id);
  const role: CastRole = {
    shape: "main",
    state: "analysing",
    frames: 60,
    frameSeconds: 60,
    ...facts,
    ago: 0,
    cgId: 2000,
  };
  const user = facts.machines === undefined ? farm.owner : itemAt(users, id);
  const job: Job = {
    id,
    alias: `2W${id}`,
    isShell: false,
    sceneName: facts.scene,
    cgId: role.cgId,
    userName: user.userName,
    userId: user.userId,
    producer: wishes.producer ?? user.producer,
    projectName: facts.machines === undefined ? "" : itemAt(projects, id),
    camera: "renderCam",
    clonedFrom: wishes.clonedFrom,
    keyValue: keyValue(random, role),
    submittedAt: floorToSecond(at),
    level: 60,
    userLevel: wishes.userLevel,
    machineLimit: null,
    ramGb: null,
    purse: farm.purses.account,
    numbersAsText: false,
    leaves: [],
    tags: new Map(),
    deleted: false,
  };
  const { limitSeconds } = farm.account;
  for (const draft of leavesFor({ ...role, limitSeconds })) {
    const place = { ...farm.takePlace(id, draft.plan.count), startedAt: null, completedAt: null };
    const leaf = addLeaf(job, draft, place);
    leaf.wakeAt = at + 15_000;
    schedule(farm.engine, leaf);
  }
  farm.addJob(job);
  for (const { tags } of job.leaves) for (const tag of wishes.tags) tags.set(tag, tagId(farm, tag));
  return job;
}

/** The next shot of a studio whose queue ran low, so that a farm left alone for days still renders. */
export function addArrival(farm: FarmState, at: number): void {
  const id = farm.takeTaskId();
  const random = createRandom(farm.seed + id);
  const frames = random.int(300, 1200);
  const scene = sceneName(random, { ago: 0, cgId: 2000, shape: "main", state: "analysing" });
  addSubmitted(farm, id, at, { scene, frames, frameSeconds: 90, machines: 20 });
}
