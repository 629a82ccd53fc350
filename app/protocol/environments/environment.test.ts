import { describe, expect, it } from "vitest";
import { catalogueOf, MAYA, type RenderEnvironment, toEnvironment, toEnvironmentRequest } from "./environment";
import { renderEnvsSchema, supportedPluginSchema } from "./environment-responses";
import { softwareName } from "./software";

const environmentOf = (members: object) => {
  const [row] = renderEnvsSchema.parse([{ editName: "a", ...members }]).rows;
  if (!row) throw new Error("the row is malformed");
  return toEnvironment(row, 2004);
};

describe("an environment of the farm", () => {
  it("has all members of its row", () => {
    const plugin = { pluginId: 7, pluginName: "arnold", pluginVersion: "5.2" };
    const row = { cgId: 2000, cgName: "Maya", cgVersion: "2018", osName: 0, renderLayerType: 1, isDefault: 1 };
    expect(environmentOf({ ...row, respUserPluginInfoVos: [plugin] })).toEqual({
      name: "a",
      cgId: 2000,
      cgName: "Maya",
      cgVersion: "2018",
      system: "linux",
      layerType: 1,
      isDefault: true,
      plugins: [plugin],
    });
  });

  it.each([
    [{ osName: 1 }, { system: "windows" }],
    [{ osName: 2 }, { system: null }],
    [{}, { system: null, layerType: 0, isDefault: false, plugins: [] }],
    [{ renderLayerType: 2 }, { layerType: 0 }],
    [{ cgId: null }, { cgId: 2004 }],
    [{ cgId: 0 }, { cgId: 0 }],
  ])("with %j is %j", (members, expected) => {
    expect(environmentOf(members)).toMatchObject(expected);
  });
});

describe("the request for an environment", () => {
  const environment: RenderEnvironment = {
    name: "a",
    cgId: MAYA,
    cgName: "Maya",
    cgVersion: "2018",
    system: "linux",
    layerType: 1,
    isDefault: true,
    plugins: [
      { pluginId: 7, pluginName: "arnold", pluginVersion: "5.2" },
      { pluginId: 9, pluginName: "xgen", pluginVersion: "1" },
    ],
  };

  it("has its members, the ids of its plug-ins, and not whether it is the default", () => {
    expect(toEnvironmentRequest(environment)).toEqual({
      cgId: MAYA,
      cgName: "Maya",
      cgVersion: "2018",
      renderLayerType: 1,
      editName: "a",
      renderSystem: "0",
      pluginIds: [7, 9],
    });
  });

  it.each([
    [{ cgId: 2004 }, { renderLayerType: 0 }],
    [{ system: "windows" as const }, { renderSystem: "1" }],
    [{ system: null }, { renderSystem: "1" }],
  ])("with %j is %j", (members, expected) => {
    expect(toEnvironmentRequest({ ...environment, ...members })).toMatchObject(expected);
  });
});

const plugin = (pluginId: number, pluginVersion: string) => ({ pluginId, pluginName: "", pluginVersion });

it("the catalogue has the newest version first, each with its plug-ins by name and all their versions", () => {
  const catalogue = catalogueOf(
    supportedPluginSchema.parse({
      cgVersion: [
        { id: 1, cgName: "Maya", cgVersion: "9" },
        { id: 2, cgName: "Maya", cgVersion: "2018" },
        { id: 3, cgName: "Maya", cgVersion: "2016" },
      ],
      cgPlugin: [
        { cvId: 2, pluginName: "vray", pluginVersions: [plugin(1, "3.5")] },
        { cvId: 2, pluginName: "Arnold", pluginVersions: [plugin(2, "5.1")] },
        { cvId: 2, pluginName: "vray", pluginVersions: [plugin(3, "3.6")] },
        { cvId: 1, pluginName: "xgen", pluginVersions: [plugin(4, "1")] },
        { cvId: 8, pluginName: "of no version", pluginVersions: [] },
      ],
    }),
  );
  expect(catalogue).toEqual([
    {
      version: "2018",
      cgName: "Maya",
      plugins: [
        { name: "Arnold", versions: [plugin(2, "5.1")] },
        { name: "vray", versions: [plugin(1, "3.5"), plugin(3, "3.6")] },
      ],
    },
    { version: "2016", cgName: "Maya", plugins: [] },
    { version: "9", cgName: "Maya", plugins: [{ name: "xgen", versions: [plugin(4, "1")] }] },
  ]);
});

it.each([
  [2000, "Maya"],
  [2001, "3ds Max"],
  [2004, "Houdini"],
  [2007, "Blender"],
  [2999, "#2999"],
  [null, ""],
])("the software %j is %j", (cgId, name) => {
  expect(softwareName(cgId)).toBe(name);
});
