/** The account: profile and settings (endpoints-2018 9.2, 9.3). catalogue.ts has what it needs more seldom. */
import * as z from "zod/mini";
import { epochMs, flag, flagCode, hours, integer, money, restriction, seconds, text, textOrEmpty } from "../wire/wire";

/**
 * The profile (9.2). accountType: 1 main, 2 sub. status: 0 not activated, 1 active, 4 and 5 disabled. infoStatus: 0 not required,
 * 1 incomplete, 2 complete. businessType: 0 still images, 1 animation (corrections, additions). `phone`, `email` and `address` are personal data: the page masks them. */
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
  hideBalance: restriction,
  hideJobCharge: restriction,
  useLevelDirectory: flag,
  downloadDisable: flagCode,
  displaySubaccount: flag,
  subaccountLimits: integer,
  // Rights of a sub-account; not in the specification (corrections, row 5).
  groupTaskLevel: flag,
  taskNodeLimitPermission: flag,
  enableNodeDetails: flag,
  houdiniFlag: flag,
  c4dFlag: flag,
  blenderFlag: flag,
  keyshotFlag: flag,
  studentEndTime: epochMs,
});

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
