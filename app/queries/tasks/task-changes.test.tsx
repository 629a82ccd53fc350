import { describe, expect, it, vi } from "vitest";
import type { Hardware } from "../../protocol/tasks/hardware";
import type { WriteTarget } from "../../protocol/tasks/write-batches";
import { connectFarm } from "../../test/connect-farm";
import { renderQueryHook } from "../../test/render-query-hook";
import { type ChangeRequest, type TaskChange, useChangeTasks } from "./task-changes";

const A = 40_001;
const B = 40_007;
const target = (id: number): WriteTarget => ({ rowId: id, topId: id, sendIds: [id] });
const range = (from: number, count: number) => Array.from({ length: count }, (_, index) => from + index);
const machine = (members: Partial<Hardware> & { readonly id: number }): Hardware => ({
  kind: "cpu",
  model: "28C",
  ram: "128GB",
  gpus: null,
  platform: 2,
  isCurrent: false,
  excludedSoftware: [],
  isAvailable: true,
  ...members,
});
const toMachine303: TaskChange = { kind: "hardware", hardware: machine({ id: 303 }) };
const addTag: TaskChange = { kind: "addTag", tag: "night" };
const limitTime: TaskChange = { kind: "timeLimit", seconds: 7200 };

function setUp() {
  const connection = connectFarm({ tasks: 8, dialect: "current" });
  const { result } = renderQueryHook(connection.client, () => useChangeTasks());
  const onProgress = vi.fn<(completed: number, total: number) => void>();
  const send = (...requests: readonly ChangeRequest[]) => result.current.mutateAsync({ requests, onProgress });
  return { ...connection, onProgress, send };
}

describe("useChangeTasks", () => {
  it.each([
    [limitTime, "setTaskOverTimeStop", { taskIds: [A, B], overTime: 7200 }],
    [addTag, "addTaskLabel", { label: "night", taskIds: [A, B] }],
    [{ kind: "removeTag", tag: "night" } as const, "deleteTaskLabel", { labelNames: ["night"], taskIds: [A, B] }],
    [
      toMachine303,
      "editTaskHardwareConfig",
      { taskIds: [A, B], hardwareConfigId: 303, model: "28C", gpuNum: "", ram: "128GB" },
    ],
  ] as const)("sends %o for all tasks together", async (change, operation, body) => {
    const { send, sent } = setUp();
    const outcomes = await send({ change, targets: [target(A), target(B)] });
    expect(sent(operation)).toEqual([body]);
    expect(outcomes.map(({ failure }) => failure)).toEqual([null, null]);
  });

  it("sends the number of GPUs of a machine type", async () => {
    const { send, sent } = setUp();
    await send({ change: { kind: "hardware", hardware: machine({ id: 402, gpus: "2*GPU" }) }, targets: [target(A)] });
    expect(sent("editTaskHardwareConfig")).toMatchObject([{ hardwareConfigId: 402, gpuNum: "2*GPU" }]);
  });

  it("sends the priority task by task, id by id", async () => {
    const { send, sent, onProgress } = setUp();
    const both: WriteTarget = { rowId: 40_002, topId: 40_002, sendIds: [40_003, 40_004] };
    await send({ change: { kind: "priority", level: 60 }, targets: [target(A), both] });
    expect(sent("updateTaskUserLevel")).toEqual([A, 40_003, 40_004].map((taskId) => ({ taskId, taskUserLevel: 60 })));
    expect(onProgress.mock.calls).toEqual([
      [0, 2],
      [1, 2],
      [2, 2],
    ]);
  });

  it("sends at most 100 ids per request", async () => {
    const { send, sent, faults } = setUp();
    faults.set("queryTaskInfo", { kind: "refuse", code: 600 });
    await send({ change: addTag, targets: range(1, 150).map(target) });
    expect(sent("addTaskLabel")).toEqual([
      { label: "night", taskIds: range(1, 100) },
      { label: "night", taskIds: range(101, 50) },
    ]);
  });

  it("reads each changed task back once", async () => {
    const { send, sent } = setUp();
    await send({ change: addTag, targets: [target(A)] }, { change: limitTime, targets: [target(A), target(B)] });
    expect(sent("queryTaskInfo")).toEqual([{ taskIds: [A, B] }]);
  });

  it("continues after a refusal that concerns the tasks of one request", async () => {
    const { send, sent, faults } = setUp();
    faults.set("addTaskLabel", { kind: "refuse", code: 404 });
    const outcomes = await send({ change: addTag, targets: [target(A)] }, { change: limitTime, targets: [target(A)] });
    expect(outcomes.map(({ failure }) => failure?.kind ?? null)).toEqual(["farm", null]);
    expect(sent("setTaskOverTimeStop")).toHaveLength(1);
  });

  it.each([
    ["a refusal for lack of rights", { kind: "refuse", code: 605 }, "not-sent"],
    ["a request without a response", { kind: "outage" }, "unknown"],
  ] as const)("stops the remaining changes after %s", async (_, fault, certainty) => {
    const { send, sent, faults } = setUp();
    faults.set("addTaskLabel", fault);
    const outcomes = await send({ change: addTag, targets: [target(A)] }, { change: limitTime, targets: [target(A)] });
    expect(sent("setTaskOverTimeStop")).toEqual([]);
    expect(outcomes.map(({ failure }) => failure?.certainty)).toEqual([certainty, "not-sent"]);
  });
});

describe("hardware that is read back", () => {
  it("is confirmed for all tasks with one request when they run on the chosen type", async () => {
    const { send, sent } = setUp();
    const outcomes = await send({ change: toMachine303, targets: [target(A), target(B)] });
    expect(outcomes.map(({ isOnHardware }) => isOnHardware)).toEqual([true, true]);
    expect(sent("hardwareConfigList")).toEqual([{ taskIds: [A, B] }]);
  });

  it("is confirmed task by task when they differ", async () => {
    const { send, sent, farm, faults } = setUp();
    farm.farm.hardware.set(B, 303);
    // The farm accepts the change and does not apply it to the first task.
    faults.set("editTaskHardwareConfig", { kind: "refuse", code: 600 });
    const outcomes = await send({ change: toMachine303, targets: [target(A), target(B)] });
    expect(outcomes.map(({ isOnHardware }) => isOnHardware)).toEqual([false, true]);
    expect(sent("hardwareConfigList")).toEqual([{ taskIds: [A, B] }, { taskIds: [A] }, { taskIds: [B] }]);
  });

  it("is not read again for a single task", async () => {
    const { send, sent, faults } = setUp();
    faults.set("editTaskHardwareConfig", { kind: "refuse", code: 600 });
    const [outcome] = await send({ change: toMachine303, targets: [target(A)] });
    expect(outcome?.isOnHardware).toBe(false);
    expect(sent("hardwareConfigList")).toHaveLength(1);
  });

  it("is not confirmed when it cannot be read", async () => {
    const { send, faults } = setUp();
    faults.set("hardwareConfigList", { kind: "badGateway" });
    const [outcome] = await send({ change: toMachine303, targets: [target(A)] });
    expect(outcome).toMatchObject({ failure: null, isOnHardware: false });
  });

  it("is not read for other changes", async () => {
    const { send, sent } = setUp();
    const [outcome] = await send({ change: addTag, targets: [target(A)] });
    expect(outcome?.isOnHardware).toBe(false);
    expect(sent("hardwareConfigList")).toEqual([]);
  });
});
