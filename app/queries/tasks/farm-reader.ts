/** Reads the farm for the mirror through the page's server. An unchanged response gives the identical tasks. */
import type { FarmReader } from "../../mirror/farm-reader";
import type { ResponseOf } from "../../protocol/endpoints";
import { callOperation } from "../http/call-operation";
import { createResponseCache } from "../http/response-cache";

const listResponses = createResponseCache<ResponseOf<"getTaskList">>();
const taskResponses = createResponseCache<ResponseOf<"queryTaskInfo">>();

/** A reader whose requests end with the signal. */
export const createFarmReader = (signal?: AbortSignal): FarmReader => ({
  getTaskList: (request) => callOperation("getTaskList", request, signal, listResponses),
  async queryTaskInfo(taskIds) {
    return (await callOperation("queryTaskInfo", { taskIds: [...taskIds] }, signal, taskResponses)).rows;
  },
});
