/** The account: profile, settings, transfer ids, platforms, analysis errors, labels (endpoints-2018 9.1 to 9.8, 9.19 to 9.21). */
import labelExample from "../../../app/protocol/fixtures/get-label-list.json" with { type: "json" };
import transferExample from "../../../app/protocol/fixtures/get-transfer-bid.json" with { type: "json" };
import profileExample from "../../../app/protocol/fixtures/query-user-profile.json" with { type: "json" };
import settingExample from "../../../app/protocol/fixtures/query-user-setting.json" with { type: "json" };
import { NAME_MAX_LENGTH, reminderHours } from "../../../app/protocol/limits";
import type { Wallet } from "../engine/leaf";
import { errorDetails, platforms } from "../scenarios/catalog";
import { projects } from "../scenarios/names";
import type { Account, AccountProfile, FarmState, User } from "../state";
import {
  type Body,
  INVALID,
  MISSING,
  Refusal,
  readInteger,
  readName,
  readOptionalInteger,
  readText,
  readTexts,
  UNKNOWN,
} from "../wire/request-body";
import type { Serializers } from "./task-queries";

const profile = profileExample.response.data;

/** The account of the specification's example; `members` replaces members of its profile. */
export const createAccount = (members: Partial<AccountProfile> = {}): Account => {
  const first = labelExample.response.data.projectNameList;
  return {
    profile: { ...profile, ...members },
    setting: { ...settingExample.response.data },
    reminderSeconds: settingExample.response.data.taskOverTime * 3600,
    hidesBalance: false,
    hidesCharges: false,
    labels: [...first, ...projects.map((projectName, index) => ({ projectId: 3672 + index, projectName }))],
  };
};

export const owner: User = { userName: profile.userName, userId: profile.userId, producer: null };

/**
 * The money of the account: the coupon of the specification's example, and a balance that lasts about a week (the example has none;
 * the generated jobs cost about 400 an hour).
 */
export const createAccountWallet = (): Wallet => ({
  couponCents: Math.round(profile.coupon * 100),
  balanceCents: 8_640_000,
});

export const queryUserProfile = (farm: FarmState) => ({
  ...farm.account.profile,
  rmbbalance: farm.wallets.account.balanceCents / 100,
  coupon: farm.wallets.account.couponCents / 100,
  hideBalance: Number(farm.account.hidesBalance),
  hideJobCharge: Number(farm.account.hidesCharges),
});

export const queryUserSetting = (farm: FarmState) => ({ ...farm.account.setting });

/** Hours in 2018; the SDK since 0.4.3 sends `taskOverTimeSec` in seconds. The hours in the settings are rounded up. */
export function updateUserSetting(farm: FarmState, body: Body) {
  const { min, max } = reminderHours;
  const { account } = farm;
  account.reminderSeconds =
    readOptionalInteger(body, "taskOverTimeSec", min * 3600, max * 3600) ??
    readInteger(body, "taskOverTime", min, max) * 3600;
  account.setting.taskOverTime = Math.ceil(account.reminderSeconds / 3600);
  return null;
}

export const getTransferBid = () => transferExample.response.data;

export function queryPlatforms(_: FarmState, body: Body, shapes: Pick<Serializers, "platform">) {
  return (platforms[readInteger(body, "zone", 1, 2)] ?? []).map(shapes.platform);
}

/** An unknown code has no details. Clients of the current dialect may send several codes. */
export function queryErrorDetail(_: FarmState, body: Body) {
  const codes = body.has("codes") ? readTexts(body, "codes") : [readText(body, "code")];
  const language = readOptionalInteger(body, "language", 0, 1) ?? 0;
  return errorDetails.filter(
    (detail) =>
      "code" in detail &&
      codes.some((code) => detail.code === code) &&
      "languageFlag" in detail &&
      detail.languageFlag === language,
  );
}

/** Adds a label; an existing name is refused with 503. */
export function addLabel(farm: FarmState, body: Body) {
  const projectName = readName(body, "newName", NAME_MAX_LENGTH);
  readOptionalInteger(body, "status", 0, 1);
  const { labels } = farm.account;
  if (labels.some((label) => label.projectName === projectName)) throw new Refusal(503);
  labels.push({ projectId: Math.max(3670, ...labels.map((label) => label.projectId)) + 1, projectName });
  return null;
}

/** Deletes a label; tasks with that label do not change. */
export function deleteLabel(farm: FarmState, body: Body) {
  const name = readName(body, "delName", NAME_MAX_LENGTH);
  const index = farm.account.labels.findIndex((label) => label.projectName === name);
  if (index < 0) throw new Refusal(UNKNOWN);
  farm.account.labels.splice(index, 1);
  return null;
}

export const getLabelList = (farm: FarmState) => ({ projectNameList: [...farm.account.labels] });

/** Refuses an unknown isolation model, and OUT_USER_MODEL without outUserId (endpoints-2018 9.7). */
export function checkIsolation(body: Body): void {
  const model = body.has("assetIsolationModel") ? readText(body, "assetIsolationModel") : "TASK_ID_MODEL";
  if (model !== "TASK_ID_MODEL" && model !== "OUT_USER_MODEL") throw new Refusal(INVALID);
  if (model === "OUT_USER_MODEL" && !body.has("outUserId")) throw new Refusal(MISSING);
}
