import { waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { WriteTarget } from "../../protocol/tasks/write-batches";
import { connectFarm } from "../../test/connect-farm";
import { renderQueryHook } from "../../test/render-query-hook";
import { refreshTasks } from "./refresh-tasks";
import { taskActionNames, taskActions } from "./task-actions";
import { readHistory } from "./task-history-query";
import { taskKeys } from "./task-keys";
import { usePendingActions } from "./use-pending-actions";
import { useTaskAction } from "./use-task-action";

const target = (id: number): WriteTarget => ({ rowId: id, topId: id, sendIds: [id] });
const range = (from: number, count: number) => Array.from({ length: count }, (_, index) => from + index);

function setUp(options: Parameters<typeof connectFarm>[0] = {}) {
  const connection = connectFarm({ tasks: 8, ...options });
  const { result } = renderQueryHook(connection.client, () => useTaskAction());
  return {
    ...connection,
    send: (...args: Parameters<typeof result.current.mutateAsync>) => result.current.mutateAsync(...args),
  };
}

describe("useTaskAction", () => {
  it.each(taskActionNames)("sends the operation of %s once", async (action) => {
    const { send, sent } = setUp({ dialect: "current" });
    const outcomes = await send({ action, targets: [target(40_010)] });
    const { operation, capability } = taskActions[action];
    expect(sent(operation)).toEqual([capability === null ? { taskParam: [40_010] } : { taskIds: [40_010] }]);
    expect(outcomes).toEqual([{ target: target(40_010), isSent: true, failure: null }]);
  });

  it("reads the tasks back, and no other", async () => {
    const { send, sent, client } = setUp();
    const child: WriteTarget = { rowId: 40_003, topId: 40_002, sendIds: [40_003] };
    await send({ action: "stop", targets: [child, target(40_001)] });
    expect(sent("queryTaskInfo")).toEqual([{ taskIds: [40_002, 40_001] }]);
    expect([...readHistory(client).nodes.keys()]).toEqual([40_002, 40_001]);
  });

  it("stops after the first failed request: the later ones are not sent, and reported so", async () => {
    const { send, sent, faults } = setUp();
    faults.set("stopTask", { kind: "outage" });
    faults.set("queryTaskInfo", { kind: "badGateway" });
    const outcomes = await send({ action: "stop", targets: range(1, 250).map(target) });
    expect(sent("stopTask")).toEqual([{ taskParam: range(1, 100) }]);
    expect(outcomes.map(({ target: { rowId } }) => rowId)).toEqual(range(1, 250));
    expect(outcomes.slice(0, 100).every(({ failure }) => failure?.certainty === "unknown")).toBe(true);
    expect(outcomes.slice(100).every(({ failure }) => failure?.certainty === "not-sent")).toBe(true);
  });

  it.each([
    ["a missing right", { kind: "refuse", code: 403 }, "not-sent"],
    ["a fault of the farm", { kind: "refuse", code: 500 }, "unknown"],
    ["a broken connection", { kind: "outage" }, "unknown"],
  ] as const)("tells what was accepted, what failed by %s and what was not sent apart", async (_, fault, certainty) => {
    const { send, faults } = setUp({ tasks: 260 });
    faults.set("stopTask", fault, { after: 1 });
    const ids = range(40_001, 250);
    const outcomes = await send({ action: "stop", targets: ids.map(target) });
    expect(outcomes.map(({ isSent }) => isSent)).toEqual([
      ...ids.slice(0, 200).map(() => true),
      ...ids.slice(200).map(() => false),
    ]);
    expect(outcomes.slice(0, 100).every(({ failure }) => failure === null)).toBe(true);
    expect(outcomes.slice(100, 200).every(({ failure }) => failure?.certainty === certainty)).toBe(true);
  });

  it("invalidates the history when the tasks cannot be read back", async () => {
    const { send, client, faults } = setUp();
    await refreshTasks(client, [40_001]);
    faults.set("queryTaskInfo", { kind: "badGateway" });
    const [outcome] = await send({ action: "stop", targets: [target(40_001)] });
    expect(outcome?.failure).toBeNull();
    expect(client.getQueryState(taskKeys.history)?.isInvalidated).toBe(true);
  });
});

describe("usePendingActions", () => {
  it("names the action of each row until its task was read back", async () => {
    const { client, hold } = connectFarm();
    const { result } = renderQueryHook(client, () => ({ pending: usePendingActions(), action: useTaskAction() }));
    expect(result.current.pending.size).toBe(0);
    const release = hold("queryTaskInfo");
    const done = result.current.action.mutateAsync({
      action: "stop",
      targets: [{ rowId: 19_088, topId: 19_084, sendIds: [19_088] }],
    });
    await waitFor(() => expect([...result.current.pending]).toEqual([[19_088, "stop"]]));
    release();
    await done;
    await waitFor(() => expect(result.current.pending.size).toBe(0));
  });
});
