/** Members of a task with forms of their own: tags, origin, files and machine types, and what its state allows. */
import { describe, expect, it } from "vitest";
import { hardwareListSchema } from "./hardware";
import { outputFilesSchema } from "./output-file";
import { isChannel, isStopType } from "./task-origin";
import { allowsChange, TASK, taskStatus, taskStatuses } from "./task-status";
import { urgencyOf } from "./task-status-order";
import { parseTags } from "./task-tags";

describe("tags", () => {
  it.each([
    [
      [{ labelName: "hero" }, { name: "night" }, { label: "close" }, { id: 4 }],
      ["hero", "night", "close"],
    ],
    [["hero", "", "  ", 5, null], ["hero"]],
    ['[{"name":"hero"},null]', ["hero"]],
    ["null", []],
    ["5", []],
  ])("%j are %j", (labels, tags) => {
    expect(parseTags(labels)).toEqual(tags);
  });

  it("are one list for all tasks without any", () => {
    expect(parseTags([" "])).toBe(parseTags(null));
  });
});

describe("origin", () => {
  it.each([
    [1, true, true],
    [8, true, false],
    [10, false, true],
    [0, false, false],
  ])("the code %i is a channel: %s, a kind of stop: %s", (code, channel, stop) => {
    expect([isChannel(code), isStopType(code)]).toEqual([channel, stop]);
  });
});

describe("files", () => {
  it.each([
    [{ fileName: "a" }, { path: "/a", type: null, isFolder: false, inArrears: false }],
    [{ fileName: "a", fileType: ".TAR.gz" }, { type: "tar.gz" }],
    [{ fileName: "a", fileType: "EXR" }, { type: "exr" }],
    [{ fileName: "a", fileType: "" }, { type: null }],
    [{ fileName: "a", isArrears: 1 }, { inArrears: true }],
    [
      { fileName: "a", directory: 1, fileSize: 5, fileType: "x" },
      { sizeBytes: null, type: null },
    ],
  ])("%j is %j", (file, expected) => {
    expect(outputFilesSchema.parse([file]).rows).toEqual([expect.objectContaining(expected)]);
  });
});

it.each([
  [
    [2012, "2000", "x", 1.5],
    [2012, 2000],
  ],
  ["2012", []],
  [undefined, []],
])("software %j that does not run on a machine type is %j", (notSupportCgId, excludedSoftware) => {
  const [hardware] = hardwareListSchema.parse([{ id: 1, notSupportCgId }]).rows;
  expect(hardware?.excludedSoftware).toEqual(excludedSoftware);
});

describe("a state", () => {
  it("that is unknown allows every action, so that the farm decides", () => {
    expect(taskStatus(37).allows).toEqual(["rerender", "start", "stop", "abandon", "delete"]);
  });

  it("allows a change of limit, priority and machines unless the task is being updated", () => {
    const refused = taskStatuses.filter(({ code }) => !allowsChange(code)).map(({ code }) => code);
    expect(refused).toEqual([TASK.updating]);
    expect(allowsChange(null)).toBe(true);
  });

  it("is the more urgent the worse it is, and stuck tasks come before others of their tone", () => {
    const order = (["bad", "unknown", "held", "halted", "active", "idle", "good"] as const).flatMap((tone) => [
      urgencyOf(tone, true),
      urgencyOf(tone, false),
    ]);
    expect(order).toEqual([...order.keys()]);
  });
});
