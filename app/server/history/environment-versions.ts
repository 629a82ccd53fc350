/** The answers about environments. */
import type { DeletedEnvironments, EnvironmentVersions } from "../../mirror/environment-versions";
import { RECORDED_FORMAT } from "../../mirror/recorded-history";
import type { AccountStore } from "../store/account-store";

/** Versions of one answer. */
export const MAX_VERSIONS = 50;
/** Deleted environments of one answer; the newest deletions are sent. */
const MAX_DELETED = 200;

export type VersionsParameters = {
  readonly name: string;
  /** Versions before this one; absent: from the newest. */
  readonly before?: number;
};

export async function versionsOf(
  account: AccountStore,
  cgId: number,
  { name, before }: VersionsParameters,
): Promise<EnvironmentVersions> {
  const [{ recordingSinceMs }, versions] = await Promise.all([
    account.state(),
    account.environmentVersions(cgId, name, MAX_VERSIONS + 1, before),
  ]);
  return {
    format: RECORDED_FORMAT,
    recordingSinceMs,
    versions: versions.slice(0, MAX_VERSIONS),
    hasMore: versions.length > MAX_VERSIONS,
  };
}

export async function deletedOf(account: AccountStore, cgId: number): Promise<DeletedEnvironments> {
  const [{ recordingSinceMs }, environments] = await Promise.all([
    account.state(),
    account.deletedEnvironments(cgId, MAX_DELETED),
  ]);
  return { format: RECORDED_FORMAT, recordingSinceMs, environments };
}
