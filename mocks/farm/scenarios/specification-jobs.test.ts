/** The farm answers the requests of the specification's worked examples with their responses. */
import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import labels from "../../../app/protocol/fixtures/get-label-list.json";
import environments from "../../../app/protocol/fixtures/get-render-env.json";
import taskList from "../../../app/protocol/fixtures/get-task-list.json";
import transferBid from "../../../app/protocol/fixtures/get-transfer-bid.json";
import errorDetail from "../../../app/protocol/fixtures/query-error-detail.json";
import platforms from "../../../app/protocol/fixtures/query-platforms.json";
import taskFrames from "../../../app/protocol/fixtures/query-task-frames.json";
import taskInfo from "../../../app/protocol/fixtures/query-task-info.json";
import profile from "../../../app/protocol/fixtures/query-user-profile.json";
import setting from "../../../app/protocol/fixtures/query-user-setting.json";
import { answerRequest } from "../answer";
import { testFarm } from "../test-farm";

const { farm, read } = testFarm();
const dataOf = (name: Parameters<typeof answerRequest>[1], body: unknown) => answerRequest(farm, name, body).data;
const items = z.object({ items: z.array(z.unknown()) });

const sum = (values: (number | null)[]) => values.reduce<number>((all, value) => all + (value ?? 0), 0);

describe("the farm", () => {
  it("answers task 18278 exactly as the example of getTaskList", () => {
    expect(items.parse(dataOf("queryTaskInfo", { taskIds: [18278] })).items).toEqual(taskList.response.data.items);
  });

  it("answers queryTaskInfo of 19084 exactly as its example", () => {
    expect(dataOf("queryTaskInfo", taskInfo.request)).toEqual(taskInfo.response.data);
  });

  it("answers the first two frames of 19088 exactly as the example of queryTaskFrames", () => {
    expect(dataOf("queryTaskFrames", taskFrames.request)).toEqual(taskFrames.response.data);
  });

  it("has both tasks of the specification as the oldest", () => {
    const page = read("getTaskList", { pageNum: 1, pageSize: 100 });
    expect(page.rows.slice(-2).map((task) => task.id)).toEqual([19084, 18278]);
    expect(page).toMatchObject({ malformed: 0, total: 60, pageCount: 1 });
  });

  it.each([
    [18280, 1, 1.57, 1176],
    [18281, 17, 6.7, 5028],
    [19087, 1, 1.31, 1471],
    [19088, 17, 4.84, 5420],
  ])("has frames of task %d that add up to its cost and machine time", (taskId, total, cost, machineSeconds) => {
    const { rows, malformed } = read("queryTaskFrames", { taskId, pageNum: 1, pageSize: 100 });
    expect(malformed).toBe(0);
    expect(rows).toHaveLength(total);
    expect(sum(rows.flatMap((frame) => [frame.accountCost, frame.couponCost]))).toBeCloseTo(cost, 9);
    expect(sum(rows.map((frame) => frame.renderSeconds))).toBe(machineSeconds);
  });

  it("has 11 done and 6 stopped frames in task 19088, the composite last", () => {
    const { rows } = read("queryTaskFrames", { taskId: 19088, pageNum: 1, pageSize: 100 });
    expect(rows.map((frame) => frame.statusCode)).toEqual([...Array(11).fill(4), ...Array(6).fill(3)]);
    expect(rows.at(-1)).toMatchObject({ name: "0", tile: null, typeCode: 7 });
    const ends = rows.map((frame) => frame.endedMs ?? 0);
    expect(Math.max(...ends)).toBeLessThanOrEqual(1_535_967_000_000);
  });

  it("has the specification's settings, transfer ids, platform, label, environments and error", () => {
    expect(dataOf("queryUserSetting", {})).toEqual(setting.response.data);
    expect(dataOf("getTransferBid", {})).toEqual(transferBid.response.data);
    expect(dataOf("queryPlatforms", platforms.request)).toEqual(platforms.response.data);
    expect(dataOf("getRenderEnv", environments.request)).toEqual(environments.response.data);
    expect(dataOf("queryErrorDetail", errorDetail.request)).toEqual(errorDetail.response.data);
    expect(read("getLabelList").projectNameList.rows).toContainEqual(labels.response.data.projectNameList[0]);
  });

  it("has the profile of the example with another balance", () => {
    const actual = dataOf("queryUserProfile", {});
    expect(actual).toEqual({ ...profile.response.data, rmbbalance: 86_400 });
  });

  it("explains error 15000 in English too", () => {
    const { rows } = read("queryErrorDetail", { code: 15000, language: "1" });
    expect(rows).toMatchObject([
      { code: "15000", languageFlag: 1, desDescriptionCn: "Starting 3ds Max hangs or fails" },
    ]);
  });

  it("continues task 19088 after startTask: the composite waits for its tiles", () => {
    const own = testFarm({ tasks: 2 });
    expect(own.code("startTask", { taskParam: [19088] })).toBe(200);
    own.pass(3);
    expect(own.leaf(19088)).toMatchObject({ status: 5, done: 11, executing: 5, waiting: 1, stopped: 0 });
    expect(own.leaf(19088).frames.at(-1)?.status).toBe(12);
    own.pass(3600);
    expect(own.leaf(19088)).toMatchObject({ status: 25, done: 17 });
    expect(own.leaf(19088).cost).toBeGreaterThan(4.84);
  });
});
