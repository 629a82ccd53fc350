/** Versions of environments as they were recorded. */
import type { Kysely } from "kysely";
import * as z from "zod/mini";
import {
  type DeletedEnvironment,
  type EnvironmentVersion,
  isEnvironmentOperation,
} from "../../../mirror/environment-versions";
import type { RenderEnvironment } from "../../../protocol/environments/environment";
import { safeJsonParse } from "../../../protocol/wire/safe-json-parse";
import { environmentIdOf } from "../environment-id";
import type { EnvironmentVersionTable, Tables } from "../schema";

const storedEnvironment = z.object({
  name: z.string(),
  cgId: z.number(),
  cgName: z.string(),
  cgVersion: z.string(),
  system: z.nullable(z.enum(["linux", "windows"])),
  layerType: z.union([z.literal(0), z.literal(1)]),
  isDefault: z.boolean(),
  plugins: z.array(z.object({ pluginId: z.number(), pluginName: z.string(), pluginVersion: z.string() })),
});

/** The content of a version; null: the environment was deleted. */
export const parseContent = (content: string | null): RenderEnvironment | null =>
  content === null ? null : storedEnvironment.parse(safeJsonParse(content));

const toVersion = ({
  version,
  at_ms,
  operation,
  content,
}: Pick<EnvironmentVersionTable, "version" | "at_ms" | "operation" | "content">): EnvironmentVersion => ({
  version,
  atMs: at_ms,
  operation: isEnvironmentOperation(operation) ? operation : null,
  environment: parseContent(content),
});

/** The number of the last version of every environment of a software. */
const lastNumbers = (db: Kysely<Tables>, account: number, cgId: number) =>
  db
    .selectFrom("environment_version")
    .select(({ fn }) => ["account", "environment_id", fn.max("version").as("version")])
    .where("account", "=", account)
    .where("environment_id", "like", `${cgId}/%`)
    .groupBy(["account", "environment_id"]);

/** The last version of every environment of a software, by its key. */
export async function latestVersions(
  db: Kysely<Tables>,
  account: number,
  cgId: number,
): Promise<ReadonlyMap<string, Pick<EnvironmentVersionTable, "version" | "content">>> {
  const rows = await db
    .selectFrom(lastNumbers(db, account, cgId).as("last"))
    .innerJoin("environment_version as one", (join) =>
      join
        .onRef("one.account", "=", "last.account")
        .onRef("one.environment_id", "=", "last.environment_id")
        .onRef("one.version", "=", "last.version"),
    )
    .select(["one.environment_id", "one.version", "one.content"])
    .execute();
  return new Map(rows.map((row) => [row.environment_id, row]));
}

export type VersionsQuery = {
  readonly cgId: number;
  readonly name: string;
  readonly limit: number;
  /** Versions before this one. */
  readonly before: number;
};

/** The versions of an environment, newest first. */
export async function readEnvironmentVersions(
  db: Kysely<Tables>,
  account: number,
  { cgId, name, limit, before }: VersionsQuery,
): Promise<EnvironmentVersion[]> {
  const rows = await db
    .selectFrom("environment_version")
    .select(["version", "at_ms", "operation", "content"])
    .where("account", "=", account)
    .where("environment_id", "=", environmentIdOf(cgId, name))
    .where("version", "<", before)
    .orderBy("version", "desc")
    .limit(limit)
    .execute();
  return rows.map(toVersion);
}

/** The environments of a software whose last version is a deletion, newest deletion first. */
export async function readDeletedEnvironments(
  db: Kysely<Tables>,
  account: number,
  cgId: number,
  limit: number,
): Promise<DeletedEnvironment[]> {
  const rows = await db
    .selectFrom(lastNumbers(db, account, cgId).as("last"))
    .innerJoin("environment_version as deletion", (join) =>
      join
        .onRef("deletion.account", "=", "last.account")
        .onRef("deletion.environment_id", "=", "last.environment_id")
        .onRef("deletion.version", "=", "last.version"),
    )
    // A deletion is only recorded after a version with content.
    .innerJoin("environment_version as before", (join) =>
      join
        .onRef("before.account", "=", "last.account")
        .onRef("before.environment_id", "=", "last.environment_id")
        .on((on) => on("before.version", "=", on(on.ref("last.version"), "-", 1))),
    )
    .select(["deletion.at_ms as deleted_ms", "before.version", "before.at_ms", "before.operation", "before.content"])
    .where("deletion.content", "is", null)
    .orderBy("deletion.at_ms", "desc")
    .limit(limit)
    .execute();
  return rows.flatMap(({ deleted_ms, ...row }) => {
    const last = toVersion(row);
    return last.environment === null ? [] : [{ name: last.environment.name, atMs: deleted_ms, last }];
  });
}
