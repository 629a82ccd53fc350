/** The account: profile, settings, transfer ids, platforms, analysis errors, labels (endpoints-2018 9.1 to 9.8, 9.19 to 9.21). */
import labelExample from "../../../app/protocol/fixtures/get-label-list.json" with { type: "json" };
import transferExample from "../../../app/protocol/fixtures/get-transfer-bid.json" with { type: "json" };
import profileExample from "../../../app/protocol/fixtures/query-user-profile.json" with { type: "json" };
import settingExample from "../../../app/protocol/fixtures/query-user-setting.json" with { type: "json" };
import { accountTimeLimitHours, NAME_MAX_LENGTH } from "../../../app/protocol/limits";
import type { Purse } from "../engine/leaf";
import { errorDetails, platforms } from "../scenarios/catalog";
import { projects } from "../scenarios/names";
import type { FarmState, User } from "../state";
import {
  type Body,
  entityName,
  INVALID,
  integer,
  MISSING,
  optionalInteger,
  Refusal,
  text,
  texts,
  UNKNOWN,
} from "../wire/request-body";

const profile = profileExample.answer.data;

export type Account = {
  readonly setting: typeof settingExample.answer.data;
  /** The time limit of new tasks; `setting.taskOverTime` is the same in whole hours. */
  limitSeconds: number;
  readonly labels: { readonly projectId: number; readonly projectName: string }[];
};

export const createAccount = (): Account => {
  const first = labelExample.answer.data.projectNameList;
  return {
    setting: { ...settingExample.answer.data },
    limitSeconds: settingExample.answer.data.taskOverTime * 3600,
    labels: [...first, ...projects.map((projectName, index) => ({ projectId: 3672 + index, projectName }))],
  };
};

export const owner: User = { userName: profile.userName, userId: profile.userId, producer: null };

/**
 * The account's money: the coupon of the specification's example, and instead of its empty balance one that lasts about a
 * week of what the studio renders (some 400 an hour).
 */
export const accountPurse = (): Purse => ({ couponCents: Math.round(profile.coupon * 100), balanceCents: 8_640_000 });

export const queryUserProfile = (farm: FarmState) => ({
  ...profile,
  rmbbalance: farm.purses.account.balanceCents / 100,
  coupon: farm.purses.account.couponCents / 100,
});

export const queryUserSetting = (farm: FarmState) => ({ ...farm.account.setting });

/** Hours in 2018, `taskOverTimeSec` (seconds) from the SDK since 0.4.3; kept as whole hours. */
export function updateUserSetting(farm: FarmState, body: Body) {
  const { min, max } = accountTimeLimitHours;
  const { account } = farm;
  account.limitSeconds =
    optionalInteger(body, "taskOverTimeSec", min * 3600, max * 3600) ?? integer(body, "taskOverTime", min, max) * 3600;
  account.setting.taskOverTime = Math.ceil(account.limitSeconds / 3600);
  return null;
}

export const getTransferBid = () => transferExample.answer.data;

export function queryPlatforms(_: FarmState, body: Body) {
  return platforms[integer(body, "zone", 1, 2)] ?? [];
}

/** A code nobody knows has no details. Today's clients may ask for several. */
export function queryErrorDetail(_: FarmState, body: Body) {
  const codes = body.has("codes") ? texts(body, "codes") : [text(body, "code")];
  const language = optionalInteger(body, "language", 0, 1) ?? 0;
  return errorDetails.filter(
    (detail) =>
      "code" in detail &&
      codes.some((code) => detail.code === code) &&
      "languageFlag" in detail &&
      detail.languageFlag === language,
  );
}

/** Name and switch; a name that is taken is refused with 503. */
export function addLabel(farm: FarmState, body: Body) {
  const projectName = entityName(body, "newName", NAME_MAX_LENGTH);
  optionalInteger(body, "status", 0, 1);
  const { labels } = farm.account;
  if (labels.some((label) => label.projectName === projectName)) throw new Refusal(503);
  labels.push({ projectId: Math.max(3670, ...labels.map((label) => label.projectId)) + 1, projectName });
  return null;
}

/** Tasks that carry the label keep its name. */
export function deleteLabel(farm: FarmState, body: Body) {
  const name = entityName(body, "delName", NAME_MAX_LENGTH);
  const index = farm.account.labels.findIndex((label) => label.projectName === name);
  if (index < 0) throw new Refusal(UNKNOWN);
  farm.account.labels.splice(index, 1);
  return null;
}

export const getLabelList = (farm: FarmState) => ({ projectNameList: [...farm.account.labels] });

/** The vendor's client names a user of its own with ids in the second model only (endpoints-2018 9.7). */
export function checkIsolation(body: Body): void {
  const model = body.has("assetIsolationModel") ? text(body, "assetIsolationModel") : "TASK_ID_MODEL";
  if (model !== "TASK_ID_MODEL" && model !== "OUT_USER_MODEL") throw new Refusal(INVALID);
  if (model === "OUT_USER_MODEL" && !body.has("outUserId")) throw new Refusal(MISSING);
}
