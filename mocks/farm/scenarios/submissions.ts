/** Jobs submitted while the farm runs: by a user, or by the farm when it has little work left. */
import { SOFTWARE } from "../engine/codes";
import { scheduleLeaf } from "../engine/engine";
import type { Job } from "../engine/leaf";
import { createRandom, itemAt } from "../engine/random";
import { tagId } from "../operations/tags";
import type { FarmState, Reservation } from "../state";
import { addLeaf } from "./add-leaf";
import { createKeyValue, createSceneName, floorToSecond } from "./generated-jobs";
import { createLeafTemplates, type JobTemplate } from "./job-templates";
import { projects, users } from "./names";
import type { Scenario } from "./scenarios";

const defaultReservation: Reservation = { userLevel: 50, tags: [], clonedFrom: 0, producer: null };

/** Adds a job that is being analysed; it starts to render 75 s later. */
export function submitJob(
  farm: FarmState,
  id: number,
  at: number,
  template: Partial<JobTemplate> & { scene: string },
  reservation = defaultReservation,
): Job {
  const random = createRandom(farm.seed ^ id);
  const scenario: Scenario = {
    shape: "main",
    state: "analysing",
    frames: 60,
    frameSeconds: 60,
    ...template,
    minutesAgo: 0,
    cgId: SOFTWARE.maya,
  };
  const user = template.machines === undefined ? farm.owner : itemAt(users, id);
  const job: Job = {
    id,
    alias: `2W${id}`,
    isShell: false,
    sceneName: template.scene,
    cgId: scenario.cgId,
    userName: user.userName,
    userId: user.userId,
    producer: reservation.producer ?? user.producer,
    projectName: template.machines === undefined ? "" : itemAt(projects, id),
    camera: "renderCam",
    clonedFrom: reservation.clonedFrom,
    keyValue: createKeyValue(random, scenario),
    submittedAt: floorToSecond(at),
    level: 60,
    userLevel: reservation.userLevel,
    machineLimit: null,
    ramGb: null,
    wallet: farm.wallets.account,
    numbersAsText: false,
    leaves: [],
    tags: new Map(),
    isOperable: true,
    deleted: false,
  };
  for (const leafTemplate of createLeafTemplates(scenario)) {
    const placement = { ...farm.allocateLeaf(id, leafTemplate.plan.count), startedAt: null, completedAt: null };
    const leaf = addLeaf(job, { ...leafTemplate, reminderSeconds: farm.account.reminderSeconds }, placement);
    leaf.wakeAt = at + 15_000;
    scheduleLeaf(farm.engine, leaf);
  }
  farm.addJob(job);
  for (const { tags } of job.leaves) for (const tag of reservation.tags) tags.set(tag, tagId(farm, tag));
  return job;
}

/** Submits a generated job, so that a farm that runs for days always has something to render. */
export function submitGeneratedJob(farm: FarmState, at: number): void {
  const id = farm.allocateTaskId();
  const random = createRandom(farm.seed + id);
  const frames = random.int(300, 1200);
  const scene = createSceneName(random, { minutesAgo: 0, cgId: SOFTWARE.maya, shape: "main", state: "analysing" });
  submitJob(farm, id, at, { scene, frames, frameSeconds: 90, machines: 20 });
}
