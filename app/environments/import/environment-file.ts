/** Environments as a JSON file, as a backup or for another account, and the plan of an import with every problem named. */
import * as z from "zod/mini";
import type { RenderEnvironment, Software, SoftwareVersion } from "../../protocol/environments/environment";
import { safeJsonParse } from "../../protocol/wire/safe-json-parse";
import { contentDifferences, type Difference } from "../compare/environment-diff";
import { checkContent, checkName, findOffered, type Problem } from "../editor/environment-rules";

const FORMAT = "renderdeck-environments";
const VERSION = 1;
/** Far larger than a file of all environments of an account. */
export const MAX_FILE_BYTES = 2_000_000;

const entry = z.object({
  name: z.string(),
  cgId: z.int().check(z.nonnegative()),
  cgVersion: z.string(),
  system: z.enum(["linux", "windows"]),
  layerType: z.union([z.literal(0), z.literal(1)]),
  plugins: z.array(z.object({ pluginId: z.int(), pluginName: z.string(), pluginVersion: z.string() })),
});
const file = z.object({ format: z.literal(FORMAT), version: z.literal(VERSION), environments: z.array(z.unknown()) });

/** The text of a file with these environments, without the default, which belongs to the account. */
export function writeFile(environments: readonly RenderEnvironment[]): string {
  const entries = environments.map(({ name, cgId, cgVersion, system, layerType, plugins }) => ({
    name,
    cgId,
    cgVersion,
    system,
    layerType,
    plugins,
  }));
  return `${JSON.stringify({ format: FORMAT, version: VERSION, environments: entries }, null, 2)}\n`;
}

export type FileEntry = z.infer<typeof entry>;
/** null: a malformed entry. */
export type ReadFile = readonly (FileEntry | null)[] | "not-json" | "not-ours";

/** Parses the text of a file. Never throws. */
export function readFile(text: string): ReadFile {
  const json = safeJsonParse(text);
  if (json === undefined) return "not-json";
  const parsed = file.safeParse(json);
  if (!parsed.success) return "not-ours";
  return parsed.data.environments.map((one) => entry.safeParse(one).data ?? null);
}

/** The content of the farm that an import is compared with. */
export type FarmContent = {
  readonly software: readonly Software[];
  readonly catalogues: ReadonlyMap<number, readonly SoftwareVersion[]>;
  readonly environments: readonly RenderEnvironment[];
};

/** The effect of importing an entry; `entry` is its position in the file, from 1. */
export type ImportStep = { readonly entry: number } & EntryPlan;

type EntryPlan =
  | { readonly kind: "unreadable" }
  | { readonly kind: "unknownSoftware"; readonly name: string; readonly cgId: number }
  | { readonly kind: "invalid"; readonly environment: RenderEnvironment; readonly problems: readonly Problem[] }
  | { readonly kind: "add" | "same"; readonly environment: RenderEnvironment }
  | { readonly kind: "taken"; readonly environment: RenderEnvironment; readonly by: RenderEnvironment }
  | {
      readonly kind: "replace";
      readonly environment: RenderEnvironment;
      readonly differences: readonly Difference[];
    };

/** Plans every entry by the rules of the form. A name that occurs twice in the file is taken the second time. */
export function planImport(entries: readonly (FileEntry | null)[], farm: FarmContent): ImportStep[] {
  const earlierNames = new Set<string>();
  const planEntry = (one: FileEntry | null): EntryPlan => {
    if (one === null) return { kind: "unreadable" };
    const software = farm.software.find(({ cgId }) => cgId === one.cgId);
    if (!software) return { kind: "unknownSoftware", name: one.name, cgId: one.cgId };
    const versions = farm.catalogues.get(one.cgId) ?? [];
    const version = versions.find((offered) => offered.version === one.cgVersion);
    // A plug-in may have another id in another account: name and version identify it, never the id in the file.
    const plugins = version ? one.plugins.flatMap((plugin) => findOffered(version, plugin) ?? []) : [];
    const missing = version ? one.plugins.filter((plugin) => !findOffered(version, plugin)) : [];
    const trimmed = one.name.trim();
    const findByName = (text: string) => farm.environments.find((existing) => existing.name === text);
    const present = findByName(one.name) ?? findByName(trimmed);
    const name = present?.name ?? trimmed;
    const environment: RenderEnvironment = {
      ...one,
      name,
      cgName: version?.cgName || software.cgName,
      isDefault: false,
      plugins,
    };
    const nameProblem = present && !earlierNames.has(name) ? null : checkName(name, earlierNames);
    earlierNames.add(name);
    const problems: Problem[] = [
      ...(nameProblem ? [nameProblem] : []),
      ...checkContent(environment, versions, software),
      ...missing.map(({ pluginName }) => ({ field: "plugin", code: "pluginNotOffered", plugin: pluginName }) as const),
    ];
    if (problems.length > 0) return { kind: "invalid", environment, problems };
    if (!present) return { kind: "add", environment };
    if (present.cgId !== environment.cgId) return { kind: "taken", environment, by: present };
    const changes = contentDifferences(present, environment);
    return changes.length === 0
      ? { kind: "same", environment }
      : { kind: "replace", environment, differences: changes };
  };
  return entries.map((one, index) => ({ entry: index + 1, ...planEntry(one) }));
}
