/** Everything the farm remembers. */
import type { OperationName } from "../../app/protocol/endpoints";
import type { Engine } from "./engine/engine";
import type { Job, Leaf, Purse } from "./engine/leaf";
import type { Account } from "./operations/account";
import type { Environment } from "./operations/environments";

/** One answered request, for tests to assert on. */
export type LogEntry = {
  readonly atMs: number;
  readonly name: OperationName;
  readonly body: unknown;
  readonly code: number;
};

/** One act on tasks that was carried out, for the operation record. */
export type RecordEntry = {
  readonly atMs: number;
  readonly user: Pick<User, "userName" | "userId">;
  readonly name: OperationName;
  readonly tasks: readonly string[];
  readonly body: unknown;
};

export type User = { readonly userName: string; readonly userId: number; readonly producer: string | null };

/** What a task is told before it is there: with its id, or when it is submitted. */
export type Wishes = {
  readonly userLevel: number;
  readonly tags: readonly string[];
  /** The task it is a clone of; 0: none. */
  readonly clonedFrom: number;
  /** null: the user's own. */
  readonly producer: string | null;
};

export type FarmState = {
  readonly seed: number;
  /** Epoch ms. */
  readonly now: () => number;
  readonly engine: Engine;
  /** Top-level tasks that are not deleted, oldest first. */
  readonly jobs: Job[];
  /** Deleted ones stay here. */
  readonly jobsById: Map<number, Job>;
  readonly leavesById: Map<number, Leaf>;
  /** Ids that createTask gave out and nobody submitted yet. */
  readonly reserved: Set<number>;
  /** By reserved id. */
  readonly wishes: Map<number, Wishes>;
  readonly purses: { readonly account: Purse; readonly freelancer: Purse; readonly trainee: Purse };
  /** The user the account's profile shows. */
  readonly owner: User;
  readonly account: Account;
  readonly environments: Environment[];
  readonly log: LogEntry[];
  /** Oldest first. */
  readonly record: RecordEntry[];
  /** Machine type by leaf, where it is not the usual one. */
  readonly hardware: Map<number, number>;
  takeTaskId(): number;
  /** Ids for a leaf and its frames; the leaf of a plain job has the job's own id. */
  takePlace(id: number | null, frames: number): { id: number; firstFrameId: number; seed: number };
  addJob(job: Job): void;
};
