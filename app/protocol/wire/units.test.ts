/** Units of section 5: the program only uses seconds, epoch ms and major money units. */
import { describe, expect, it } from "vitest";
import { frameSchema } from "../frames/frame";
import { taskSchema } from "../tasks/task-info";

const DAY = 86_400;

describe("the reminder of a task", () => {
  it.each([
    ["milliseconds in 2018", { taskOverTime: 86_400_000 }, DAY],
    ["milliseconds as text", { taskOverTime: "86400000" }, DAY],
    ["hours in 2019", { taskOverTime: 12 }, 43_200],
    ["seconds from 2020", { taskOverTime: 43_200 }, 43_200],
    ["hours beside a frame stop, which is another limit", { taskOverTime: 12, overTimeStop: 7200 }, 43_200],
    ["null on a shell", { taskOverTime: null }, null],
    ["0, which means no reminder", { taskOverTime: 0 }, null],
    ["missing", {}, null],
  ])("is parsed from %s", (_, members, seconds) => {
    expect(taskSchema.parse({ id: 1, ...members }).reminderSeconds).toBe(seconds);
  });
});

describe("the frame stop of a task", () => {
  it.each([
    ["overTimeStop in seconds", { taskOverTime: 12, overTimeStop: 7200 }, 7200],
    ["overTimeStop of any size", { overTimeStop: 2_592_000 }, 2_592_000],
    ["the reminder never", { taskOverTime: 86_400_000 }, null],
    ["0, which means no limit", { overTimeStop: 0 }, null],
  ])("is parsed from %s", (_, members, seconds) => {
    expect(taskSchema.parse({ id: 1, ...members }).frameLimitSeconds).toBe(seconds);
  });
});

describe("isOverTime", () => {
  it.each([
    [1, true],
    [0, false],
    [true, true],
    ["1", true],
    [null, null],
    [undefined, null],
  ])("%j marks tasks and frames as overdue: %j", (isOverTime, isOverdue) => {
    expect(taskSchema.parse({ id: 1, isOverTime }).isOverdue).toBe(isOverdue);
    expect(frameSchema.parse({ id: 1, isOverTime }).isOverdue).toBe(isOverdue);
  });
});

describe("the time limit of a frame", () => {
  it.each([
    [86_400_000, DAY],
    [43_200, 43_200],
    [null, null],
    [0, null],
  ])("is parsed from %j as %j seconds", (taskOverTime, seconds) => {
    expect(frameSchema.parse({ id: 1, taskOverTime }).timeLimitSeconds).toBe(seconds);
  });
});

describe("a task with missing or invalid members", () => {
  it("requires only an id", () => {
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

  it.each([{ doneFrames: -3 }, { totalFrames: 1e308 }, { failedFrames: 1.5 }, { abortFrames: "x" }])(
    "counts no frames with the count %j, which cannot be read",
    (count) => {
      const counts = { totalFrames: 10, doneFrames: 2, executingFrames: 1 };
      expect(taskSchema.parse({ id: 1, ...counts })).toMatchObject({ ...counts, abortFrames: 0 });
      expect(taskSchema.parse({ id: 1, ...counts, ...count })).toMatchObject({
        totalFrames: 0,
        doneFrames: 0,
        executingFrames: 0,
        failedFrames: 0,
        abortFrames: 0,
      });
    },
  );

  it("is deleted when isDelete is 0, since 1 means not deleted", () => {
    expect([0, "0", 1, "1", null].map((isDelete) => taskSchema.parse({ id: 1, isDelete }).isDeleted)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  it("treats 0 as null in moments and in ids of other tasks", () => {
    expect(taskSchema.parse({ id: 1, startTime: 0, layerParentId: 0, cloneParentId: null })).toMatchObject({
      startedMs: null,
      parentId: null,
      cloneParentId: null,
    });
    expect(taskSchema.parse({ id: 1, layerParentId: "19084" }).parentId).toBe(19084);
  });

  it("keeps the valid children of a shell with a malformed one", () => {
    const shell = taskSchema.parse({
      id: 1,
      isOpen: 1,
      respRenderingTaskList: [{ id: 2 }, { id: null }, 7, { id: 3 }],
    });
    expect(shell.children.map(({ id }) => id)).toEqual([2, 3]);
  });

  it("formats the members that later farms send instead of keyValue", () => {
    const taskKeyValueVo = { tiles: "16", allCamera: null, renderableCamera: '["cam1"]' };
    expect(taskSchema.parse({ id: 1, taskKeyValueVo }).keyValueText).toBe('tiles:16::renderableCamera:["cam1"]::');
  });
});

it.each([
  [
    { remark: "hero", sceneLocalPath: "C:/a.max" },
    { remark: "hero", sceneLocalPath: "C:/a.max" },
  ],
  [
    { remark: "", sceneLocalPath: "" },
    { remark: null, sceneLocalPath: null },
  ],
  [{ taskOverTime: 240 }, { reminderSeconds: 864_000 }],
  [{ taskOverTime: 241 }, { reminderSeconds: 241 }],
  [{ taskOverTime: 1_000_000 }, { reminderSeconds: 1000 }],
  [{ taskOverTime: 999_999 }, { reminderSeconds: 999_999 }],
  [{ taskKeyValueVo: { tiles: "", allCamera: null, camera: "a" } }, { keyValueText: "camera:a::" }],
  [{ taskKeyValueVo: null }, { keyValueText: "" }],
  [{ respRenderingTaskList: "x" }, { children: [], malformedChildren: 1 }],
  [
    { totalFrames: 5, executingFrames: "x" },
    { totalFrames: 0, executingFrames: 0 },
  ],
])("a task with %j has %j", (members, expected) => {
  expect(taskSchema.parse({ id: 1, ...members })).toMatchObject(expected);
});
