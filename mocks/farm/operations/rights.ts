/**
 * What the account may not do (corrections, rows 5 and 10), by the members of its profile. app/protocol/account/rights.ts reads the same
 * members for the page; the farm decides by itself, so that a page that offers too much is refused.
 */
import { endpoints, type OperationName } from "../../../app/protocol/endpoints";
import type { RefusalCode } from "../../../app/protocol/wire/refusals";
import type { AccountProfile, FarmState } from "../state";
import { type Body, Refusal, readIdsIfValid } from "../wire/request-body";

const NO_PERMISSION: RefusalCode = 605;
const SUB_ACCOUNT = 2;

const isSub = ({ accountType }: AccountProfile) => accountType === SUB_ACCOUNT;

/** Operations that need a right, with the condition under which the account has it. A missing member forbids nothing. */
const rights: Partial<Record<OperationName, (profile: AccountProfile) => boolean>> = {
  deleteTask: (profile) => !isSub(profile) || profile.subDeleteTask === 1,
  updateTaskUserLevel: (profile) => !isSub(profile) || (profile.groupTaskLevel ?? 1) === 1,
  updateTaskLimit: (profile) => (profile.taskNodeLimitPermission ?? 1) === 1,
  getOutputUserDirFile: (profile) => profile.downloadDisable === 0,
};

/** Refuses an operation without its right, and a write to a task that the account may not change. */
export function checkRights(farm: FarmState, name: OperationName, body: Body): void {
  if (rights[name]?.(farm.account.profile) === false) throw new Refusal(NO_PERMISSION);
  if (endpoints[name].kind === "read") return;
  for (const id of readIdsIfValid(body, "taskParam", "taskIds", "taskId")) {
    const job = farm.jobsById.get(id) ?? farm.leavesById.get(id)?.job;
    if (job?.isOperable === false) throw new Refusal(NO_PERMISSION);
  }
}

/** Tasks with a wallet of their own belong to others: a sub-account may see them and not change them. */
export function limitToOwnTasks({ account, jobs, wallets }: FarmState): void {
  if (!isSub(account.profile)) return;
  for (const job of jobs) job.isOperable = job.wallet === wallets.account;
}

const withoutNode = { nodeId: null, averageCpu: null, averageMemory: null } as const;

/** A page of frames as the account may see it: without nodes and load where `enableNodeDetails` is 0. */
export function hideNodes({ account }: FarmState, page: object | string | null): object | string | null {
  if (account.profile.enableNodeDetails !== 0 || page === null || typeof page === "string") return page;
  if (!("items" in page) || !Array.isArray(page.items)) return page;
  return { ...page, items: page.items.map((frame: object) => ({ ...frame, ...withoutNode })) };
}
