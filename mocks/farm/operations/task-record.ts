/** The operation record (taskRecord, endpoints-current section 3): acts on tasks since the farm opened, and some before. */
import type { OperationName } from "../../../app/protocol/endpoints";
import type { Leaf } from "../engine/leaf";
import type { FarmState, RecordEntry } from "../state";
import { type Body, idsIfAny, optionalMoment } from "../wire/request-body";
import { aliasOf } from "../wire/task-info";
import { newestFirst, page, readPaging } from "./task-queries";

type Recorded = { readonly button: string; readonly named: readonly string[] };

const recorded = (button: string, ...named: readonly string[]): Recorded => ({ button, named });

/**
 * buttonName by operation (the documents show btn_restart only, the others are made after it), and the members that name
 * its tasks, in the order in which the operation itself looks at them.
 */
const acts: Readonly<Partial<Record<OperationName, Recorded>>> = {
  submitTask: recorded("btn_submit", "taskId"),
  stopTask: recorded("btn_stop", "taskParam", "taskIds"),
  startTask: recorded("btn_start", "taskParam", "taskIds"),
  abortTask: recorded("btn_abandon", "taskParam", "taskIds"),
  deleteTask: recorded("btn_delete", "taskParam", "taskIds"),
  restartFailedFrames: recorded("btn_restart", "taskParam", "taskIds"),
  recommitTasks: recorded("btn_restart", "taskIds"),
  restartFrame: recorded("btn_restart_frame", "taskId", "taskIds"),
  stopTaskFrames: recorded("btn_stop_frame", "taskId"),
  setTaskOverTimeStop: recorded("btn_overtime", "taskIds"),
  updateTaskUserLevel: recorded("btn_user_level", "taskId"),
  fullSpeedRendering: recorded("btn_full_speed", "taskIds"),
  addTaskLabel: recorded("btn_add_label", "taskIds"),
  deleteTaskLabel: recorded("btn_delete_label", "taskIds"),
  editTaskHardwareConfig: recorded("btn_hardware", "taskIds"),
};

const MOST_ENTRIES = 5000;

/** What an id is called: a leaf's or a shell's alias. */
const aliasOfId = (farm: FarmState, id: number): string => {
  const leaf = farm.leavesById.get(id);
  return leaf ? aliasOf(leaf) : (farm.jobsById.get(id)?.alias ?? String(id));
};

/** Enters an act that was carried out, and never refuses it: what was done is done. */
export function enter(farm: FarmState, name: OperationName, body: Body, atMs: number): void {
  const tasks = idsIfAny(body, ...(acts[name]?.named ?? [])).map((id) => aliasOfId(farm, id));
  // Acts on nothing but tasks are entered; a tag may be deleted everywhere, by its own id.
  if (tasks.length === 0) return;
  farm.record.push({ atMs, user: farm.owner, name, tasks, body: Object.fromEntries(body) });
  if (farm.record.length > MOST_ENTRIES * 1.1) farm.record.splice(0, farm.record.length - MOST_ENTRIES);
}

const earlier = new Map<number, OperationName>([
  [10, "stopTask"],
  [15, "stopTask"],
  [35, "abortTask"],
  [70, "stopTaskFrames"],
]);

function actBefore(leaf: Leaf): RecordEntry[] {
  const name = earlier.get(leaf.status);
  if (!name || leaf.completedAt === null) return [];
  const { userName, userId } = leaf.job;
  return [
    { atMs: leaf.completedAt, user: { userName, userId }, name, tasks: [aliasOf(leaf)], body: { taskIds: [leaf.id] } },
  ];
}

/** Who stopped or gave up what is stopped or given up when the farm opens, oldest first. */
export const earlierActs = (farm: FarmState): RecordEntry[] =>
  [...farm.leavesById.values()].flatMap(actBefore).sort((a, b) => a.atMs - b.atMs);

const EIGHT_HOURS = 8 * 3_600_000;
const written = (ms: number): string => new Date(ms + EIGHT_HOURS).toISOString().slice(0, 19).replace("T", " ");

/** The record as the wire has it, `pathOf` an operation being the protocol's that asks. */
export const taskRecord = (pathOf: (name: OperationName) => string) => (farm: FarmState, body: Body) => {
  const paging = readPaging(body);
  const from = optionalMoment(body, "startDate") ?? Number.NEGATIVE_INFINITY;
  const to = optionalMoment(body, "endDate") ?? Number.POSITIVE_INFINITY;
  const found = farm.record.filter(({ atMs }) => atMs >= from && atMs <= to);
  const items = newestFirst(found, paging).map(({ atMs, user, name, tasks, body: asked }) => ({
    userName: user.userName,
    taskType: "render",
    buttonName: acts[name]?.button,
    taskIds: JSON.stringify(tasks),
    channel: user.userId === farm.owner.userId ? "4" : "1",
    createTime: written(atMs),
    details: null,
    operateSource: user.userId === farm.owner.userId ? 1 : 2,
    userId: user.userId,
    requestIp: `10.20.1.${user.userId % 250}`,
    requestURI: pathOf(name),
    requestParam: JSON.stringify(asked),
  }));
  return page(paging, found.length, items);
};
