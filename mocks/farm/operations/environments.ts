/** Software, plug-ins and saved render environments (endpoints-2018 9.22 to 9.28). */

import softwareExample from "../../../app/protocol/fixtures/query-supported-software.json" with { type: "json" };
import { NAME_MAX_LENGTH } from "../../../app/protocol/limits";
import { type PluginVersion, plugins, softVersions, softwareList } from "../scenarios/catalog";
import type { FarmState } from "../state";
import {
  type Body,
  entityName,
  flag,
  INVALID,
  ids,
  integer,
  MISSING,
  optionalInteger,
  optionalIntegers,
  optionalText,
  Refusal,
  text,
  UNKNOWN,
} from "../wire/request-body";

export type Environment = {
  readonly cgId: number;
  readonly editName: string;
  readonly cgName: string;
  readonly cgVersion: string;
  readonly osName: number;
  readonly renderLayerType: number;
  isDefault: 0 | 1;
  readonly respUserPluginInfoVos: readonly PluginVersion[];
};

const LINUX = 0;

function environment(
  cgId: number,
  cgVersion: string,
  editName: string,
  plugged: string[],
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
      .filter((plugin) => plugged.includes(plugin.pluginVersion)),
  };
}

/** The specification's two for Maya, and some of the studio's own for the others. */
export const firstEnvironments = (): Environment[] => [
  environment(2000, "2020", "testRenderEnv332", ["wobble 0.9.5"]),
  environment(2000, "2020", "testRenderEnv222", ["wobble 0.9.5"]),
  environment(2001, "2018", "max2018_vray36", ["vray 3.60.04", "forestpackpro 6.1.5"], 1),
  environment(2001, "2018", "max2018_corona", ["corona 4.0", "railclone 3.3.1", "zblur 2.02.019"]),
  environment(2001, "2020", "室内_标准环境", ["vray 5.00.03"]),
  environment(2001, "2016", "<b>legacy</b> & co", ["multiscatter 1.3.1.3"]),
  environment(2004, "18.0.532", "hou18_redshift", ["redshift 3.0.22"], 1),
  environment(2005, "R21", "c4d_r21_octane", ["octane 2019.1.5"], 1),
  environment(2007, "2.93", "blender_cycles", [], 1),
];

function knownSoftware(body: Body): (typeof softwareList)[number] {
  const cgId = integer(body, "cgId");
  const known = softwareList.find((one) => one.cgId === cgId);
  if (!known) throw new Refusal(UNKNOWN);
  return known;
}

export const querySupportedSoftware = () => ({
  isAutoCommit: softwareExample.answer.data.isAutoCommit,
  defaultCgId: softwareExample.answer.data.defaultCgId,
  renderInfoList: softwareList,
});

/** The SDK also says for which system ("windows", "linux"): nothing is supported on Linux where the software is not. */
export function querySupportedPlugin(_: FarmState, body: Body) {
  const known = knownSoftware(body);
  const nowhere = optionalText(body, "osName")?.toLowerCase() === "linux" && known.isSupportLinux === 0;
  const cgVersion = nowhere ? [] : softVersions.filter((version) => version.cgId === known.cgId);
  return { cgPlugin: plugins.filter((plugin) => cgVersion.some((version) => version.id === plugin.cvId)), cgVersion };
}

/** The chosen plug-in versions, in the order asked for: all of this version, one of each plug-in. */
function chosenPlugins(body: Body, cvId: number): PluginVersion[] {
  const offered = plugins.filter((plugin) => plugin.cvId === cvId).flatMap((plugin) => plugin.pluginVersions);
  const chosen = (optionalIntegers(body, "pluginIds") ?? []).map((id) => {
    const plugin = offered.find((one) => one.pluginId === id);
    if (!plugin) throw new Refusal(INVALID);
    return plugin;
  });
  if (new Set(chosen.map((plugin) => plugin.pluginName)).size < chosen.length) throw new Refusal(INVALID);
  return chosen;
}

function readEnvironment(body: Body): Environment {
  const editName = entityName(body, "editName", NAME_MAX_LENGTH);
  const known = knownSoftware(body);
  const cgName = text(body, "cgName");
  const cgVersion = text(body, "cgVersion");
  const version = softVersions.find((one) => one.cgId === known.cgId && one.cgVersion === cgVersion);
  if (!version || (cgName !== version.cgName && cgName !== known.cgName)) throw new Refusal(INVALID);
  if (!body.has("pluginIds")) throw new Refusal(MISSING);
  const osName = flag(body, "renderSystem");
  if (osName === LINUX && known.isSupportLinux === 0) throw new Refusal(INVALID);
  const renderLayerType = optionalInteger(body, "renderLayerType", 0, 1) ?? 0;
  const respUserPluginInfoVos = chosenPlugins(body, version.id);
  return {
    cgId: known.cgId,
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

/** editName is the key of every environment operation, over all software: a name that is taken is refused with 600. */
export function addRenderEnv(farm: FarmState, body: Body) {
  const added = readEnvironment(body);
  if (indexOf(farm, added.editName) >= 0) throw new Refusal(INVALID);
  farm.environments.push(added);
  return { editName: added.editName };
}

function existing(farm: FarmState, body: Body): Environment {
  const found = farm.environments[indexOf(farm, entityName(body, "editName", NAME_MAX_LENGTH))];
  if (!found) throw new Refusal(UNKNOWN);
  return found;
}

/** Replaces an environment; it stays the default if it was, unless it moves to another software. */
export function updateRenderEnv(farm: FarmState, body: Body) {
  const before = existing(farm, body);
  const updated = readEnvironment(body);
  updated.isDefault = before.cgId === updated.cgId ? before.isDefault : 0;
  farm.environments[farm.environments.indexOf(before)] = updated;
  return null;
}

export function deleteRenderEnv(farm: FarmState, body: Body) {
  farm.environments.splice(farm.environments.indexOf(existing(farm, body)), 1);
  return null;
}

export function setDefaultRenderEnv(farm: FarmState, body: Body) {
  const chosen = existing(farm, body);
  for (const one of farm.environments) if (one.cgId === chosen.cgId) one.isDefault = one === chosen ? 1 : 0;
  return null;
}

/** Those of one software; today's clients may name several, and one system. */
export function getRenderEnv(farm: FarmState, body: Body) {
  const asked = body.has("cgIds") ? ids(body, "cgIds") : [knownSoftware(body).cgId];
  const osName = optionalInteger(body, "osName", 0, 1);
  return farm.environments
    .filter((one) => asked.includes(one.cgId) && (osName === undefined || one.osName === osName))
    .map((one) => ({ ...one }));
}
