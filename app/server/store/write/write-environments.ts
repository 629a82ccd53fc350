/** Versions of environments: written by every instance, not by the leader alone. */
import { type EnvironmentWrite, versionContent, writeBehind } from "../../../mirror/environment-versions";
import type { RenderEnvironment } from "../../../protocol/environments/environment";
import type { Writer } from "../engine/engine";
import { columnText, jsonText } from "../engine/sql-values";
import { environmentIdOf } from "../environment-id";
import { latestVersions, parseContent } from "../read/read-environments";
import { lockForAll } from "./account";
import { forRows } from "./bulk";

/** The environments of a software as one answer of the farm listed them. */
export type SeenEnvironments = {
  readonly cgId: number;
  readonly atMs: number;
  readonly environments: readonly RenderEnvironment[];
  /** Every row was readable, so an environment that is not in the list does not exist. */
  readonly isComplete: boolean;
  /** Writes through Renderdeck that this answer may show. */
  readonly writes: readonly EnvironmentWrite[];
};

/** Writes a version of each environment that differs from its last version, and of each that was deleted. */
export async function writeEnvironments(db: Writer, account: number, seen: SeenEnvironments): Promise<void> {
  // Locks the account until the transaction ends, so that two instances do not give one number twice.
  await lockForAll(db, account);
  const { cgId, environments, isComplete, writes } = seen;
  const last = await latestVersions(db, account, cgId);
  const present = new Map<string, RenderEnvironment | null>();
  for (const environment of environments) {
    const id = environmentIdOf(cgId, environment.name);
    if (!present.has(id)) present.set(id, versionContent(environment));
  }
  if (isComplete) for (const id of last.keys()) if (!present.has(id)) present.set(id, null);

  const versions = [...present].flatMap(([id, environment]) => {
    const { version = 0, content: lastContent = null } = last.get(id) ?? {};
    const content = environment && jsonText(environment);
    if (content === lastContent) return [];
    const operation = writeBehind(parseContent(lastContent), environment, writes);
    return [
      {
        account,
        environment_id: id,
        version: version + 1,
        at_ms: seen.atMs,
        person: null,
        content,
        operation: operation && columnText(operation),
      },
    ];
  });
  await forRows(versions, (rows) =>
    db
      .insertInto("environment_version")
      .values([...rows])
      .execute(),
  );
}
