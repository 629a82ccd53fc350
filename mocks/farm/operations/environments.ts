/** Software, plug-ins and saved render environments (endpoints-2018 9.22 to 9.28). */

import softwareExample from "../../../app/protocol/fixtures/query-supported-software.json" with { type: "json" };
import { NAME_MAX_LENGTH } from "../../../app/protocol/limits";
import { type PluginVersion, plugins, softVersions, softwareList } from "../scenarios/catalog";
import type { Environment, FarmState } from "../state";
import {
  type Body,
  INVALID,
  MISSING,
  Refusal,
  readFlag,
  readIds,
  readInteger,
  readName,
  readOptionalInteger,
  readOptionalIntegers,
  readOptionalText,
  readText,
  UNKNOWN,
} from "../wire/request-body";

const LINUX = 0;
const ENVIRONMENT_NAME_TAKEN = 504;

function seedEnvironment(
  cgId: number,
  cgVersion: string,
  editName: string,
  pluginVersions: string[],
  isDefault: 0 | 1 = 0,
): Environment {
  const version = softVersions.find((one) => one.cgId === cgId && one.cgVersion === cgVersion);
  return {
    cgId,
    editName,
    cgName: version?.cgName ?? "",
    cgVersion,
    osName: softwareList.some((one) => one.cgId === cgId && one.isSupportLinux === 1) ? LINUX : 1,
    renderLayerType: 0,
    isDefault,
    respUserPluginInfoVos: plugins
      .filter((plugin) => plugin.cvId === version?.id)
      .flatMap((plugin) => plugin.pluginVersions)
      .filter((plugin) => pluginVersions.includes(plugin.pluginVersion)),
  };
}

/** The two Maya environments of the specification, and some for other software. */
export const seedEnvironments = (): Environment[] => [
  seedEnvironment(2000, "2020", "testRenderEnv332", ["wobble 0.9.5"]),
  seedEnvironment(2000, "2020", "testRenderEnv222", ["wobble 0.9.5"]),
  seedEnvironment(2001, "2018", "max2018_vray36", ["vray 3.60.04", "forestpackpro 6.1.5"], 1),
  seedEnvironment(2001, "2018", "max2018_corona", ["corona 4.0", "railclone 3.3.1", "zblur 2.02.019"]),
  seedEnvironment(2001, "2020", "室内_标准环境", ["vray 5.00.03"]),
  seedEnvironment(2001, "2016", "<b>legacy</b> & co", ["multiscatter 1.3.1.3"]),
  seedEnvironment(2004, "18.0.532", "hou18_redshift", ["redshift 3.0.22"], 1),
  seedEnvironment(2005, "R21", "c4d_r21_octane", ["octane 2019.1.5"], 1),
  seedEnvironment(2007, "2.93", "blender_cycles", [], 1),
];

function readSoftware(body: Body): (typeof softwareList)[number] {
  const cgId = readInteger(body, "cgId");
  const supported = softwareList.find((one) => one.cgId === cgId);
  if (!supported) throw new Refusal(UNKNOWN);
  return supported;
}

export const querySupportedSoftware = () => ({
  isAutoCommit: softwareExample.response.data.isAutoCommit,
  defaultCgId: softwareExample.response.data.defaultCgId,
  renderInfoList: softwareList,
});

/** The SDK also sends the system ("windows", "linux"): software that does not run on Linux has no versions there. */
export function querySupportedPlugin(_: FarmState, body: Body) {
  const supported = readSoftware(body);
  const isUnsupported = readOptionalText(body, "osName")?.toLowerCase() === "linux" && supported.isSupportLinux === 0;
  const cgVersion = isUnsupported ? [] : softVersions.filter((version) => version.cgId === supported.cgId);
  return { cgPlugin: plugins.filter((plugin) => cgVersion.some((version) => version.id === plugin.cvId)), cgVersion };
}

/** The plug-in versions of a request, in its order: all must fit the software version, and each plug-in may occur once. */
function readPlugins(body: Body, cvId: number): PluginVersion[] {
  const offered = plugins.filter((plugin) => plugin.cvId === cvId).flatMap((plugin) => plugin.pluginVersions);
  const chosen = (readOptionalIntegers(body, "pluginIds") ?? []).map((id) => {
    const plugin = offered.find((one) => one.pluginId === id);
    if (!plugin) throw new Refusal(INVALID);
    return plugin;
  });
  if (new Set(chosen.map((plugin) => plugin.pluginName)).size < chosen.length) throw new Refusal(INVALID);
  return chosen;
}

function readEnvironment(body: Body): Environment {
  const editName = readName(body, "editName", NAME_MAX_LENGTH);
  const supported = readSoftware(body);
  const cgName = readText(body, "cgName");
  const cgVersion = readText(body, "cgVersion");
  const version = softVersions.find((one) => one.cgId === supported.cgId && one.cgVersion === cgVersion);
  if (!version || (cgName !== version.cgName && cgName !== supported.cgName)) throw new Refusal(INVALID);
  if (!body.has("pluginIds")) throw new Refusal(MISSING);
  const osName = readFlag(body, "renderSystem");
  if (osName === LINUX && supported.isSupportLinux === 0) throw new Refusal(INVALID);
  const renderLayerType = readOptionalInteger(body, "renderLayerType", 0, 1) ?? 0;
  const respUserPluginInfoVos = readPlugins(body, version.id);
  return {
    cgId: supported.cgId,
    editName,
    cgName,
    cgVersion,
    osName,
    renderLayerType,
    isDefault: 0,
    respUserPluginInfoVos,
  };
}

const indexOf = (farm: FarmState, editName: string): number =>
  farm.environments.findIndex((one) => one.editName === editName);

/** editName is the key of all environment operations, across all software; an existing name is refused with 504. */
export function addRenderEnv(farm: FarmState, body: Body) {
  const added = readEnvironment(body);
  if (indexOf(farm, added.editName) >= 0) throw new Refusal(ENVIRONMENT_NAME_TAKEN);
  farm.environments.push(added);
  return { editName: added.editName };
}

function readExistingEnvironment(farm: FarmState, body: Body): Environment {
  const environment = farm.environments[indexOf(farm, readName(body, "editName", NAME_MAX_LENGTH))];
  if (!environment) throw new Refusal(UNKNOWN);
  return environment;
}

/** Replaces an environment. A default environment stays the default unless its software changes. */
export function updateRenderEnv(farm: FarmState, body: Body) {
  const before = readExistingEnvironment(farm, body);
  const updated = readEnvironment(body);
  updated.isDefault = before.cgId === updated.cgId ? before.isDefault : 0;
  farm.environments[farm.environments.indexOf(before)] = updated;
  return null;
}

export function deleteRenderEnv(farm: FarmState, body: Body) {
  farm.environments.splice(farm.environments.indexOf(readExistingEnvironment(farm, body)), 1);
  return null;
}

export function setDefaultRenderEnv(farm: FarmState, body: Body) {
  const chosen = readExistingEnvironment(farm, body);
  for (const one of farm.environments) if (one.cgId === chosen.cgId) one.isDefault = one === chosen ? 1 : 0;
  return null;
}

/** The environments of one software; clients of the current dialect may send several, and a system. */
export function getRenderEnv(farm: FarmState, body: Body) {
  const cgIds = body.has("cgIds") ? readIds(body, "cgIds") : [readSoftware(body).cgId];
  const osName = readOptionalInteger(body, "osName", 0, 1);
  return farm.environments
    .filter((one) => cgIds.includes(one.cgId) && (osName === undefined || one.osName === osName))
    .map((one) => ({ ...one }));
}
