/** Every worked example of the specification goes through the schemas: requests in the page's strict form, responses as sent. */

import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { createdTasksSchema, errorDetailSchema, labelListSchema, userSettingSchema } from "./account/catalogue";
import { endpoints, loadResponse, type OperationName2018, operationNames2018 } from "./endpoints";
import { renderEnvsSchema } from "./environments/environment-responses";
import { framePageSchema, frameStatsSchema } from "./frames/frame";
import { requests } from "./requests";
import { parseKeyValue } from "./tasks/key-value";
import { taskPageSchema } from "./tasks/task-info";
import { envelopeSchema, SUCCESS } from "./wire/envelope";

const folder = new URL("fixtures/", import.meta.url);
const kebab = (name: string) => name.replaceAll(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`);

const fixture = z.object({
  note: z.optional(z.string()),
  request: z.unknown(),
  /** The request as the page sends it, where the example's types differ from its parameter table. */
  strictRequest: z.optional(z.unknown()),
  response: z.unknown(),
});

const example = (name: OperationName2018) =>
  fixture.parse(JSON.parse(readFileSync(new URL(`${kebab(name)}.json`, folder), "utf8")));

/** The data of an operation's example, parsed with the response schema. */
function parseExample<T>(name: OperationName2018, schema: z.ZodMiniType<T>): T {
  return schema.parse(envelopeSchema.parse(example(name).response).data);
}

/** Sum of every `malformed` count anywhere inside a value. */
function malformedIn(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [key, member]) => sum + (key === "malformed" ? Number(member) : malformedIn(member)),
    0,
  );
}

it("every operation of 2018 has a worked example", () => {
  expect(readdirSync(folder).toSorted()).toEqual(operationNames2018.map((name) => `${kebab(name)}.json`).toSorted());
});

describe.each(operationNames2018)("%s", (name) => {
  it("accepts the example's request", () => {
    const { request, strictRequest } = example(name);
    const sent = strictRequest ?? request;
    expect(requests[name].parse(sent)).toEqual(sent);
  });

  it("refuses the example's request with an unknown member", () => {
    const { request, strictRequest } = example(name);
    const sent = { ...z.record(z.string(), z.unknown()).parse(strictRequest ?? request), unknownMember: 1 };
    expect(requests[name].safeParse(sent).success).toBe(false);
  });

  it("parses the example's response without malformed rows", async () => {
    const envelope = envelopeSchema.parse(example(name).response);
    expect(envelope).toMatchObject({ code: SUCCESS, message: "success", version: "1.0.0" });
    const data: unknown = z.parse(await loadResponse(name), envelope.data);
    expect(malformedIn(data)).toBe(0);
    expect(data === null).toBe(envelope.data === null);
  });
});

describe("the response schemas", () => {
  it("parse task 18278 as a shell with a photon pass and a main picture", () => {
    const page = parseExample("getTaskList", taskPageSchema);
    expect(page).toMatchObject({ pageCount: 32, total: 32, size: 1 });
    const [shell] = page.rows;
    expect(shell).toMatchObject({
      id: 18278,
      alias: "P18278",
      sceneName: "衣帽间.max",
      isShell: true,
      parentId: null,
      cost: null,
      cgId: 2001,
      isDeleted: false,
      machineLimit: 200,
      reminderSeconds: null,
    });
    expect(shell?.children).toMatchObject([
      { id: 18280, parentId: 18278, taskType: "RenderPhoton", couponCost: 1.57, reminderSeconds: 86_400 },
      { id: 18281, parentId: 18278, statusCode: 25, doneFrames: 17, cost: 6.7, machineSeconds: 5028, isShell: false },
    ]);
    expect(shell?.children[0]).toMatchObject({ startedMs: 1535602601000, outputFolder: "18280_衣帽间" });
  });

  it("parse the scene facts of task 18278 as 34 pairs, two of them lists", () => {
    const facts = parseKeyValue(parseExample("getTaskList", taskPageSchema).rows[0]?.keyValueText ?? "");
    expect(facts).toHaveLength(34);
    expect(facts).toContainEqual({ key: "output_file", value: "VRayCam0030000_.tga" });
    expect(facts.filter(({ list }) => list).map(({ key, list }) => [key, list])).toEqual([
      ["all_camera", ["VRayCam001", "VRayCam002", "VRayCam003"]],
      ["renderable_camera", ["VRayCam003"]],
    ]);
  });

  it("parse task 19084, whose main picture was stopped with 11 of 17 frames done", () => {
    const [shell] = parseExample("queryTaskInfo", taskPageSchema).rows;
    expect(shell?.children.map((child) => [child.id, child.statusCode, child.doneFrames, child.abortFrames])).toEqual([
      [19087, 25, 1, 0],
      [19088, 10, 11, 6],
    ]);
    expect(shell?.children[1]).toMatchObject({ cost: 4.84, machineLimit: null, dispatcherId: "2018090300040" });
  });

  it("parse frames as tiles with their times", () => {
    expect(parseExample("queryTaskFrames", framePageSchema).rows).toMatchObject([
      { id: 1546598, name: "0-1", tile: "1", statusCode: 4, renderSeconds: 489, accountCost: 0.44, typeCode: 5 },
      { id: 1546599, name: "0-2", tile: "2", resubmits: 0, timeLimitSeconds: 86_400, arrears: null },
    ]);
  });

  it("parse account, environments and labels", () => {
    expect(parseExample("queryUserProfile", endpoints.queryUserProfile.response)).toMatchObject({
      userId: 10001136,
      coupon: 49.93,
      zone: 1,
      hideBalance: false,
    });
    expect(parseExample("queryUserSetting", userSettingSchema)).toMatchObject({
      taskOverTime: 12,
      autoCommit: "2",
    });
    expect(parseExample("createTask", createdTasksSchema)).toEqual({
      aliasTaskIdList: ["2W19097"],
      taskIdList: [19097],
    });
    expect(parseExample("queryErrorDetail", errorDetailSchema).rows).toMatchObject([
      { code: "15000", isOpen: true, isDelete: true },
    ]);
    expect(parseExample("getLabelList", labelListSchema).projectNameList.rows).toEqual([
      { projectId: 3671, projectName: "myLabel" },
    ]);
    expect(parseExample("getRenderEnv", renderEnvsSchema).rows.map(({ editName }) => editName)).toEqual([
      "testRenderEnv332",
      "testRenderEnv222",
    ]);
    const stats = parseExample("queryAllFrameStats", frameStatsSchema);
    expect(stats).toMatchObject({ doneFramesTotal: 308, totalFrames: 577 });
  });
});
