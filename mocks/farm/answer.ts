/**
 * Answers requests, with one handler per operation. Codes of refusals (endpoints-2018 section 2): 601 for a missing member, 600 for
 * an invalid one, 404 for an unknown frame or name, 937 for an unknown task, 503 for a label and 504 for an environment that exists, and those of
 * refusal-checks.ts. 605 for a right that the account lacks (rights.ts).
 */
import { endpoints, isIn2018, type OperationName } from "../../app/protocol/endpoints";
import { codeNames } from "../../app/protocol/wire/code-names";
import { SUCCESS } from "../../app/protocol/wire/envelope";
import { isRefusalCode, type RefusalCode } from "../../app/protocol/wire/refusals";
import { advanceEngine } from "./engine/engine";
import {
  addLabel,
  deleteLabel,
  getLabelList,
  getTransferBid,
  queryErrorDetail,
  queryPlatforms,
  queryUserProfile,
  queryUserSetting,
  updateUserSetting,
} from "./operations/account";
import {
  addTaskLabel,
  deleteTaskLabel,
  fullSpeedRendering,
  recommitTasks,
  setTaskOverTimeStop,
  stopTaskFrames,
  updateTaskLimit,
  updateTaskUserLevel,
} from "./operations/current-writes";
import {
  addRenderEnv,
  deleteRenderEnv,
  getRenderEnv,
  querySupportedPlugin,
  querySupportedSoftware,
  setDefaultRenderEnv,
  updateRenderEnv,
} from "./operations/environments";
import { showLog } from "./operations/frame-logs";
import { loadingFrameThumbnail } from "./operations/frame-pictures";
import { editTaskHardwareConfig, hardwareConfigList } from "./operations/hardware";
import { getOutputUserDirFile } from "./operations/output-files";
import { checkRights } from "./operations/rights";
import {
  getDeletedTasks,
  getTaskList,
  queryAllFrameStats,
  queryTaskFrames,
  queryTaskInfo,
  type Serializers,
  serializers2018,
} from "./operations/task-queries";
import { recordOperation, taskRecord } from "./operations/task-record";
import {
  abortTask,
  createClone,
  createTask,
  deleteTask,
  restartFailedFrames,
  restartFrame,
  startTask,
  stopTask,
  submitTask,
} from "./operations/task-writes";
import { loadTaskProcessImg } from "./operations/tile-progress";
import type { FarmState } from "./state";
import { currentMembers } from "./wire/current-members";
import { currentSerializers } from "./wire/current-task-info";
import { type Body, Refusal, readBody } from "./wire/request-body";
import { type FarmDialect, routeOf } from "./wire/routes";

/** The envelope on the wire. */
export type WireEnvelope = {
  readonly version: "1.0.0" | "2.0.0";
  readonly result: boolean;
  readonly message: string;
  readonly code: number;
  readonly data: unknown;
  readonly serverTime: number;
  readonly requestId?: string;
  readonly releaseVersion?: string;
};

type OperationHandler = (farm: FarmState, body: Body, shapes: Serializers) => object | string | null;

const handlers: Readonly<Record<OperationName, OperationHandler>> = {
  queryPlatforms,
  queryUserProfile,
  queryUserSetting,
  updateUserSetting,
  getTransferBid,
  createTask,
  submitTask,
  queryErrorDetail,
  getTaskList,
  stopTask,
  startTask,
  abortTask,
  deleteTask,
  queryTaskFrames,
  queryAllFrameStats,
  restartFailedFrames,
  restartFrame,
  queryTaskInfo,
  addLabel,
  deleteLabel,
  getLabelList,
  querySupportedSoftware,
  querySupportedPlugin,
  addRenderEnv,
  updateRenderEnv,
  deleteRenderEnv,
  setDefaultRenderEnv,
  getRenderEnv,
  showLog,
  stopTaskFrames,
  recommitTasks,
  setTaskOverTimeStop,
  updateTaskUserLevel,
  updateTaskLimit,
  fullSpeedRendering,
  addTaskLabel,
  deleteTaskLabel,
  hardwareConfigList,
  editTaskHardwareConfig,
  taskRecord: taskRecord((name) => routeOf(name).paths[0]),
  getOutputUserDirFile,
  getDeletedTasks,
  createClone,
  loadTaskProcessImg,
  loadingFrameThumbnail,
};

