/** Software, plug-ins and render environments (endpoints-2018 sections 9.22 to 9.28). */
import * as z from "zod/mini";
import { flag, integer, requiredId, requiredText, rowsOf, text, textOrEmpty } from "./wire";

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
export const entityName = z.string().check(z.trim(), z.minLength(1), z.maxLength(NAME_LIMIT));

/** What addRenderEnv and updateRenderEnv take; `renderSystem` goes out as the text "0" / "1", as in the specification. */
export const renderEnvRequest = z.strictObject({
  cgId: z.int().check(z.nonnegative()),
  cgName: z.string().check(z.minLength(1), z.maxLength(NAME_LIMIT)),
  cgVersion: z.string().check(z.minLength(1), z.maxLength(NAME_LIMIT)),
  renderLayerType: z.union([z.literal(0), z.literal(1)]),
  editName: entityName,
  renderSystem: z.enum(["0", "1"]),
  pluginIds: z.array(z.int().check(z.nonnegative())).check(z.maxLength(1000)),
});

export const addedEnv = z.object({ editName: textOrEmpty });
export const renderEnvs = rowsOf(renderEnv);
