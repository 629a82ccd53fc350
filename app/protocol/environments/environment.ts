/** Software, plug-ins and render environments as the page uses them (endpoints-2018 sections 9.22 to 9.28). */
import type * as z from "zod/mini";
import type { RenderEnvRequest } from "./environment-requests";
import type {
  pluginVersionSchema,
  renderEnvSchema,
  softwareSchema,
  supportedPluginSchema,
} from "./environment-responses";

/** cgId of Maya, the only software with two kinds of render layers (renderLayerType). */
export const MAYA = 2000;

const systemCodes = { linux: 0, windows: 1 } as const;
export type RenderSystem = keyof typeof systemCodes;
/** renderLayerType: 0 render layer, 1 render setup. */
export type LayerType = 0 | 1;
export type Software = z.output<typeof softwareSchema>;
export type PluginVersion = z.output<typeof pluginVersionSchema>;

/** A render environment. `name` is editName, the key of every operation on it. */
export type RenderEnvironment = {
  readonly name: string;
  readonly cgId: number;
  readonly cgName: string;
  readonly cgVersion: string;
  /** null: missing or unknown in the response. */
  readonly system: RenderSystem | null;
  readonly layerType: LayerType;
  readonly isDefault: boolean;
  readonly plugins: readonly PluginVersion[];
};

/** Converts a row of getRenderEnv. `cgId` is the requested software; it replaces a missing cgId. */
export function toEnvironment(row: z.output<typeof renderEnvSchema>, cgId: number): RenderEnvironment {
  return {
    name: row.editName,
    cgId: row.cgId ?? cgId,
    cgName: row.cgName,
    cgVersion: row.cgVersion,
    system: row.osName === systemCodes.linux ? "linux" : row.osName === systemCodes.windows ? "windows" : null,
    layerType: row.renderLayerType === 1 ? 1 : 0,
    isDefault: row.isDefault ?? false,
    plugins: row.respUserPluginInfoVos.rows,
  };
}

/** The body of addRenderEnv and updateRenderEnv. The default is set by setDefaultRenderEnv, a separate operation. */
export function toEnvironmentRequest(environment: RenderEnvironment): RenderEnvRequest {
  return {
    cgId: environment.cgId,
    cgName: environment.cgName,
    cgVersion: environment.cgVersion,
    renderLayerType: environment.cgId === MAYA ? environment.layerType : 0,
    editName: environment.name,
    renderSystem: environment.system === "linux" ? "0" : "1",
    pluginIds: environment.plugins.map((plugin) => plugin.pluginId),
  };
}

export type OfferedPlugin = { readonly name: string; readonly versions: readonly PluginVersion[] };
/** A version of a software with its plug-ins. */
export type SoftwareVersion = {
  readonly version: string;
  readonly cgName: string;
  readonly plugins: readonly OfferedPlugin[];
};

/** The versions of a software, newest first, each with its plug-ins by name (Plugin.cvId = SoftVersion.id). */
export function catalogueOf({ cgPlugin, cgVersion }: z.output<typeof supportedPluginSchema>): SoftwareVersion[] {
  const { compare } = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
  const byVersion = new Map<number, Map<string, PluginVersion[]>>();
  for (const { cvId, pluginName, pluginVersions } of cgPlugin.rows) {
    const plugins = byVersion.get(cvId) ?? new Map<string, PluginVersion[]>();
    plugins.set(pluginName, [...(plugins.get(pluginName) ?? []), ...pluginVersions.rows]);
    byVersion.set(cvId, plugins);
  }
  return cgVersion.rows
    .map(({ id, cgName, cgVersion: version }) => ({
      version,
      cgName,
      plugins: [...(byVersion.get(id) ?? [])]
        .map(([name, versions]) => ({ name, versions }))
        .toSorted((a, b) => compare(a.name, b.name)),
    }))
    .toSorted((a, b) => compare(b.version, a.version));
}
