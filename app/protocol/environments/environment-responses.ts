/** Software, plug-ins and render environments as the farm sends them (endpoints-2018 sections 9.22 to 9.28). */
import * as z from "zod/mini";
import { flag, integer, requiredId, requiredText, rowsOf, text, textOrEmpty } from "../wire/wire";

export const pluginVersion = z.object({ pluginId: requiredId, pluginName: textOrEmpty, pluginVersion: textOrEmpty });

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

/** What addRenderEnv answers (9.24): the name as the farm keeps it. */
export const addedEnv = z.object({ editName: textOrEmpty });
/** The environments of one software (9.28). */
export const renderEnvs = rowsOf(renderEnv);
