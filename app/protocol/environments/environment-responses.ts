/** Software, plug-ins and render environments as the farm sends them (endpoints-2018 sections 9.22 to 9.28). */
import * as z from "zod/mini";
import { flag, integer, requiredId, requiredText, rowsSchema, text, textOrEmpty } from "../wire/wire";

export const pluginVersionSchema = z.object({
  pluginId: requiredId,
  pluginName: textOrEmpty,
  pluginVersion: textOrEmpty,
});

/** One supported software; `cgType` is its file suffixes joined by ";". */
export const softwareSchema = z.object({
  cgId: requiredId,
  cgName: textOrEmpty,
  cgType: textOrEmpty,
  iconPath: text,
  isNeedProjectPath: integer,
  isNeedAnalyse: integer,
  isSupportLinux: flag,
});

/** Supported software (9.22) and the cgId of the default. */
export const supportedSoftwareSchema = z.object({
  isAutoCommit: integer,
  defaultCgId: integer,
  renderInfoList: rowsSchema(softwareSchema),
});

/** Plug-ins of a software (9.23); a plug-in belongs to the version whose `id` is its `cvId`. */
export const supportedPluginSchema = z.object({
  cgPlugin: rowsSchema(
    z.object({ cvId: requiredId, pluginName: textOrEmpty, pluginVersions: rowsSchema(pluginVersionSchema) }),
  ),
  cgVersion: rowsSchema(z.object({ id: requiredId, cgId: integer, cgName: textOrEmpty, cgVersion: textOrEmpty })),
});

/** A saved environment. The response has `osName` (0 Linux, 1 Windows) where the request has `renderSystem`. */
export const renderEnvSchema = z.object({
  cgId: integer,
  editName: requiredText,
  cgName: textOrEmpty,
  cgVersion: textOrEmpty,
  osName: integer,
  renderLayerType: integer,
  isDefault: flag,
  respUserPluginInfoVos: rowsSchema(pluginVersionSchema),
});

/** The response of addRenderEnv (9.24): the name as the farm saved it. */
export const addedEnvSchema = z.object({ editName: textOrEmpty });
/** The environments of one software (9.28). */
export const renderEnvsSchema = rowsSchema(renderEnvSchema);
