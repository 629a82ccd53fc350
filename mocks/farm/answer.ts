/**
 * The farm's answers, one row per operation. Refusals: a required parameter that is missing 601, one that cannot be read or is
 * out of bounds 600, a well-formed id or name that does not exist 404, a label that exists 503 (endpoints-2018 section 2).
 */

import { isCurrentOperation, type OperationName } from "../../app/protocol/endpoints";
import { type FarmCode, farmCodes, isFarmCode, SUCCESS } from "../../app/protocol/wire/envelope";
import { advance } from "./engine/engine";
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
import { editTaskHardwareConfig, hardwareConfigList } from "./operations/hardware";
import { getOutputUserDirFile } from "./operations/output-files";
import {
  getDeletedTasks,
  getTaskList,
  queryAllFrameStats,
  queryTaskFrames,
  queryTaskInfo,
  type Shapes,
  specificationShapes,
} from "./operations/task-queries";
import { enter, taskRecord } from "./operations/task-record";
import {
  abortTask,
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
import { currentExtras } from "./wire/current-members";
import { currentShapes } from "./wire/current-task-info";
import { type Body, Refusal, readBody } from "./wire/request-body";
import { doorOf, type Speech } from "./wire/routes";

/** The envelope as it goes onto the wire. */
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

type Answerer = (farm: FarmState, body: Body, shapes: Shapes) => object | string | null;

const answerers: Readonly<Record<OperationName, Answerer>> = {
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
  fullSpeedRendering,
  addTaskLabel,
  deleteTaskLabel,
  hardwareConfigList,
  editTaskHardwareConfig,
  taskRecord: taskRecord((name) => doorOf(name).paths[0]),
  getOutputUserDirFile,
  getDeletedTasks,
  loadTaskProcessImg,
};

const messageOf = (code: number): string => (isFarmCode(code) ? farmCodes[code].toLowerCase() : "fail");

/** An envelope without data: a refusal, or a success that has nothing to tell. `serverTime` in epoch ms. */
export const refusal = (code: number, serverTime: number): WireEnvelope => ({
  version: "1.0.0",
  result: code === SUCCESS,
  message: messageOf(code),
  code,
  data: null,
  serverTime,
});

type Outcome = { readonly code: FarmCode; readonly data: unknown };

function carryOut(farm: FarmState, name: OperationName, body: unknown, speech: Speech, now: number): Outcome {
  try {
    const read = readBody(body);
    const asked = speech === "current" ? (doorOf(name).ask?.(read) ?? read) : read;
    const data = answerers[name](farm, asked, speech === "2018" ? specificationShapes : currentShapes);
    enter(farm, name, read, now);
    const extra = speech === "2018" ? undefined : currentExtras[name];
    return { code: SUCCESS, data: extra ? extra(farm, data) : data };
  } catch (error) {
    if (error instanceof Refusal) return { code: error.code, data: null };
    throw error;
  }
}

const LOG_LENGTH = 10_000;
const RELEASE = "2.5.8/20201215_16_201215(1607)";

/**
 * Answers one request. Never throws, whatever the body; lets everything due until now happen first. A further operation,
 * which 2018 has no words for, is taken to be asked for in those of the page.
 */
export function answer(farm: FarmState, name: OperationName, body: unknown, speech: Speech = "2018"): WireEnvelope {
  const now = Math.floor(farm.now());
  advance(farm.engine, now);
  const { code, data } = carryOut(
    farm,
    name,
    body,
    speech === "2018" && isCurrentOperation(name) ? "page" : speech,
    now,
  );
  farm.log.push({ atMs: now, name, body, code });
  // Cut in lumps: shifting one by one would move the whole log at every request.
  if (farm.log.length > LOG_LENGTH * 1.1) farm.log.splice(0, farm.log.length - LOG_LENGTH);
  const envelope = { ...refusal(code, now), data };
  if (speech !== "current") return envelope;
  return { ...envelope, version: "2.0.0", requestId: `${farm.seed}-${now}`, releaseVersion: RELEASE };
}
