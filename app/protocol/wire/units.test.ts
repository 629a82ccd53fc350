/** Units as section 5 pins them: nothing but seconds, epoch ms and major money units inside the program. */
import { describe, expect, it } from "vitest";
import { frameSchema } from "../frames/frame";
import { taskSchema } from "../tasks/task";

const DAY = 86_400;

describe("the time limit of a task", () => {
  it.each([
    ["milliseconds in 2018", { taskOverTime: 86_400_000 }, DAY],
    ["the same as text", { taskOverTime: "86400000" }, DAY],
    ["hours in 2019", { taskOverTime: 12 }, 43_200],
    ["seconds from 2020", { taskOverTime: 43_200 }, 43_200],
    ["overTimeStop, in seconds, where it is sent", { taskOverTime: 12, overTimeStop: 7200 }, 7200],
    ["null on a shell", { taskOverTime: null }, null],
    ["0, which is none", { taskOverTime: 0 }, null],
    ["missing", {}, null],
  ])("reads %s", (_, members, seconds) => {
    expect(taskSchema.parse({ id: 1, ...members }).timeLimitSeconds).toBe(seconds);
  });
});

describe("the time limit of a frame", () => {
  it.each([
    [86_400_000, DAY],
    [43_200, 43_200],
    [null, null],
    [0, null],
  ])("reads %j as %j seconds", (taskOverTime, seconds) => {
    expect(frameSchema.parse({ id: 1, taskOverTime }).timeLimitSeconds).toBe(seconds);
  });
});

describe("a task with odd members", () => {
  it("needs an id and nothing else", () => {
    expect(taskSchema.safeParse({ sceneName: "a.max" }).success).toBe(false);
    expect(taskSchema.parse({ id: "18278" })).toMatchObject({
      id: 18278,
      alias: "18278",
      sceneName: "",
      statusCode: null,
      totalFrames: 0,
      children: [],
      isShell: false,
      isDeleted: false,
    });
  });

  it("is deleted when isDelete is 0, for 1 means alive", () => {
    expect([0, "0", 1, "1", null].map((isDelete) => taskSchema.parse({ id: 1, isDelete }).isDeleted)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  it("treats 0 and null alike where they mean not yet or none", () => {
    expect(taskSchema.parse({ id: 1, startTime: 0, layerParentId: 0, cloneParentId: null })).toMatchObject({
      startedMs: null,
      parentId: null,
      cloneParentId: null,
    });
    expect(taskSchema.parse({ id: 1, layerParentId: "19084" }).parentId).toBe(19084);
  });

  it("keeps the good children of a shell that also has a bad one", () => {
    const shell = taskSchema.parse({
      id: 1,
      isOpen: 1,
      respRenderingTaskList: [{ id: 2 }, { id: null }, 7, { id: 3 }],
    });
    expect(shell.children.map(({ id }) => id)).toEqual([2, 3]);
  });

  it("reads the members that later farms send in place of keyValue", () => {
    const taskKeyValueVo = { tiles: "16", allCamera: null, renderableCamera: '["cam1"]' };
    expect(taskSchema.parse({ id: 1, taskKeyValueVo }).keyValueText).toBe('tiles:16::renderableCamera:["cam1"]::');
  });
});
