/** Versions of render environments: what the server keeps of them and what it tells pages. Moments are epoch ms. */
import type { RenderEnvironment } from "../protocol/environments/environment";

/** The writes that change an environment. */
export const environmentOperations = [
  "addRenderEnv",
  "updateRenderEnv",
  "setDefaultRenderEnv",
  "deleteRenderEnv",
] as const;
export type EnvironmentOperation = (typeof environmentOperations)[number];

export const isEnvironmentOperation = (name: string | null): name is EnvironmentOperation =>
  environmentOperations.some((operation) => operation === name);

/** A write through Renderdeck to the environment of this name. */
export type EnvironmentWrite = { readonly operation: EnvironmentOperation; readonly name: string };

/** A state of an environment, from the moment at which it was seen first. */
export type EnvironmentVersion = {
  /** Counts from 1 for each environment. */
  readonly version: number;
  readonly atMs: number;
  /** The write through Renderdeck after which it was seen; null: it was found on a read. */
  readonly operation: EnvironmentOperation | null;
  /** null: the environment was deleted. */
  readonly environment: RenderEnvironment | null;
};

/** The answer to GET /api/history/environments/<cgId>/versions, newest first. */
export type EnvironmentVersions = {
  readonly format: number;
  readonly recordingSinceMs: number | null;
  readonly versions: readonly EnvironmentVersion[];
  /** There are older ones; ask for those before the last. */
  readonly hasMore: boolean;
};

/** An environment that does not exist any more. */
export type DeletedEnvironment = {
  readonly name: string;
  /** When its absence was seen first. */
  readonly atMs: number;
  /** Its last version with content. */
  readonly last: EnvironmentVersion;
};

/** The answer to GET /api/history/environments/<cgId>/deleted: the newest deletions first. */
export type DeletedEnvironments = {
  readonly format: number;
  readonly recordingSinceMs: number | null;
  readonly environments: readonly DeletedEnvironment[];
};

/** The same content for the same environment: the farm lists plug-ins in any order. */
export const versionContent = (environment: RenderEnvironment): RenderEnvironment => ({
  ...environment,
  plugins: environment.plugins.toSorted((a, b) => a.pluginId - b.pluginId),
});

/** The write that leads from one state to the next; null is an environment that does not exist. */
export function operationBetween(
  before: RenderEnvironment | null,
  after: RenderEnvironment | null,
): EnvironmentOperation {
  if (after === null) return "deleteRenderEnv";
  if (before === null) return "addRenderEnv";
  const onlyDefault = JSON.stringify({ ...before, isDefault: after.isDefault }) === JSON.stringify(after);
  return onlyDefault ? "setDefaultRenderEnv" : "updateRenderEnv";
}

/**
 * The write, among those through Renderdeck, after which an environment is in its new state; null: none of them. A new default also
 * changes the environment that was the default before.
 */
export function writeBehind(
  before: RenderEnvironment | null,
  after: RenderEnvironment | null,
  writes: readonly EnvironmentWrite[],
): EnvironmentOperation | null {
  const operation = operationBetween(before, after);
  const name = (after ?? before)?.name;
  const isBehind = (write: EnvironmentWrite) =>
    write.operation === operation &&
    (write.name === name || (operation === "setDefaultRenderEnv" && !after?.isDefault));
  return writes.some(isBehind) ? operation : null;
}
