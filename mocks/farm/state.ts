/** The state of the farm. */

import type { OperationName } from "../../app/protocol/endpoints";
import profileExample from "../../app/protocol/fixtures/query-user-profile.json" with { type: "json" };
import settingExample from "../../app/protocol/fixtures/query-user-setting.json" with { type: "json" };
import type { Engine } from "./engine/engine";
import type { Job, Leaf, Wallet } from "./engine/leaf";
import type { PluginVersion } from "./scenarios/catalog";

/** An answered request, for assertions in tests. */
export type RequestLogEntry = {
  readonly atMs: number;
  readonly name: OperationName;
  readonly body: unknown;
  readonly code: number;
};

/** A write to tasks that was carried out, for the operation record. */
export type AuditEntry = {
  readonly atMs: number;
  readonly user: Pick<User, "userName" | "userId">;
  readonly name: OperationName;
  readonly tasks: readonly string[];
  readonly body: unknown;
};

export type User = { readonly userName: string; readonly userId: number; readonly producer: string | null };

/** Settings of a task whose id is reserved and that is not submitted yet. */
export type Reservation = {
  readonly userLevel: number;
  readonly tags: readonly string[];
  /** Id of the cloned task; 0 for none. */
  readonly clonedFrom: number;
  /** null: the producer of the user. */
  readonly producer: string | null;
};

/** The profile of the account, without its money, and the rights that a sub-account may lack (corrections, row 5). */
export type AccountProfile = typeof profileExample.response.data & {
  readonly groupTaskLevel?: number;
  readonly taskNodeLimitPermission?: number;
  readonly enableNodeDetails?: number;
};

export type Account = {
  readonly profile: AccountProfile;
  readonly setting: typeof settingExample.response.data;
  /** The reminder of new tasks; `setting.taskOverTime` is the same in whole hours. */
  reminderSeconds: number;
  /** The account may not see its balance, or what tasks cost. */
  hidesBalance: boolean;
  hidesCharges: boolean;
  readonly labels: { readonly projectId: number; readonly projectName: string }[];
};

/** A saved render environment, with the member names of the wire. */
export type Environment = {
  readonly cgId: number;
  readonly editName: string;
  readonly cgName: string;
  readonly cgVersion: string;
  readonly osName: number;
  readonly renderLayerType: number;
  isDefault: 0 | 1;
  readonly respUserPluginInfoVos: readonly PluginVersion[];
};

export type FarmState = {
  readonly seed: number;
  /** Epoch ms. */
  readonly now: () => number;
  readonly engine: Engine;
  /** Top-level tasks without the deleted ones, oldest first. */
  readonly jobs: Job[];
  /** Includes the deleted ones. */
  readonly jobsById: Map<number, Job>;
  readonly leavesById: Map<number, Leaf>;
  /** Settings by reserved id; an entry is removed when its task is submitted. */
  readonly reservations: Map<number, Reservation>;
  readonly wallets: { readonly account: Wallet; readonly freelancer: Wallet; readonly trainee: Wallet };
  /** The user of the account's profile. */
  readonly owner: User;
  readonly account: Account;
  readonly environments: Environment[];
  readonly requestLog: RequestLogEntry[];
  /** Delay in ms between the acceptance of a write and its effect, as on the live farm; 0: at once. */
  effectDelayMs: number;
  /** Accepted writes without an effect yet, in order. */
  readonly acceptedWrites: { readonly dueMs: number; readonly run: () => void }[];
  /** Oldest first. */
  readonly auditLog: AuditEntry[];
  /** Machine type by leaf id; leaves with the default type are missing. */
  readonly hardware: Map<number, number>;
  allocateTaskId(): number;
  /** Ids for a leaf and its frames. `id` is the job's id for a plain task, null for a leaf of a shell. */
  allocateLeaf(id: number | null, frameCount: number): { id: number; firstFrameId: number; seed: number };
  addJob(job: Job): void;
};
