/** Settings of the farm, platforms, transfer ids, reserved task ids, labels and analysis errors (endpoints-2018 9.1, 9.3, 9.5, 9.6, 9.8, 9.21): loaded with the first call. */
import * as z from "zod/mini";
import {
  epochMs,
  flag,
  flagCode,
  hours,
  integer,
  requiredId,
  requiredText,
  rowsSchema,
  seconds,
  text,
  textOrEmpty,
} from "../wire/wire";

/** Render areas of a zone (9.1); their names are keys of a text catalogue that the farm does not send. */
export const platformsSchema = rowsSchema(
  z.object({
    platform: requiredId,
    name: textOrEmpty,
    // The current dialect only: platforms.ts has the codes.
    type: integer,
    status: integer,
    taskPrefix: text,
    isShow: flag,
  }),
);

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

/**
 * Farm settings (9.3). `taskOverTime`, the reminder, is hours here, milliseconds on tasks and frames. `overTimeStop`, the frame
 * stop of new tasks, is seconds and not in every response.
 */
export const userSettingSchema = z.object({
  infoStatus: integer,
  accountType: integer,
  shareMainCapital: flag,
  subDeleteTask: flag,
  useMainBalance: flag,
  singleNodeRenderFrames: text,
  maxIgnoreMapFlag: flag,
  autoCommit: text,
  separateAccountFlag: flag,
  mifileSwitchFlag: flag,
  assfileSwitchFlag: flag,
  manuallyStartAnalysisFlag: flag,
  downloadDisable: flagCode,
  // Not in the specification (corrections, additions).
  downloadLimit: flag,
  downloadLimitDay: integer,
  cloneLimitDay: integer,
  submitDisable: flag,
  taskOverTime: hours,
  overTimeStop: seconds,
});
