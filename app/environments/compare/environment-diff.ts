/** The differences of two environments, except their names: to compare, for unsaved changes, and for changes made elsewhere. */
import type { PluginVersion, RenderEnvironment } from "../../protocol/environments/environment";

export type FieldName = "software" | "version" | "system" | "layerType" | "default";
export type Difference =
  | { readonly kind: "field"; readonly name: FieldName; readonly before: string; readonly after: string }
  | {
      readonly kind: "plugin";
      readonly name: string;
      /** "" where it is not used. */
      readonly before: string;
      readonly after: string;
    };

/** What happened to a field or plug-in. */
export type ChangeKind = "added" | "removed" | "changed";

export const changeKind = ({ before, after }: Difference): ChangeKind =>
  before === "" ? "added" : after === "" ? "removed" : "changed";

const fields: Readonly<Record<FieldName, (environment: RenderEnvironment) => string>> = {
  software: ({ cgId }) => String(cgId),
  version: ({ cgVersion }) => cgVersion,
  system: ({ system }) => system ?? "unknown",
  layerType: ({ layerType }) => String(layerType),
  default: ({ isDefault }) => (isDefault ? "yes" : "no"),
};
const fieldNames = Object.keys(fields).filter((name): name is FieldName => Object.hasOwn(fields, name));

/** A plug-in's version without its name, which the farm repeats in front of it. */
export function versionText({ pluginName, pluginVersion }: PluginVersion): string {
  const repeated = pluginVersion.toLowerCase().startsWith(`${pluginName.toLowerCase()} `);
  return repeated ? pluginVersion.slice(pluginName.length + 1).trim() : pluginVersion;
}

/** A plug-in with its version: "mtoa 4.0.3". */
export const pluginText = (plugin: PluginVersion): string => `${plugin.pluginName} ${versionText(plugin)}`.trim();

const textOf = (name: FieldName, environment: RenderEnvironment | null): string =>
  environment === null ? "" : fields[name](environment);

/** Every difference, fields first, then plug-ins by name. null: it does not exist, so every field is "". */
export function differences(before: RenderEnvironment | null, after: RenderEnvironment | null): Difference[] {
  const result: Difference[] = [];
  for (const name of fieldNames) {
    const [from, to] = [textOf(name, before), textOf(name, after)];
    if (from !== to) result.push({ kind: "field", name, before: from, after: to });
  }
  const [from, to] = [versionsByPlugin(before?.plugins ?? []), versionsByPlugin(after?.plugins ?? [])];
  for (const name of [...new Set([...from.keys(), ...to.keys()])].toSorted((a, b) => a.localeCompare(b, "en"))) {
    const [was, is] = [from.get(name) ?? "", to.get(name) ?? ""];
    if (was !== is) result.push({ kind: "plugin", name, before: was, after: is });
  }
  return result;
}

/** The differences that saving would send: the default is set by a separate operation. */
export const contentDifferences = (before: RenderEnvironment, after: RenderEnvironment): Difference[] =>
  differences(before, after).filter(({ kind, name }) => name !== "default" || kind !== "field");

function versionsByPlugin(plugins: readonly PluginVersion[]): ReadonlyMap<string, string> {
  const versions = new Map<string, string[]>();
  for (const plugin of plugins) {
    versions.set(plugin.pluginName, [...(versions.get(plugin.pluginName) ?? []), versionText(plugin)]);
  }
  return new Map([...versions].map(([name, texts]) => [name, texts.toSorted().join(" + ")]));
}
