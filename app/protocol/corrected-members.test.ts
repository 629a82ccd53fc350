/** Members whose values differ from the specification, or that only farms of today send. */
import { describe, expect, it } from "vitest";
import { userProfileSchema } from "./account/account";
import { userSettingSchema } from "./account/catalogue";
import { downloadStates, obstaclesOf } from "./account/rights";
import { renderEnvsSchema, supportedSoftwareSchema } from "./environments/environment-responses";
import profileExample from "./fixtures/query-user-profile.json";
import settingExample from "./fixtures/query-user-setting.json";
import { frameSchema } from "./frames/frame";
import { taskSchema } from "./tasks/task-info";
import { TASK } from "./tasks/task-status";
import { flag, flagCode } from "./wire/wire";

/** An example with JSON booleans instead of 0 and 1 in the members that a schema reads as flags. */
function withBooleans(example: object, shape: Readonly<Record<string, unknown>>): object {
  const isFlag = (name: string) => shape[name] === flag || shape[name] === flagCode;
  return Object.fromEntries(
    Object.entries(example).map(([name, value]) => [name, isFlag(name) ? Number(value) === 1 : value]),
  );
}

describe("a flag as JSON boolean", () => {
  it("reads like 0 and 1 in the profile and the settings", () => {
    const profile = profileExample.response.data;
    expect(userProfileSchema.parse(withBooleans(profile, userProfileSchema.shape))).toEqual(
      userProfileSchema.parse(profile),
    );
    const setting = settingExample.response.data;
    expect(userSettingSchema.parse(withBooleans(setting, userSettingSchema.shape))).toEqual(
      userSettingSchema.parse(setting),
    );
    expect(userSettingSchema.parse({ maxIgnoreMapFlag: true })).toMatchObject({ maxIgnoreMapFlag: true });
  });

  it.each([
    [true, true, false],
    [1, true, false],
    ["1", true, false],
    [false, false, true],
    [0, false, true],
    ["false", false, true],
    [7, false, false],
  ])("reads %j in tasks, software and environments", (value, isSet, isCleared) => {
    const task = taskSchema.parse({ id: 1, isOpen: value, shareMainCapital: value, isDelete: value });
    expect(task).toMatchObject({ isShell: isSet, sharesMainCapital: isSet, isDeleted: isCleared });
    const { rows } = supportedSoftwareSchema.parse({
      renderInfoList: [{ cgId: 1, cgName: "x", isSupportLinux: value }],
    }).renderInfoList;
    expect(rows[0]?.isSupportLinux ?? null).toBe(isSet ? true : isCleared ? false : null);
    const [environment] = renderEnvsSchema.parse([{ editName: "a", isDefault: value }]).rows;
    expect(environment?.isDefault ?? false).toBe(isSet);
  });
});

describe("downloadDisable", () => {
  it.each([
    [0, 0],
    [false, 0],
    [1, 1],
    ["1", 1],
    [true, 1],
    [2, 2],
    [null, null],
    ["x", null],
  ])("reads %j as %j, in profile and settings", (value, code) => {
    expect(userProfileSchema.parse({ downloadDisable: value }).downloadDisable).toBe(code);
    expect(userSettingSchema.parse({ downloadDisable: value }).downloadDisable).toBe(code);
  });

  it("has three states", () => {
    expect(Object.entries(downloadStates)).toEqual([
      ["0", "allowed"],
      ["1", "forbidden"],
      ["2", "arrears"],
    ]);
  });
});

const obstacles = (members: object) => [...obstaclesOf(userProfileSchema.parse(members))];

describe("obstaclesOf", () => {
  it.each([
    [{ accountType: 2, subDeleteTask: 0 }, ["deleteTasks"]],
    [{ accountType: 2, subDeleteTask: 1 }, []],
    [{ accountType: 1, subDeleteTask: 0, groupTaskLevel: 0 }, []],
    [{ accountType: 2, groupTaskLevel: false }, ["priority"]],
    [{ accountType: 2, groupTaskLevel: 1 }, []],
    [{ accountType: 1, taskNodeLimitPermission: 0 }, ["machineLimit"]],
    [{ accountType: 2, taskNodeLimitPermission: 1 }, []],
    [{ enableNodeDetails: 0 }, ["nodeDetails"]],
    [{ downloadDisable: 1 }, ["downloadForbidden"]],
    [{ downloadDisable: 2 }, ["downloadArrears"]],
    [{ downloadDisable: 0 }, []],
  ])("of %j are %j", (members, expected) => {
    expect(obstacles(members)).toEqual(expected);
  });

  it("are none for unknown, missing and unreadable members, and without a profile", () => {
    expect([...obstaclesOf(undefined)]).toEqual([]);
    expect(obstacles({})).toEqual([]);
    expect(obstacles({ accountType: 2 })).toEqual([]);
    expect(obstacles({ subDeleteTask: 0, groupTaskLevel: 0 })).toEqual([]);
    const odd = { subDeleteTask: 7, groupTaskLevel: "?", taskNodeLimitPermission: 3, enableNodeDetails: [] };
    expect(obstacles({ accountType: 2, downloadDisable: 9, ...odd })).toEqual([]);
  });
});

describe("a task", () => {
  it("without preTaskStatus has finished its preprocessing, unless it is a child", () => {
    expect(taskSchema.parse({ id: 1 }).preStatusCode).toBe(TASK.finished);
    expect(taskSchema.parse({ id: 1, layerParentId: 0, preTaskStatus: null }).preStatusCode).toBe(TASK.finished);
    expect(taskSchema.parse({ id: 1, preTaskStatus: 0 }).preStatusCode).toBe(0);
    expect(taskSchema.parse({ id: 2, layerParentId: 1 }).preStatusCode).toBeNull();
  });

  it.each([
    [0, false],
    [false, false],
    [1, true],
    [undefined, null],
    ["?", null],
  ])("with operable %j is operable: %j", (operable, expected) => {
    expect(taskSchema.parse({ id: 1, operable }).isOperable).toBe(expected);
  });
});

describe("a frame", () => {
  it.each([
    ["45", 45],
    ["45%", 45],
    ["45.5 %", 45.5],
    [45, 45],
    ["-", null],
    ["", null],
    [undefined, null],
  ])("with frameProgress %j is done to %j per cent", (frameProgress, expected) => {
    expect(frameSchema.parse({ id: 1, frameProgress }).progressPercent).toBe(expected);
  });

  it("has the charged and the rented memory", () => {
    expect(frameSchema.parse({ id: 1, frameRam: 64, renderRam: "128" })).toMatchObject({
      ramGb: 64,
      rentedRamGb: 128,
    });
  });
});
