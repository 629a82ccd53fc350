/** Members that came to the answers of the 28 operations after 2018 (endpoints-current section 2); tasks and frames apart. */
import type { OperationName } from "../../../app/protocol/endpoints";
import type { FarmState } from "../state";

type Extra = (farm: FarmState, data: object | string | null) => unknown;

const added =
  (members: (farm: FarmState) => object): Extra =>
  (farm, data) =>
    typeof data === "object" ? { ...data, ...members(farm) } : data;

const rows =
  (members: object): Extra =>
  (_, data) =>
    Array.isArray(data) ? data.map((row: object) => ({ ...row, ...members })) : data;

export const currentExtras: Readonly<Partial<Record<OperationName, Extra>>> = {
  queryUserSetting: added((farm) => ({
    taskOverTimeSec: farm.account.limitSeconds,
    ignoreMapFlag: 0,
    isVrayLicense: 1,
    justUploadConfigFlag: 0,
    justUploadCgFlag: 0,
    mandatoryAnalyseAllAgent: 0,
  })),
  getTransferBid: added(() => ({ parent_input_bid: null, sub_user_output_bids: [] })),
  createTask: added((farm) => ({ userId: farm.owner.userId })),
  queryAllFrameStats: added((farm) => ({
    abandonFramesTotal: farm.jobs
      .flatMap((job) => job.leaves)
      .reduce((sum, leaf) => sum + (leaf.deleted ? 0 : leaf.counts.stopped), 0),
  })),
  getRenderEnv: rows({ projectPath: "", isMainUserId: 1 }),
};
