/** When an environment is valid, and how its plug-ins follow a change of version. */
import {
  MAYA,
  type PluginVersion,
  type RenderEnvironment,
  type Software,
  type SoftwareVersion,
} from "../../protocol/environments/environment";
import { NAME_MAX_LENGTH } from "../../protocol/limits";
import { foldText } from "../../protocol/wire/fold-text";
import { pluginText, versionText } from "../compare/environment-diff";

export type Problem =
  | { readonly field: "name"; readonly code: "nameRequired" | "nameTooLong" | "nameTaken" }
  | { readonly field: "version"; readonly code: "versionRequired" | "versionNotOffered" }
  | { readonly field: "system"; readonly code: "systemRequired" | "noLinux" }
  | {
      readonly field: "plugin";
      readonly code: "pluginNotOffered" | "pluginTwice";
      /** Name of the plug-in. */
      readonly plugin: string;
    };
export type Field = Problem["field"];

/** The problem of a new name; `taken` are the names of all environments, whatever their software. */
export function checkName(name: string, taken: ReadonlySet<string>): Problem | null {
  const trimmed = name.trim();
  if (trimmed === "") return { field: "name", code: "nameRequired" };
  if (trimmed.length > NAME_MAX_LENGTH) return { field: "name", code: "nameTooLong" };
  return taken.has(trimmed) ? { field: "name", code: "nameTaken" } : null;
}

/** All problems of an environment except those of its name, in the order of the form. */
export function checkContent(
  environment: RenderEnvironment,
  versions: readonly SoftwareVersion[],
  software: Pick<Software, "isSupportLinux">,
): Problem[] {
  const problems: Problem[] = [];
  const version = versions.find((one) => one.version === environment.cgVersion);
  if (environment.cgVersion === "") problems.push({ field: "version", code: "versionRequired" });
  else if (!version) problems.push({ field: "version", code: "versionNotOffered" });
  if (environment.system === null) problems.push({ field: "system", code: "systemRequired" });
  else if (environment.system === "linux" && software.isSupportLinux !== true)
    problems.push({ field: "system", code: "noLinux" });
  const checked = new Set<string>();
  for (const plugin of environment.plugins) {
    if (checked.has(plugin.pluginName))
      problems.push({ field: "plugin", code: "pluginTwice", plugin: plugin.pluginName });
    else if (version && !isOffered(version, plugin))
      problems.push({ field: "plugin", code: "pluginNotOffered", plugin: plugin.pluginName });
    checked.add(plugin.pluginName);
  }
  return problems;
}

const isOffered = (version: SoftwareVersion, { pluginId }: PluginVersion): boolean =>
  version.plugins.some((plugin) => plugin.versions.some((one) => one.pluginId === pluginId));

/** A new environment of a software: its newest version, no plug-ins. */
export function blankEnvironment(software: Software, versions: readonly SoftwareVersion[]): RenderEnvironment {
  const newest = versions[0];
  return {
    name: "",
    cgId: software.cgId,
    cgName: newest?.cgName || software.cgName,
    cgVersion: newest?.version ?? "",
    system: software.isSupportLinux === true && software.cgId === MAYA ? "linux" : "windows",
    layerType: 0,
    isDefault: false,
    plugins: [],
  };
}

/** The draft with another version: plug-ins that it offers in the same version are kept, the others are dropped. */
export function withVersion(
  draft: RenderEnvironment,
  version: SoftwareVersion,
): { readonly draft: RenderEnvironment; readonly dropped: readonly PluginVersion[] } {
  const dropped: PluginVersion[] = [];
  const plugins = draft.plugins.flatMap((plugin) => {
    const offered = findOffered(version, plugin);
    if (!offered) dropped.push(plugin);
    return offered ? [offered] : [];
  });
  const { version: cgVersion, cgName } = version;
  return { draft: { ...draft, cgVersion, cgName: cgName || draft.cgName, plugins }, dropped };
}

/** The plug-in of the same name and version that this version offers; its id may differ there. */
export function findOffered(version: SoftwareVersion, plugin: PluginVersion): PluginVersion | undefined {
  const versions = version.plugins.find(({ name }) => name === plugin.pluginName)?.versions ?? [];
  return versions.find((one) => versionText(one) === versionText(plugin));
}

/** The draft with one version of a plug-in, or without it (null). The order of the others is unchanged. */
export function withPlugin(
  draft: RenderEnvironment,
  pluginName: string,
  choice: PluginVersion | null,
): RenderEnvironment {
  const place = draft.plugins.findIndex((plugin) => plugin.pluginName === pluginName);
  const others = draft.plugins.filter((plugin) => plugin.pluginName !== pluginName);
  if (choice === null) return { ...draft, plugins: others };
  return { ...draft, plugins: others.toSpliced(place < 0 ? others.length : place, 0, choice) };
}

/** A free name for a copy: "hou18 copy", "hou18 copy 2". */
export function freeName(name: string, suffix: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number += 1) {
    const end = number === 1 ? ` ${suffix}` : ` ${suffix} ${number}`;
    const candidate = `${name.slice(0, NAME_MAX_LENGTH - end.length).trimEnd()}${end}`;
    if (!taken.has(candidate)) return candidate;
  }
}

/** What a copy begins with: its own name if that is free, and not the default. */
export const copyOf = (source: RenderEnvironment, taken: ReadonlySet<string>, suffix: string): RenderEnvironment => ({
  ...source,
  name: taken.has(source.name) ? freeName(source.name, suffix, taken) : source.name,
  isDefault: false,
});

/** Whether name, version, system or plug-ins contain all terms of a search. */
export function matches(environment: RenderEnvironment, search: string): boolean {
  const { name, cgVersion, system, plugins } = environment;
  const text = foldText([name, cgVersion, system, ...plugins.map(pluginText)].join(" "));
  return foldText(search)
    .split(/\s+/)
    .every((term) => text.includes(term));
}
