/** Responses of the current dialect, with the values of the documentation. */
import { describe, expect, it } from "vitest";
import { frameSchema } from "./frames/frame";
import { tileProgressSchema } from "./frames/tile-progress";
import { hardwareListSchema } from "./tasks/hardware";
import { outputFilesSchema } from "./tasks/output-file";
import { taskSchema } from "./tasks/task-info";
import { taskRecordPageSchema } from "./tasks/task-record";

describe("the response schemas of the current dialect", () => {
  it("parse the operation record", () => {
    const entry = {
      userName: "xxx",
      taskType: "render",
      buttonName: "btn_restart",
      taskIds: '["2W1732707","2W1732709"]',
      channel: "2",
      createTime: "2021-02-07 11:32:08",
      details: null,
      operateSource: 1,
      userId: 119_775,
      requestIp: "10.60.1.1",
      requestURI: "/api/render/handle/recommitTasks",
      requestParam: '{"taskIds":[1732707],"status":[5]}',
    };
    const page = taskRecordPageSchema.parse({ pageNum: 1, pageSize: 2, total: 1, items: [entry, 5] });
    expect(page).toMatchObject({ total: 1, malformed: 1 });
    expect(page.rows).toEqual([
      {
        userName: "xxx",
        userId: 119_775,
        button: "btn_restart",
        tasks: ["2W1732707", "2W1732709"],
        atMs: Date.UTC(2021, 1, 7, 3, 32, 8),
        details: null,
        source: "mainAccount",
        channel: 2,
        ip: "10.60.1.1",
        operation: "recommitTasks",
        request: '{"taskIds":[1732707],"status":[5]}',
      },
    ]);
  });

  it("parse files and folders", () => {
    const common = { iconPath: "", lastModify: "2021-01-15 12:11:59", isArrears: 0 };
    const { rows } = outputFilesSchema.parse([
      {
        ...common,
        fileName: "1484861_muti",
        fileSize: null,
        fileType: null,
        filePath: "/1484861_muti",
        directory: true,
      },
      { ...common, fileName: "a.EXR", fileSize: "2048", fileType: "EXR", filePath: "/x/a.EXR", directory: false },
    ]);
    expect(rows).toMatchObject([
      {
        name: "1484861_muti",
        isFolder: true,
        sizeBytes: null,
        type: null,
        modifiedMs: Date.UTC(2021, 0, 15, 4, 11, 59),
      },
      { name: "a.EXR", path: "/x/a.EXR", isFolder: false, sizeBytes: 2048, type: "exr", inArrears: false },
    ]);
  });

  it("parse machine types", () => {
    const { rows } = hardwareListSchema.parse([
      {
        id: 301,
        type: 1,
        model: "28C",
        ram: "64GB",
        gpuNum: null,
        platform: 2,
        current: true,
        notSupportCgId: [2012],
        status: 1,
      },
      { id: 302, type: 2, model: "2080Ti", ram: "128GB", gpuNum: "2*GPU", platform: 2, current: false, status: 0 },
      { id: 303, type: 7 },
    ]);
    expect(rows).toMatchObject([
      { kind: "cpu", gpus: null, isCurrent: true, excludedSoftware: [2012], isAvailable: true },
      { kind: "gpu", gpus: "2*GPU", isCurrent: false, isAvailable: false },
      { kind: null, model: "", isAvailable: true },
    ]);
  });

  it("parse the progress of tiles, of which every value is text", () => {
    const tile = {
      startTime: "2018-11-09 18:28:26",
      endTime: "2018-11-09 18:29:32",
      frameStatus: "4",
      isMaxPrice: "0",
    };
    const grabInfo = {
      ...tile,
      feeAmount: "0.20",
      couponFee: "0.00",
      frameIndex: "0",
      frameBlock: "1",
      framePercent: "100",
    };
    const progress = tileProgressSchema.parse({
      width: 480,
      height: 640,
      block: 16,
      isRenderPhoton: false,
      grabInfo: [
        [{ ...grabInfo, frameUsed: "66", frameEst: "0", renderInfo: "" }],
        [{ ...grabInfo, frameBlock: null }],
      ],
    });
    expect(progress.grabInfo.rows).toMatchObject([
      { frame: "0", tile: "1", statusCode: 4, percent: 100, usedSeconds: 66, accountCost: 0.2, info: null },
      { tile: null },
    ]);
    expect(tileProgressSchema.parse({ grabInfo: null }).grabInfo.rows).toEqual([]);
  });

  it("parse node, load and memory of a frame, which are null in the dialect of 2018", () => {
    const load = { averageCpu: 9, averageMemory: 2_240_647_168, nodeId: "10.60.3.224", taskOverTime: 259_200 };
    expect(frameSchema.parse({ id: 1, ...load })).toMatchObject({
      node: "10.60.3.224",
      cpuPercent: 9,
      memoryBytes: 2_240_647_168,
      timeLimitSeconds: 259_200,
    });
    expect(frameSchema.parse({ id: 1 })).toMatchObject({ node: null, cpuPercent: null, memoryBytes: null });
  });

  it.each([
    ["{}", []],
    ['{"12":"hero","13":"night"}', ["hero", "night"]],
    ['["hero","hero"]', ["hero"]],
    [[{ labelId: 1, labelName: "hero" }], ["hero"]],
    ["no json", []],
    [null, []],
    [undefined, []],
  ])("parse the tags %j as %j", (labels, tags) => expect(taskSchema.parse({ id: 1, labels }).tags).toEqual(tags));

  it("parse a time limit of 2,592,000 in overTimeStop as seconds, although it would be milliseconds in taskOverTime", () => {
    expect(taskSchema.parse({ id: 1, taskOverTime: 2_592_000, overTimeStop: 2_592_000 }).frameLimitSeconds).toBe(
      2_592_000,
    );
  });
});
