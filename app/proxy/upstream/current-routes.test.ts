import { describe, expect, it } from "vitest";
import type { OperationName } from "../../protocol/endpoints";
import { currentRoutes } from "./current-routes";

const facts = { platform: "2" };

describe("the request bodies of the current dialect", () => {
  it.each<[OperationName, Record<string, unknown>, object[]]>([
    ["updateUserSetting", { taskOverTime: 13 }, [{ taskOverTimeSec: 46_800 }]],
    ["createTask", { count: 2 }, [{ count: 2, taskUserLevel: 50 }]],
    ["stopTask", { taskParam: [1] }, [{ taskIds: [1] }]],
    ["startTask", { taskParam: [1] }, [{ taskIds: [1] }]],
    ["abortTask", { taskParam: [1] }, [{ taskIds: [1] }]],
    ["deleteTask", { taskParam: [1] }, [{ taskIds: [1] }]],
    ["restartFailedFrames", { taskParam: [1] }, [{ taskIds: [1] }]],
    [
      "querySupportedPlugin",
      { cgId: 1 },
      [
        { cgId: 1, osName: "windows" },
        { cgId: 1, osName: "linux" },
      ],
    ],
    ["addRenderEnv", { editName: "a", renderSystem: "1" }, [{ editName: "a", renderSystem: 1 }]],
    ["updateRenderEnv", { editName: "a", renderSystem: "0" }, [{ editName: "a", renderSystem: 0 }]],
    [
      "getRenderEnv",
      { cgId: 1 },
      [
        { cgId: 1, osName: 1 },
        { cgId: 1, osName: 0 },
      ],
    ],
    ["showLog", { id: 1, pageNum: 2 }, [{ renderingType: "render", id: 1, pageNum: 2, pageSize: 1 }]],
    ["deleteTaskLabel", { taskIds: [1] }, [{ taskIds: [1], labelIds: [] }]],
    ["hardwareConfigList", {}, [{ cloneTask: "false" }]],
    ["hardwareConfigList", { taskIds: [1] }, [{ cloneTask: "false", taskIds: ["1"] }]],
    [
      "editTaskHardwareConfig",
      { taskIds: [1], hardwareConfigId: 302, ram: "64GB" },
      [{ ram: "64GB", taskIds: ["1"], hardwareConfigId: ["302"] }],
    ],
    ["createClone", { cloneOriginalId: 7, taskUserLevel: 60 }, [{ count: 1, cloneOriginalId: 7, taskUserLevel: 60 }]],
    ["taskRecord", { pageNum: 1 }, [{ platform: 2, pageNum: 1 }]],
    ["getDeletedTasks", { pageNum: 1 }, [{ pageNum: 1, recycleFlag: 1 }]],
  ])("%s: %j becomes %j", (operation, body, expected) => {
    expect(currentRoutes[operation].encodeRequest?.(body, facts)).toEqual(expected);
  });
});
