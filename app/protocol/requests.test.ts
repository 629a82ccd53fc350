import { describe, expect, it } from "vitest";
import { renderEnvRequestSchema } from "./environments/environment-requests";
import { requests } from "./requests";

const oddNames = [" spaced ", "长".repeat(201), "\t"];
const environment = {
  cgId: 2000,
  cgName: "Maya",
  cgVersion: "2018",
  renderLayerType: 0,
  renderSystem: "0",
  pluginIds: [],
};

describe("an existing name", () => {
  it.each(oddNames)("is sent unchanged: %j", (name) => {
    expect(requests.deleteRenderEnv.parse({ editName: name })).toEqual({ editName: name });
    expect(requests.setDefaultRenderEnv.parse({ editName: name })).toEqual({ editName: name });
    expect(requests.updateRenderEnv.parse({ ...environment, editName: name })).toMatchObject({
      editName: name,
    });
    expect(requests.deleteLabel.parse({ delName: name })).toEqual({ delName: name });
    const tags = { labelNames: [name], taskIds: [1] };
    expect(requests.deleteTaskLabel.parse(tags)).toEqual(tags);
  });

  it("must not be empty", () => {
    expect(requests.deleteLabel.safeParse({ delName: "" }).success).toBe(false);
  });
});

describe("a new name", () => {
  it("is trimmed, and must be neither empty nor longer than the limit", () => {
    expect(requests.addLabel.parse({ newName: " spaced ", status: 0 })).toMatchObject({ newName: "spaced" });
    expect(renderEnvRequestSchema.parse({ ...environment, editName: " spaced " })).toMatchObject({
      editName: "spaced",
    });
    expect(requests.addLabel.safeParse({ newName: " ", status: 0 }).success).toBe(false);
    expect(requests.addRenderEnv.safeParse({ ...environment, editName: oddNames[1] }).success).toBe(false);
  });
});

describe("a request of the current dialect", () => {
  it.each([
    ["stopTaskFrames", { taskId: 1, selectAll: 0, ids: [5] }, true],
    ["stopTaskFrames", { taskId: 1, selectAll: 1, status: [1] }, true],
    ["stopTaskFrames", { taskId: 1, selectAll: 0 }, false],
    ["stopTaskFrames", { taskId: 1, selectAll: 0, ids: [5], status: [1] }, false],
    ["updateTaskUserLevel", { taskId: 1, taskUserLevel: 60 }, true],
    ["updateTaskUserLevel", { taskId: 1, taskUserLevel: 99 }, false],
    ["updateTaskLimit", { taskId: 1, taskLimit: 12 }, true],
    ["updateTaskLimit", { taskId: 1, taskLimit: 0 }, false],
    ["updateTaskLimit", { taskId: 1, taskLimit: 1001 }, false],
    ["setTaskOverTimeStop", { taskIds: [1], overTime: 59 }, false],
    ["getOutputUserDirFile", { treePath: "../etc" }, false],
    ["getDeletedTasks", { pageNum: 1, pageSize: 101 }, false],
    ["fullSpeedRendering", { taskIds: [] }, false],
    ["addTaskLabel", { label: "  ", taskIds: [1] }, false],
  ] as const)("%s with %j is valid: %s", (name, body, isValid) => {
    expect(requests[name].safeParse(body).success).toBe(isValid);
  });
});

describe("a member whose type differs between table and example", () => {
  it.each([
    ["addRenderEnv", { ...environment, editName: "a" }, "renderSystem", ["0", 0, "1", 1], ["0", "0", "1", "1"]],
    ["updateRenderEnv", { ...environment, editName: "a" }, "renderSystem", [0, "1"], ["0", "1"]],
    ["addLabel", { newName: "a" }, "status", [0, "0", 1, "1"], [0, 0, 1, 1]],
    ["queryErrorDetail", {}, "code", ["15000", 15_000], ["15000", "15000"]],
    ["getRenderEnv", {}, "cgId", ["2000", 2000], [2000, 2000]],
    ["querySupportedPlugin", {}, "cgId", ["2000", 2000], [2000, 2000]],
  ] as const)("%s %j: %s is accepted in both forms and sent in one", (name, rest, member, accepted, sent) => {
    const schema: { parse: (body: unknown) => object } = requests[name];
    expect(accepted.map((value) => schema.parse({ ...rest, [member]: value }))).toEqual(
      sent.map((value) => expect.objectContaining({ [member]: value })),
    );
  });

  it.each([
    ["addRenderEnv", { ...environment, editName: "a" }, "renderSystem", [2, "2", "", true, null, 0.5]],
    ["addLabel", { newName: "a" }, "status", [2, "2", "", "00", null]],
    ["queryErrorDetail", {}, "code", [-1, 1.5, "1e3", " 1", ""]],
    ["getRenderEnv", {}, "cgId", [-1, "-1", "0x7d0", "", null]],
  ] as const)("%s %j: %s is refused with another value", (name, rest, member, refused) => {
    for (const value of refused)
      expect([value, requests[name].safeParse({ ...rest, [member]: value }).success]).toEqual([value, false]);
  });
});