const messageOf = (code: number): string =>
  (code === SUCCESS || isRefusalCode(code) ? codeNames[code] : "fail").toLowerCase();

/** An envelope without data: a refusal, or a success. `serverTime` in epoch ms. */
export const emptyEnvelope = (code: number, serverTime: number): WireEnvelope => ({
  version: "1.0.0",
  result: code === SUCCESS,
  message: messageOf(code),
  code,
  data: null,
  serverTime,
});

type OperationResult = { readonly code: RefusalCode | typeof SUCCESS; readonly data: unknown };

function runOperation(
  farm: FarmState,
  name: OperationName,
  body: unknown,
  dialect: FarmDialect,
  now: number,
): OperationResult {
  try {
    const members = readBody(body);
    const normalized = dialect === "current" ? (routeOf(name).normalize?.(members) ?? members) : members;
    checkRights(farm, name, normalized);
    const data = handlers[name](farm, normalized, dialect === "2018" ? serializers2018 : currentSerializers);
    recordOperation(farm, name, members, now);
    const addMembers = dialect === "2018" ? undefined : currentMembers[name];
    return { code: SUCCESS, data: addMembers ? addMembers(farm, data) : data };
  } catch (error) {
    if (error instanceof Refusal) return { code: error.code, data: null };
    throw error;
  }
}

const MAX_LOG_LENGTH = 10_000;
const RELEASE_VERSION = "2.5.8/20201215_16_201215(1607)";

/** Carries out the accepted writes that are due. A write that would have been refused has no effect. */
function carryOutWrites(farm: FarmState, now: number): void {
  while ((farm.acceptedWrites[0]?.dueMs ?? Number.POSITIVE_INFINITY) <= now) {
    const write = farm.acceptedWrites.shift();
    if (!write) return;
    advanceEngine(farm.engine, write.dueMs);
    write.run();
  }
}

/** The data of an accepted write whose effect comes later: only addRenderEnv has some, the name that it was sent. */
const dataOfAccepted = (name: OperationName, body: unknown): unknown =>
  name === "addRenderEnv" && typeof body === "object" && body !== null && "editName" in body
    ? { editName: body.editName }
    : null;

/**
 * Answers one request, after all events due until now. Never throws, whatever the body is. Operations that 2018 does not have are
 * answered in the dialect "page" instead of "2018". `effectDelayMs`: a write is accepted at once and carried out so much later.
 */
export function answerRequest(
  farm: FarmState,
  name: OperationName,
  body: unknown,
  dialect: FarmDialect = "2018",
  effectDelayMs: number = farm.effectDelayMs,
): WireEnvelope {
  const now = Math.floor(farm.now());
  carryOutWrites(farm, now);
  advanceEngine(farm.engine, now);
  const run = (atMs: number) =>
    runOperation(farm, name, body, dialect === "2018" && !isIn2018(name) ? "page" : dialect, atMs);
  const isDelayed =
    effectDelayMs > 0 && endpoints[name].kind === "write" && name !== "createTask" && name !== "createClone";
  if (isDelayed) {
    const dueMs = now + effectDelayMs;
    const index = farm.acceptedWrites.findLastIndex((before) => before.dueMs <= dueMs) + 1;
    farm.acceptedWrites.splice(index, 0, { dueMs, run: () => void run(dueMs) });
  }
  const { code, data } = isDelayed ? ({ code: SUCCESS, data: dataOfAccepted(name, body) } as const) : run(now);
  farm.requestLog.push({ atMs: now, name, body, code });
  // Removing many entries at once is cheaper than moving the whole array at every request.
  if (farm.requestLog.length > MAX_LOG_LENGTH * 1.1) farm.requestLog.splice(0, farm.requestLog.length - MAX_LOG_LENGTH);
  const envelope = { ...emptyEnvelope(code, now), data };
  if (dialect !== "current") return envelope;
  return { ...envelope, version: "2.0.0", requestId: `${farm.seed}-${now}`, releaseVersion: RELEASE_VERSION };
}
