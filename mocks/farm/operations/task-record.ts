/** The operation record (taskRecord, endpoints-current section 3): writes to tasks since the farm was created, and some older ones. */
import type { OperationName } from "../../../app/protocol/endpoints";
import { TASK } from "../engine/codes";
import type { Leaf } from "../engine/leaf";
import type { AuditEntry, FarmState } from "../state";
import { formatFarmTime } from "../wire/farm-time";
import { type Body, readIdsIfValid, readOptionalTime } from "../wire/request-body";
import { aliasOf } from "../wire/task-info";
import { newestFirst, pageOf, readPaging } from "./task-queries";

type RecordedOperation = { readonly button: string; readonly taskMembers: readonly string[] };

const recordedOperation = (button: string, ...named: readonly string[]): RecordedOperation => ({
  button,
  taskMembers: named,
});

/**
 * buttonName by operation (the vendor's documents have btn_restart only; the others are derived from it), and the body members
 * with its tasks, in the order in which the operation reads them.
 */
const recordedOperations: Readonly<Partial<Record<OperationName, RecordedOperation>>> = {
  submitTask: recordedOperation("btn_submit", "taskId"),
  stopTask: recordedOperation("btn_stop", "taskParam", "taskIds"),
  startTask: recordedOperation("btn_start", "taskParam", "taskIds"),
  abortTask: recordedOperation("btn_abandon", "taskParam", "taskIds"),
  deleteTask: recordedOperation("btn_delete", "taskParam", "taskIds"),
  restartFailedFrames: recordedOperation("btn_restart", "taskParam", "taskIds"),
  recommitTasks: recordedOperation("btn_restart", "taskIds"),
  restartFrame: recordedOperation("btn_restart_frame", "taskId", "taskIds"),
  stopTaskFrames: recordedOperation("btn_stop_frame", "taskId"),
  setTaskOverTimeStop: recordedOperation("btn_overtime", "taskIds"),
  updateTaskUserLevel: recordedOperation("btn_user_level", "taskId"),
  updateTaskLimit: recordedOperation("btn_task_limit", "taskId"),
  fullSpeedRendering: recordedOperation("btn_full_speed", "taskIds"),
  addTaskLabel: recordedOperation("btn_add_label", "taskIds"),
  deleteTaskLabel: recordedOperation("btn_delete_label", "taskIds"),
  editTaskHardwareConfig: recordedOperation("btn_hardware", "taskIds"),
};

const MAX_ENTRIES = 5000;

/** The alias of a leaf or a shell. */
const aliasOfId = (farm: FarmState, id: number): string => {
  const leaf = farm.leavesById.get(id);
  return leaf ? aliasOf(leaf) : (farm.jobsById.get(id)?.alias ?? String(id));
};

/** Records an operation that was carried out. Never throws, because the operation cannot be undone. */
export function recordOperation(farm: FarmState, name: OperationName, body: Body, atMs: number): void {
  const tasks = readIdsIfValid(body, ...(recordedOperations[name]?.taskMembers ?? [])).map((id) => aliasOfId(farm, id));
  // Only operations on tasks are recorded; a tag that is deleted by its id has no task.
  if (tasks.length === 0) return;
  farm.auditLog.push({ atMs, user: farm.owner, name, tasks, body: Object.fromEntries(body) });
  if (farm.auditLog.length > MAX_ENTRIES * 1.1) farm.auditLog.splice(0, farm.auditLog.length - MAX_ENTRIES);
}

const operationByStatus = new Map<number, OperationName>([
  [TASK.stopped, "stopTask"],
  [TASK.userStopped, "stopTask"],
  [TASK.abandoned, "abortTask"],
  [TASK.finishedWithStopped, "stopTaskFrames"],
]);

function auditSeedOf(leaf: Leaf): AuditEntry[] {
  const name = operationByStatus.get(leaf.status);
  if (!name || leaf.completedAt === null) return [];
  const { userName, userId } = leaf.job;
  return [
    { atMs: leaf.completedAt, user: { userName, userId }, name, tasks: [aliasOf(leaf)], body: { taskIds: [leaf.id] } },
  ];
}

/** Entries for the tasks that are stopped or abandoned when the farm is created, oldest first. */
export const createAuditSeed = (farm: FarmState): AuditEntry[] =>
  [...farm.leavesById.values()].flatMap(auditSeedOf).sort((a, b) => a.atMs - b.atMs);

/** The handler of taskRecord; `pathOf` gives the path of an operation in the current dialect. */
export const taskRecord = (pathOf: (name: OperationName) => string) => (farm: FarmState, body: Body) => {
  const paging = readPaging(body);
  const from = readOptionalTime(body, "startDate") ?? Number.NEGATIVE_INFINITY;
  const to = readOptionalTime(body, "endDate") ?? Number.POSITIVE_INFINITY;
  const entries = farm.auditLog.filter(({ atMs }) => atMs >= from && atMs <= to);
  const items = newestFirst(entries, paging).map(({ atMs, user, name, tasks, body: requestBody }) => ({
    userName: user.userName,
    taskType: "render",
    buttonName: recordedOperations[name]?.button,
    taskIds: JSON.stringify(tasks),
    channel: user.userId === farm.owner.userId ? "4" : "1",
    createTime: formatFarmTime(atMs),
    details: null,
    operateSource: user.userId === farm.owner.userId ? 1 : 2,
    userId: user.userId,
    requestIp: `10.20.1.${user.userId % 250}`,
    requestURI: pathOf(name),
    requestParam: JSON.stringify(requestBody),
  }));
  return pageOf(paging, entries.length, items);
};
