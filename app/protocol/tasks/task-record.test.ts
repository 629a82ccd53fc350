import { expect, it } from "vitest";
import { taskRecordPageSchema } from "./task-record";

const recordOf = (members: object) => taskRecordPageSchema.parse({ items: [members] }).rows[0];

it.each([
  ['["2W1","2W2"]', ["2W1", "2W2"]],
  ["[1,2]", ["1", "2"]],
  [
    [1, "2W2"],
    ["1", "2W2"],
  ],
  [7, ["7"]],
  ["7", ["7"]],
  ["2W1, 2W2", ["2W1", "2W2"]],
  ["2W1", ["2W1"]],
  ["", []],
  ["  ", []],
  [null, []],
  [undefined, []],
  [{ id: 1 }, []],
])("reads the tasks %j as %j", (taskIds, tasks) => {
  expect(recordOf({ taskIds })?.tasks).toEqual(tasks);
});

it.each([
  ["/api/render/handle/recommitTasks", "recommitTasks"],
  ["/api/render/handle/recommitTasks/v2", "recommitTasks"],
  ["/api/render/handle/recommitTasks/v12", "recommitTasks"],
  ["/api/render/v2/stopTask", "stopTask"],
  ["stopTask", "stopTask"],
  ["", null],
  [null, null],
])("reads the operation of the path %j as %j", (requestURI, operation) => {
  expect(recordOf({ requestURI })?.operation).toBe(operation);
});

it.each([
  [1, "mainAccount"],
  [2, "subAccount"],
  [3, "temporaryGrant"],
  [4, "dingTalk"],
  [5, null],
  [null, null],
])("reads the source %j as %j", (operateSource, source) => {
  expect(recordOf({ operateSource })?.source).toBe(source);
});

it("has the channel as a number, whether it comes as text or not", () => {
  expect([recordOf({ channel: "2" })?.channel, recordOf({ channel: 8 })?.channel, recordOf({})?.channel]).toEqual([
    2,
    8,
    null,
  ]);
});

it("has texts as sent, and null for empty ones", () => {
  expect(recordOf({ details: "all", requestIp: "10.0.0.1", requestParam: "{}" })).toMatchObject({
    details: "all",
    ip: "10.0.0.1",
    request: "{}",
  });
  expect(recordOf({ details: "", requestIp: "", requestParam: "" })).toMatchObject({
    details: null,
    ip: null,
    request: null,
  });
});
