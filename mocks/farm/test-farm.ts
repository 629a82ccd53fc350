/** A farm for tests, with a clock that the test moves; responses are parsed with the schemas of app/protocol. */

import type * as z from "zod/mini";
import { endpoints, type OperationName, type ResponseOf } from "../../app/protocol/endpoints";
import {
  addedEnvSchema,
  renderEnvsSchema,
  supportedPluginSchema,
  supportedSoftwareSchema,
} from "../../app/protocol/environments/environment-responses";
import { framePageSchema, frameStatsSchema } from "../../app/protocol/frames/frame";
import { taskPageSchema } from "../../app/protocol/tasks/task-info";
import { answerRequest } from "./answer";
import { createFarm, type Farm, type FarmOptions, inspectTask, type TaskSnapshot } from "./farm";

/** 2026-11-01T00:00:00Z */
const START = 1_793_491_200_000;

/** Response schemas by operation, with the lazy ones loaded, so that a generic name has its own response type. */
const responses: { readonly [Name in OperationName]: { readonly response: z.ZodMiniType<ResponseOf<Name>> } } = {
  ...endpoints,
  queryPlatforms: { response: await endpoints.queryPlatforms.response() },
  getTransferBid: { response: await endpoints.getTransferBid.response() },
  queryUserSetting: { response: await endpoints.queryUserSetting.response() },
  createClone: { response: await endpoints.createClone.response() },
  createTask: { response: await endpoints.createTask.response() },
  queryErrorDetail: { response: await endpoints.queryErrorDetail.response() },
  getLabelList: { response: await endpoints.getLabelList.response() },
  getTaskList: { response: taskPageSchema },
  queryTaskInfo: { response: taskPageSchema },
  getDeletedTasks: { response: taskPageSchema },
  queryTaskFrames: { response: framePageSchema },
  queryAllFrameStats: { response: frameStatsSchema },
  querySupportedSoftware: { response: supportedSoftwareSchema },
  querySupportedPlugin: { response: supportedPluginSchema },
  getRenderEnv: { response: renderEnvsSchema },
  addRenderEnv: { response: addedEnvSchema },
  showLog: { response: await endpoints.showLog.response() },
  hardwareConfigList: { response: await endpoints.hardwareConfigList.response() },
  taskRecord: { response: await endpoints.taskRecord.response() },
  getOutputUserDirFile: { response: await endpoints.getOutputUserDirFile.response() },
  loadTaskProcessImg: { response: await endpoints.loadTaskProcessImg.response() },
  loadingFrameThumbnail: { response: await endpoints.loadingFrameThumbnail.response() },
};

export type TestFarm = {
  readonly farm: Farm;
  readonly now: () => number;
  /** Moves the clock by seconds. */
  readonly pass: (seconds: number) => void;
  /** Sends a request and returns the code of the response. */
  readonly code: (name: OperationName, body?: unknown) => number;
  /** Sends a request and returns its data, parsed with the schema of the operation; throws on a refusal. */
  readonly read: <Name extends OperationName>(name: Name, body?: unknown) => ResponseOf<Name>;
  /** The state of the leaf with this id; throws for a shell. */
  readonly leaf: (id: number) => TaskSnapshot;
};

export function testFarm(options: Partial<Omit<FarmOptions, "now">> = {}): TestFarm {
  let ms = START;
  const farm = createFarm({ seed: 7, now: () => ms, ...options });
  const read = <Name extends OperationName>(name: Name, body: unknown = {}): ResponseOf<Name> => {
    const { code, data } = answerRequest(farm, name, body);
    if (code !== 200) throw new Error(`${name} was refused with ${code}`);
    return responses[name].response.parse(data);
  };
  return {
    farm,
    now: () => ms,
    pass: (seconds) => {
      ms += seconds * 1000;
    },
    code: (name, body = {}) => answerRequest(farm, name, body).code,
    read,
    leaf(id) {
      const [leaf, another] = inspectTask(farm, id);
      if (!leaf || another) throw new Error(`${id} is not one leaf`);
      return leaf;
    },
  };
}
