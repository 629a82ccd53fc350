/**
 * What the farm does not let an account do, from its profile (corrections, rows 5 and 10). Only a known value forbids something: a
 * missing or unknown member forbids nothing, since the farm decides anyway.
 */
import type { Capability } from "../capabilities";
import type { Role } from "../endpoints";
import type { Failure } from "../wire/failure";

/** The members of the profile that decide; see userProfileSchema. */
export type RightsOfProfile = {
  readonly accountType: number | null;
  readonly subDeleteTask: boolean | null;
  readonly groupTaskLevel: boolean | null;
  readonly taskNodeLimitPermission: boolean | null;
  readonly enableNodeDetails: boolean | null;
  readonly downloadDisable: number | null;
};

/** Why the account may not do something; its message is `obstacle.<name>`. */
export type Obstacle =
  | "deleteTasks"
  | "priority"
  | "machineLimit"
  | "nodeDetails"
  | "downloadForbidden"
  | "downloadArrears"
  /** The role of the person is too low: the least one that may. */
  | "roleOperator"
  | "roleManager"
  /** The task itself may not be changed by this account (TaskInfo's `operable`). */
  | "inoperable";

/** Why a control is disabled: the farm refused it, or it does not allow it to this account. */
export type Refusal = Failure | { readonly kind: "right"; readonly obstacle: Obstacle };

export const refuseFor = (obstacle: Obstacle): Refusal => ({ kind: "right", obstacle });

/** `accountType` of a sub-account; 1 is a main account. */
export const SUB_ACCOUNT = 2;

/** States of `downloadDisable` by code. */
export const downloadStates = { 0: "allowed", 1: "forbidden", 2: "arrears" } as const;

export const isDownloadState = (code: number): code is keyof typeof downloadStates =>
  Object.hasOwn(downloadStates, code);

/** What the account may not do. Nothing is forbidden while the profile is unknown. */
export function obstaclesOf(profile: RightsOfProfile | undefined): ReadonlySet<Obstacle> {
  if (profile === undefined) return new Set();
  const isSub = profile.accountType === SUB_ACCOUNT;
  const conditions: readonly (readonly [Obstacle, boolean])[] = [
    ["deleteTasks", isSub && profile.subDeleteTask === false],
    ["priority", isSub && profile.groupTaskLevel === false],
    ["machineLimit", profile.taskNodeLimitPermission === false],
    ["nodeDetails", profile.enableNodeDetails === false],
    ["downloadForbidden", profile.downloadDisable === 1],
    ["downloadArrears", profile.downloadDisable === 2],
  ];
  return new Set(conditions.filter(([, holds]) => holds).map(([name]) => name));
}

/** What a role keeps a person from; nothing while it is unknown, since the server decides anyway. */
export const obstaclesOfRole = (role: Role | undefined): readonly Obstacle[] =>
  role === "viewer" ? ["roleOperator", "roleManager"] : role === "operator" ? ["roleManager"] : [];

const operators = ["roleOperator"] as const;

/** Obstacles of the capabilities that need a right of the account or a role. */
const obstaclesByCapability: Partial<Record<Capability, readonly Obstacle[]>> = {
  stopFrames: operators,
  rerenderByState: operators,
  timeLimit: operators,
  approveTests: operators,
  taskTags: operators,
  hardware: operators,
  priority: [...operators, "priority"],
  machineLimit: [...operators, "machineLimit"],
  frameLoad: ["nodeDetails"],
  outputFiles: ["downloadForbidden", "downloadArrears"],
};

/** The obstacle of a capability among those of the account, or null. */
export const obstacleOfCapability = (capability: Capability, obstacles: ReadonlySet<Obstacle>): Obstacle | null =>
  obstaclesByCapability[capability]?.find((name) => obstacles.has(name)) ?? null;
