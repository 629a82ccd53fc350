/** Environments as a JSON file: written for another account or for safe keeping, and read back with every doubt named. */
import * as z from "zod/mini";
import type { RenderEnvironment, Software, SoftwareVersion } from "../../protocol/environments/environment";
import { contentDifferences, type Difference } from "../compare/environment-diff";
import { checkContent, checkName, findOffered, type Problem } from "../editor/environment-rules";

const FORMAT = "renderdeck-environments";
const VERSION = 1;
/** Far more than anyone keeps; a larger file is something else. */
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

/** The text of a file with these environments. Which one is the default is the account's affair and stays out. */
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
/** null stands where an entry could not be read. */
export type ReadFile = readonly (FileEntry | null)[] | "not-json" | "not-ours";

/** Reads a file's text. Never throws. */
export function readFile(text: string): ReadFile {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return "not-json";
  }
  const read = file.safeParse(json);
  if (!read.success) return "not-ours";
  return read.data.environments.map((one) => entry.safeParse(one).data ?? null);
}

/** What the farm has, for judging a file. */
export type FarmContent = {
  readonly software: readonly Software[];
  readonly catalogues: ReadonlyMap<number, readonly SoftwareVersion[]>;
  readonly environments: readonly RenderEnvironment[];
};

/** What importing an entry would do; `entry` is its place in the file, from 1. */
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

/** Judges every entry by the rules of the form; a name that stands in the file twice is taken the second time. */
export function planImport(entries: readonly (FileEntry | null)[], known: FarmContent): ImportStep[] {
  const earlier = new Set<string>();
  const judge = (one: FileEntry | null): EntryPlan => {
    if (one === null) return { kind: "unreadable" };
    const software = known.software.find(({ cgId }) => cgId === one.cgId);
    if (!software) return { kind: "unknownSoftware", name: one.name, cgId: one.cgId };
    const versions = known.catalogues.get(one.cgId) ?? [];
    const version = versions.find((offered) => offered.version === one.cgVersion);
    // The same plug-in may have another id in another account: name and version decide, never the file's id.
    const plugins = version ? one.plugins.flatMap((plugin) => findOffered(version, plugin) ?? []) : [];
    const missing = version ? one.plugins.filter((plugin) => !findOffered(version, plugin)) : [];
    const trimmed = one.name.trim();
    const called = (wanted: string) => known.environments.find((existing) => existing.name === wanted);
    const present = called(one.name) ?? called(trimmed);
    const name = present?.name ?? trimmed;
    const environment: RenderEnvironment = {
      ...one,
      name,
      cgName: version?.cgName || software.cgName,
      isDefault: false,
      plugins,
    };
    const nameProblem = present && !earlier.has(name) ? null : checkName(name, earlier);
    earlier.add(name);
    const problems: Problem[] = [
      ...(nameProblem ? [nameProblem] : []),
      ...checkContent(environment, versions, software),
      ...missing.map(({ pluginName }) => ({ field: "plugin", code: "pluginNotOffered", plugin: pluginName }) as const),
    ];
    if (problems.length > 0) return { kind: "invalid", environment, problems };
    if (!present) return { kind: "add", environment };
    if (present.cgId !== environment.cgId) return { kind: "taken", environment, by: present };
    const found = contentDifferences(present, environment);
    return found.length === 0 ? { kind: "same", environment } : { kind: "replace", environment, differences: found };
  };
  return entries.map((one, index) => ({ entry: index + 1, ...judge(one) }));
}
