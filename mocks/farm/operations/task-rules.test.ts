/** The farm's reading of which state allows which operation, the page's reading, and where they differ. */
import { describe, expect, it } from "vitest";
import { type TaskAction, taskStatuses } from "../../../app/protocol/tasks/task-status";
import { answerRequest } from "../answer";
import { TASK } from "../engine/codes";
import { testFarm } from "../test-farm";
import { type RuledOperation, stateAllows } from "./task-rules";

const [STILLS, ANIMATION] = [0, 1];
const codes = taskStatuses.map(({ code }) => code);

const farmAllows = (operation: RuledOperation, businessType = ANIMATION) =>
  codes.filter((code) => stateAllows(code, operation, businessType));
const pageAllows = (action: TaskAction) =>
  taskStatuses.filter(({ allows }) => allows.includes(action)).map(({ code }) => code);

describe("the farm's table", () => {
  it("allows what the vendor's client offers", () => {
    expect(farmAllows("start")).toEqual([10, 15, 20, 23, 65]);
    expect(farmAllows("stop")).toEqual([0, 5, 8, 40, 60]);
    expect(farmAllows("fullSpeed")).toEqual([5, 40]);
    expect(farmAllows("rerender", STILLS)).toEqual([5, 10, 30, 35, 45]);
    expect(farmAllows("rerender")).toEqual([5, 10, 15, 20, 23, 30, 40, 45]);
    expect(farmAllows("delete")).toEqual([10, 15, 20, 23, 25, 30, 35, 40, 45, 65]);
    expect(farmAllows("change")).toEqual(codes.filter((code) => code !== 100));
  });
});

describe("the page's table", () => {
  it("offers the union of the specification's reading and the farm's", () => {
    expect(pageAllows("start")).toEqual([10, 15, 20, 23, 45, 65, 70]);
    expect(pageAllows("stop")).toEqual([0, 5, 8, 40, 60]);
    expect(pageAllows("approve")).toEqual([5, 40]);
    expect(pageAllows("rerender")).toEqual([5, 10, 15, 20, 23, 30, 35, 40, 45, 70]);
    expect(pageAllows("delete")).toEqual([10, 15, 20, 23, 25, 30, 35, 40, 45, 65, 70]);
    expect(pageAllows("abandon")).toEqual([0, 5, 8, 10, 15, 20, 23, 40, 45, 50]);
  });

  it.each<[TaskAction, RuledOperation, readonly number[]]>([
    ["start", "start", [45, 70]],
    ["stop", "stop", []],
    ["approve", "fullSpeed", []],
    // 35 is for still images only.
    ["rerender", "rerender", [35, 70]],
    ["delete", "delete", [70]],
    ["abandon", "abandon", []],
  ])("offers %s in every state in which the farm allows it, and besides in %j", (action, operation, besides) => {
    const onFarm = farmAllows(operation);
    expect(onFarm.filter((code) => !pageAllows(action).includes(code))).toEqual([]);
    expect(pageAllows(action).filter((code) => !onFarm.includes(code))).toEqual(besides);
  });
});

const PATHS: readonly (readonly [RuledOperation, Parameters<typeof answerRequest>[1], object])[] = [
  ["start", "startTask", {}],
  ["stop", "stopTask", {}],
  ["fullSpeed", "fullSpeedRendering", {}],
  ["rerender", "restartFailedFrames", {}],
  ["delete", "deleteTask", {}],
  ["abandon", "abortTask", {}],
  ["change", "setTaskOverTimeStop", { overTime: 7777 }],
];

describe("a task in a state that does not allow the operation", () => {
  it.each(PATHS)("keeps everything: %s", (operation, name, members) => {
    const { farm } = testFarm();
    const snapshot = () =>
      [...farm.leavesById.values()].map(({ id, status, deleted, limitSeconds, counts }) =>
        JSON.stringify([id, status, deleted, limitSeconds, counts]),
      );
    const refusing = [...farm.leavesById.values()].filter(
      (leaf) => !leaf.job.isShell && !stateAllows(leaf.status, operation, ANIMATION),
    );
    expect(refusing.length).toBeGreaterThan(0);
    const before = snapshot();
    for (const { id } of refusing) answerRequest(farm, name, { taskIds: [id], ...members });
    expect(snapshot()).toEqual(before);
  });
});

const taskIn = (status: number) => {
  const world = testFarm();
  const leaf = [...world.farm.leavesById.values()].find((one) => one.status === status && !one.job.isShell);
  if (!leaf) throw new Error(`No task in state ${status}`);
  return { ...world, id: leaf.id, firstFrameId: leaf.firstFrameId };
};

describe("states that only the vendor's client names", () => {
  it("start submits a task again whose submission failed, and it renders in the end", () => {
    const { id, code, pass, leaf } = taskIn(TASK.submitFailed);
    expect(code("startTask", { taskIds: [id] })).toBe(200);
    expect(leaf(id).status).toBe(TASK.submitting);
    pass(600);
    expect([TASK.rendering, TASK.finished]).toContain(leaf(id).status);
  });

  it.each([TASK.submitting, TASK.testDone])("stop ends a task in state %d", (status) => {
    const { id, code, pass, leaf } = taskIn(status);
    code("stopTask", { taskIds: [id] });
    pass(600);
    expect(leaf(id).status).toBe(TASK.stopped);
  });

  it("full speed renders the held frames while the test frames still render", () => {
    const { id, firstFrameId, code, pass, leaf } = taskIn(TASK.testDone);
    code("restartFrame", { taskId: id, selectAll: 0, ids: [firstFrameId] });
    pass(10);
    expect(leaf(id)).toMatchObject({ status: TASK.rendering, executing: 1 });
    code("fullSpeedRendering", { taskIds: [id] });
    pass(10);
    expect(leaf(id).executing).toBeGreaterThan(1);
    pass(100_000);
    expect(leaf(id).waiting).toBe(0);
  });
});
