/**
 * The farm's answers, one row per operation. Refusals: a required parameter that is missing 601, one that cannot be read or is
 * out of bounds 600, a well-formed id or name that does not exist 404, a label that exists 503 (endpoints-2018 section 2).
 */
import type { OperationName } from "../../app/protocol/endpoints";
import { type FarmCode, farmCodes, isFarmCode, SUCCESS } from "../../app/protocol/envelope";
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
} from "./account";
import { advance } from "./engine";
import {
  addRenderEnv,
  deleteRenderEnv,
  getRenderEnv,
  querySupportedPlugin,
  querySupportedSoftware,
  setDefaultRenderEnv,
  updateRenderEnv,
} from "./environments";
import { type Body, Refusal, readBody } from "./read-body";
import type { FarmState } from "./state";
import { getTaskList, queryAllFrameStats, queryTaskFrames, queryTaskInfo } from "./task-reads";
import {
  abortTask,
  createTask,
  deleteTask,
  restartFailedFrames,
  restartFrame,
  startTask,
  stopTask,
  submitTask,
} from "./task-writes";

/** The envelope as it goes onto the wire. */
export type WireEnvelope = {
  readonly version: "1.0.0";
  readonly result: boolean;
  readonly message: string;
  readonly code: number;
  readonly data: unknown;
  readonly serverTime: number;
};

type Answerer = (farm: FarmState, body: Body) => object | null;

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

function carryOut(farm: FarmState, name: OperationName, body: unknown): { code: FarmCode; data: unknown } {
  try {
    return { code: SUCCESS, data: answerers[name](farm, readBody(body)) };
  } catch (error) {
    if (error instanceof Refusal) return { code: error.code, data: null };
    throw error;
  }
}

const LOG_LENGTH = 10_000;

/** Answers one request. Never throws, whatever the body; lets everything due until now happen first. */
export function answer(farm: FarmState, name: OperationName, body: unknown): WireEnvelope {
  const now = Math.floor(farm.now());
  advance(farm.engine, now);
  const { code, data } = carryOut(farm, name, body);
  farm.log.push({ atMs: now, name, body, code });
  // Cut in lumps: shifting one by one would move the whole log at every request.
  if (farm.log.length > LOG_LENGTH * 1.1) farm.log.splice(0, farm.log.length - LOG_LENGTH);
  return { ...refusal(code, now), data };
}
