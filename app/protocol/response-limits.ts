/**
 * The largest response of each operation in bytes, uncompressed. The proxy refuses a larger one before it parses it: parsing
 * blocks the server for about 70 ms per megabyte of small objects. The figures are at least five times what the demo farm
 * sends. Beside the endpoint table and not in it, because the browser does not need them.
 */
import type { OperationName } from "./endpoints";

/** One record, a short list, or a response whose `data` is ignored. */
const SMALL = 256_000;
/** A page of at most 1000 frames or records (a page of 1000 frames is 0.1 to 0.6 MB), or the tiles of a task. */
const PAGE = 2_000_000;
/** Up to 100 tasks with their layers. A task with 1,500 layers is 4.5 MB. */
const TASK_PAGE = 6_000_000;
const LOG_PAGE = 1_000_000;
/** All plug-ins of a software in all versions. */
const CATALOGUE = 4_000_000;

export const responseLimits = {
  queryPlatforms: SMALL,
  queryUserProfile: SMALL,
  queryUserSetting: SMALL,
  updateUserSetting: SMALL,
  getTransferBid: SMALL,
  createTask: SMALL,
  createClone: SMALL,
  submitTask: SMALL,
  queryErrorDetail: SMALL,
  getTaskList: TASK_PAGE,
  stopTask: SMALL,
  startTask: SMALL,
  abortTask: SMALL,
  deleteTask: SMALL,
  queryTaskFrames: PAGE,
  queryAllFrameStats: SMALL,
  restartFailedFrames: SMALL,
  restartFrame: SMALL,
  queryTaskInfo: TASK_PAGE,
  addLabel: SMALL,
  deleteLabel: SMALL,
  getLabelList: PAGE,
  querySupportedSoftware: PAGE,
  querySupportedPlugin: CATALOGUE,
  addRenderEnv: SMALL,
  updateRenderEnv: SMALL,
  deleteRenderEnv: SMALL,
  setDefaultRenderEnv: SMALL,
  getRenderEnv: PAGE,

  showLog: LOG_PAGE,
  stopTaskFrames: SMALL,
  recommitTasks: SMALL,
  setTaskOverTimeStop: SMALL,
  updateTaskUserLevel: SMALL,
  updateTaskLimit: SMALL,
  fullSpeedRendering: SMALL,
  addTaskLabel: SMALL,
  deleteTaskLabel: SMALL,
  hardwareConfigList: PAGE,
  editTaskHardwareConfig: SMALL,
  taskRecord: PAGE,
  getOutputUserDirFile: PAGE,
  getDeletedTasks: TASK_PAGE,
  loadTaskProcessImg: PAGE,
  loadingFrameThumbnail: SMALL,
} as const satisfies Record<OperationName, number>;
