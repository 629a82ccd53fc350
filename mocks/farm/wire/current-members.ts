/** Members that the current dialect adds to responses of 2018 (endpoints-current section 2), except those of tasks and frames. */
import type { OperationName } from "../../../app/protocol/endpoints";
import { currentPicturePaths } from "../operations/frame-pictures";
import { hideNodes } from "../operations/rights";
import type { FarmState } from "../state";

/** The frame stop of new tasks. */
const DEFAULT_FRAME_STOP_SECONDS = 86_400;

type MemberAdder = (farm: FarmState, data: object | string | null) => unknown;

const addToObject =
  (members: (farm: FarmState) => object): MemberAdder =>
  (farm, data) =>
    typeof data === "object" ? { ...data, ...members(farm) } : data;

const addToRows =
  (members: object): MemberAdder =>
  (_, data) =>
    Array.isArray(data) ? data.map((row: object) => ({ ...row, ...members })) : data;

export const currentMembers: Readonly<Partial<Record<OperationName, MemberAdder>>> = {
  queryUserSetting: addToObject((farm) => ({
    taskOverTimeSec: farm.account.reminderSeconds,
    overTimeStop: DEFAULT_FRAME_STOP_SECONDS,
    ignoreMapFlag: 0,
    isVrayLicense: 1,
    justUploadConfigFlag: 0,
    justUploadCgFlag: 0,
    mandatoryAnalyseAllAgent: 0,
  })),
  getTransferBid: addToObject(() => ({ parent_input_bid: null, sub_user_output_bids: [] })),
  createTask: addToObject((farm) => ({ userId: farm.owner.userId })),
  createClone: addToObject((farm) => ({ userId: farm.owner.userId })),
  queryAllFrameStats: addToObject((farm) => ({
    abandonFramesTotal: farm.jobs
      .flatMap((job) => job.leaves)
      .reduce((sum, leaf) => sum + (leaf.deleted ? 0 : leaf.counts.stopped), 0),
  })),
  queryTaskFrames: hideNodes,
  loadingFrameThumbnail: (_, data) => currentPicturePaths(data),
  getRenderEnv: addToRows({ projectPath: "", isMainUserId: 1 }),
};
