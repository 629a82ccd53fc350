/** Software, plug-ins and render environments (endpoints-2018 sections 9.22 to 9.28). */
import * as z from "zod/mini";
import { flag, integer, requiredId, requiredText, rowsOf, text, textOrEmpty } from "../wire/wire";

const pluginVersion = z.object({ pluginId: requiredId, pluginName: textOrEmpty, pluginVersion: textOrEmpty });

/** One software the farm renders; `cgType` is its file suffixes joined by ";". */
export const software = z.object({
  cgId: requiredId,
  cgName: textOrEmpty,
  cgType: textOrEmpty,
  iconPath: text,
  isNeedProjectPath: integer,
  isNeedAnalyse: integer,
  isSupportLinux: flag,
});

/** What the farm renders (9.22), and the software it takes when none is named. */
export const supportedSoftware = z.object({
  isAutoCommit: integer,
  defaultCgId: integer,
  renderInfoList: rowsOf(software),
});

/** Plug-ins of a software; a plug-in belongs to the version whose `id` is its `cvId`. */
export const supportedPlugin = z.object({
  cgPlugin: rowsOf(z.object({ cvId: requiredId, pluginName: textOrEmpty, pluginVersions: rowsOf(pluginVersion) })),
  cgVersion: rowsOf(z.object({ id: requiredId, cgId: integer, cgName: textOrEmpty, cgVersion: textOrEmpty })),
});

/** A saved environment. The answer says `osName` (0 Linux, 1 Windows) where the request says `renderSystem`. */
export const renderEnv = z.object({
  cgId: integer,
  editName: requiredText,
  cgName: textOrEmpty,
  cgVersion: textOrEmpty,
  osName: integer,
  renderLayerType: integer,
  isDefault: flag,
  respUserPluginInfoVos: rowsOf(pluginVersion),
});

/** The longest name of an environment or project label that is sent. */
export const NAME_LIMIT = 200;
/** A name that is to be given: of a new environment or label. */
export const entityName = z.string().check(z.trim(), z.minLength(1), z.maxLength(NAME_LIMIT));
/** The name of something that exists: whoever gave it, it is sent as it is, blanks and length included. */
export const existingName = z.string().check(z.minLength(1));

/** What addRenderEnv takes; `renderSystem` goes out as the text "0" / "1", as in the specification. */
export const renderEnvRequest = z.strictObject({
  cgId: z.int().check(z.nonnegative()),
  cgName: z.string().check(z.minLength(1), z.maxLength(NAME_LIMIT)),
  cgVersion: z.string().check(z.minLength(1), z.maxLength(NAME_LIMIT)),
  renderLayerType: z.union([z.literal(0), z.literal(1)]),
  editName: entityName,
  renderSystem: z.enum(["0", "1"]),
  pluginIds: z.array(z.int().check(z.nonnegative())).check(z.maxLength(1000)),
});
/** What updateRenderEnv takes: the same for one that exists. */
export const renderEnvUpdate = z.extend(renderEnvRequest, { editName: existingName });

/** What addRenderEnv answers (9.24): the name as the farm keeps it. */
export const addedEnv = z.object({ editName: textOrEmpty });
/** The environments of one software (9.28). */
export const renderEnvs = rowsOf(renderEnv);

/** The only software that knows two kinds of render layers (renderLayerType). */
export const MAYA = 2000;

const systemCodes = { linux: 0, windows: 1 } as const;
export type RenderSystem = keyof typeof systemCodes;
/** renderLayerType: 0 render layer, 1 render setup. */
export type LayerType = 0 | 1;
export type Software = z.output<typeof software>;
export type PluginVersion = z.output<typeof pluginVersion>;

/** An environment as the page speaks of it; `name` is editName, the key of every operation on it. */
export type RenderEnvironment = {
  readonly name: string;
  readonly cgId: number;
  readonly cgName: string;
  readonly cgVersion: string;
  /** null: the farm said neither. */
  readonly system: RenderSystem | null;
  readonly layerType: LayerType;
  readonly isDefault: boolean;
  readonly plugins: readonly PluginVersion[];
};

/** A row of getRenderEnv; `cgId` is what was asked for, should the row not say it. */
export function fromWire(row: z.output<typeof renderEnv>, cgId: number): RenderEnvironment {
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

/** The body of addRenderEnv and updateRenderEnv; whether it is the default is an operation of its own. */
export function toRequest(environment: RenderEnvironment): z.input<typeof renderEnvRequest> {
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
/** A version of a software with what may be plugged into it. */
export type SoftwareVersion = {
  readonly version: string;
  readonly cgName: string;
  readonly plugins: readonly OfferedPlugin[];
};

/** The versions of a software, newest first, each with its plug-ins by name (Plugin.cvId = SoftVersion.id). */
export function catalogueOf({ cgPlugin, cgVersion }: z.output<typeof supportedPlugin>): SoftwareVersion[] {
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
