/** The account: profile, settings, transfer ids, platforms, labels, analysis errors (endpoints-2018 9.1 to 9.8, 9.19 to 9.21). */
import * as z from "zod/mini";
import {
  epochMs,
  flag,
  hours,
  integer,
  money,
  requiredId,
  requiredText,
  rowsSchema,
  text,
  textOrEmpty,
} from "../wire/wire";

/** Render areas of a zone (9.1); their names are keys of a text catalogue that the farm does not send. */
export const platformsSchema = rowsSchema(z.object({ platform: requiredId, name: textOrEmpty }));

/** The profile (9.2). `phone`, `email` and `address` are personal data: the page masks them. */
export const userProfileSchema = z.object({
  userId: integer,
  userName: textOrEmpty,
  platform: integer,
  phone: textOrEmpty,
  email: textOrEmpty,
  company: textOrEmpty,
  name: textOrEmpty,
  job: textOrEmpty,
  communicationNumber: textOrEmpty,
  softType: integer,
  softStatus: integer,
  businessType: integer,
  status: integer,
  infoStatus: integer,
  accountType: integer,
  userType: integer,
  mainUserId: integer,
  level: integer,
  pictureLever: integer,
  zone: integer,
  rmbbalance: money,
  usdbalance: money,
  rmbCumulative: money,
  usdCumulative: money,
  credit: money,
  coupon: money,
  description: textOrEmpty,
  country: textOrEmpty,
  city: textOrEmpty,
  address: textOrEmpty,
  cpuPrice: money,
  gpuPrice: money,
  shareMainCapital: flag,
  subDeleteTask: flag,
  useMainBalance: flag,
  hideBalance: flag,
  hideJobCharge: flag,
  useLevelDirectory: flag,
  downloadDisable: flag,
  displaySubaccount: flag,
  subaccountLimits: integer,
  houdiniFlag: flag,
  c4dFlag: flag,
  blenderFlag: flag,
  keyshotFlag: flag,
  studentEndTime: epochMs,
});

/** Farm settings (9.3). `taskOverTime` is hours here, milliseconds on tasks and frames. */
export const userSettingSchema = z.object({
  infoStatus: integer,
  accountType: integer,
  shareMainCapital: flag,
  subDeleteTask: flag,
  useMainBalance: flag,
  singleNodeRenderFrames: text,
  maxIgnoreMapFlag: text,
  autoCommit: text,
  separateAccountFlag: flag,
  mifileSwitchFlag: flag,
  assfileSwitchFlag: flag,
  manuallyStartAnalysisFlag: flag,
  downloadDisable: flag,
  taskOverTime: hours,
});

/** Transfer ids of the upload client (9.5). The only members in snake case. */
export const transferBidSchema = z.object({ config_bid: textOrEmpty, output_bid: textOrEmpty, input_bid: textOrEmpty });

/** Descriptions of an analysis error code (9.8). The member names end in Cn in every language. */
export const errorDetailSchema = rowsSchema(
  z.object({
    id: integer,
    code: requiredText,
    type: integer,
    languageFlag: integer,
    desDescriptionCn: textOrEmpty,
    desSolutionCn: textOrEmpty,
    solutionPath: text,
    isRepair: flag,
    isOpen: flag,
    updateTime: epochMs,
    isDelete: flag,
    lastModifyAdmin: text,
  }),
);

/** Project labels (9.21). The name of a label is the projectName of its tasks. */
export const labelListSchema = z.object({
  projectNameList: rowsSchema(z.object({ projectId: integer, projectName: requiredText })),
});

/** Reserved task ids (9.6). */
export const createdTasksSchema = z.object({ aliasTaskIdList: z.array(z.string()), taskIdList: z.array(requiredId) });
