import { describe, expect, it } from "vitest";
import { decodeFrames, decodeRenderEnvs, decodeSupportedPlugins, decodeUserSetting } from "./current-responses";

describe("decodeUserSetting", () => {
  it("converts taskOverTimeSec to hours and keeps the other members", () => {
    const data = { taskOverTime: 1, taskOverTimeSec: 46_800, other: "x" };
    expect(decodeUserSetting([data])).toEqual({ ...data, taskOverTime: 13 });
  });

  it.each([{ taskOverTime: 12 }, { taskOverTime: 12, taskOverTimeSec: 0 }, null, [1], "x"])("keeps %j", (data) => {
    expect(decodeUserSetting([data])).toEqual(data);
  });
});

const limitsOf = (...limits: unknown[]) => [
  { total: 9, items: limits.map((taskOverTime) => ({ id: 1, taskOverTime })) },
];

describe("decodeFrames", () => {
  it("converts a frame's time limit from seconds to milliseconds", () => {
    expect(decodeFrames(limitsOf(1200, "1200", 1, 9_999_999))).toEqual(
      limitsOf(1_200_000, 1_200_000, 1000, 9_999_999_000)[0],
    );
  });

  it.each([10_000_000, 43_200_000, 0, -1, null, "soon"])("keeps the time limit %j", (limit) => {
    expect(decodeFrames(limitsOf(limit))).toEqual(limitsOf(limit)[0]);
  });

  it.each([null, [1], "x", { total: 0 }, { items: {} }, { items: [null, 7] }])("keeps %j", (data) => {
    expect(decodeFrames([data])).toEqual(data);
  });
});

describe("decodeRenderEnvs", () => {
  it("joins the lists of all operating systems and lists an equal name once", () => {
    const windows = { editName: "a", osName: 1 };
    const linux = { editName: "b", osName: 0 };
    expect(decodeRenderEnvs([[windows], [{ editName: "a", osName: 0 }, linux]])).toEqual([windows, linux]);
  });

  it("ignores what is not a row", () => {
    expect(decodeRenderEnvs([null, {}, [null, 1, "x", [1], { editName: "a" }]])).toEqual([{ editName: "a" }]);
  });
});

describe("decodeSupportedPlugins", () => {
  it("joins software versions by id and plug-ins by version id and name", () => {
    const windows = {
      cgVersion: [{ id: 1 }],
      cgPlugin: [{ cvId: 1, pluginName: "arnold", pluginVersions: [{ pluginId: 1 }, { pluginId: 2 }] }],
    };
    const linux = {
      cgVersion: [{ id: 1 }, { id: 2 }],
      cgPlugin: [
        { cvId: 1, pluginName: "arnold", pluginVersions: [{ pluginId: 2 }, { pluginId: 3 }] },
        { cvId: 2, pluginName: "arnold", pluginVersions: [{ pluginId: 4 }] },
        { cvId: 1, pluginName: "vray" },
      ],
    };
    expect(decodeSupportedPlugins([windows, linux])).toEqual({
      cgVersion: [{ id: 1 }, { id: 2 }],
      cgPlugin: [
        { cvId: 1, pluginName: "arnold", pluginVersions: [{ pluginId: 1 }, { pluginId: 2 }, { pluginId: 3 }] },
        { cvId: 2, pluginName: "arnold", pluginVersions: [{ pluginId: 4 }] },
        { cvId: 1, pluginName: "vray" },
      ],
    });
  });

  it("returns empty lists for responses without data", () => {
    expect(decodeSupportedPlugins([null, {}])).toEqual({ cgVersion: [], cgPlugin: [] });
  });
});
