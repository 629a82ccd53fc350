import { QueryObserver } from "@tanstack/react-query";
import { describe, expect, it, vi } from "vitest";
import { type ConnectedFarm, connectFarm, startNetwork } from "../../test/connect-farm";
import type { PollingChoice } from "../http/polling";
import { refreshTasks } from "../tasks/refresh-tasks";
import { frameKeys } from "./frame-keys";
import { refreshCounts, taskInContextQuery } from "./frame-task";

startNetwork();

/** A task of the specification with two layers. */
const SHELL = 19_084;
const LAYER = 19_088;
/** The additional task of a farm with frames. It is rendering. */
const ACTIVE = 40_001;

const load = ({ client }: ConnectedFarm, taskId: number) =>
  client.fetchQuery({ ...taskInContextQuery(client, taskId, "auto"), staleTime: 0, retry: false });

/** Observes the task, as the page does. */
async function observe({ client }: ConnectedFarm, taskId: number) {
  const observer = new QueryObserver(client, taskInContextQuery(client, taskId, "off"));
  const stop = observer.subscribe(() => undefined);
  await vi.waitFor(() => expect(observer.getCurrentResult().isFetching).toBe(false));
  return { observer, stop };
}

describe("taskInContextQuery", () => {
  it("reads a task with its layers", async () => {
    const connection = connectFarm();
    const context = await load(connection, SHELL);
    expect(context?.node).toBe(context?.top);
    expect(context?.top.children.map(({ task }) => task.id)).toContain(LAYER);
    expect(connection.sent("queryTaskInfo")).toEqual([{ taskIds: [SHELL] }]);
  });

  it("reads a layer, then the task that contains it", async () => {
    const connection = connectFarm();
    const context = await load(connection, LAYER);
    expect([context?.node.task.id, context?.top.task.id]).toEqual([LAYER, SHELL]);
    expect(context?.top.children).toContain(context?.node);
    expect(connection.sent("queryTaskInfo")).toEqual([{ taskIds: [LAYER] }, { taskIds: [SHELL] }]);
  });

  it("is null for a task that does not exist or was deleted", async () => {
    const connection = connectFarm();
    connection.farm.read("deleteTask", { taskParam: [SHELL] });
    expect([await load(connection, 77), await load(connection, SHELL)]).toEqual([null, null]);
  });

  it.each([
    ["another refusal", { kind: "refuse", code: 403 }],
    ["a gateway error", { kind: "badGateway" }],
  ] as const)("rejects with %s", async (_, fault) => {
    const connection = connectFarm();
    connection.faults.set("queryTaskInfo", fault);
    await expect(load(connection, SHELL)).rejects.toThrow("queryTaskInfo");
  });

  it("is dated with the moment of its request", async () => {
    const connection = connectFarm();
    const release = connection.hold("queryTaskInfo");
    const before = Date.now();
    const loading = load(connection, SHELL);
    const sentMs = Date.now();
    release();
    const context = await loading;
    expect(context?.dataReadAtMs).toBeGreaterThanOrEqual(before);
    expect(context?.dataReadAtMs).toBeLessThanOrEqual(sentMs);
  });

  it("starts with the task of the history, and reads it all the same", async () => {
    const connection = connectFarm();
    await refreshTasks(connection.client, [SHELL]);
    const release = connection.hold("queryTaskInfo");
    const observer = new QueryObserver(connection.client, taskInContextQuery(connection.client, LAYER, "off"));
    const stop = observer.subscribe(() => undefined);
    const { data, isFetching } = observer.getCurrentResult();
    expect([data?.node.task.id, data?.top.task.id, isFetching]).toEqual([LAYER, SHELL, true]);
    release();
    await vi.waitFor(() => expect(observer.getCurrentResult().isFetching).toBe(false));
    stop();
  });

  it("keeps the task of the history when it cannot be read", async () => {
    const connection = connectFarm();
    await refreshTasks(connection.client, [SHELL]);
    connection.faults.set("queryTaskInfo", { kind: "badGateway" });
    const { observer, stop } = await observe(connection, LAYER);
    const { data, isError } = observer.getCurrentResult();
    expect([data?.node.task.id, isError]).toEqual([LAYER, true]);
    stop();
  });

  it("starts without a task that is not in the history", async () => {
    const { client } = connectFarm();
    await refreshTasks(client, [SHELL]);
    expect(new QueryObserver(client, taskInContextQuery(client, 77, "off")).getCurrentResult().data).toBeUndefined();
  });
});

const intervalOf = ({ client }: ConnectedFarm, taskId: number, polling: PollingChoice = "auto") => {
  const options = taskInContextQuery(client, taskId, polling);
  const query = new QueryObserver(client, options).getCurrentQuery();
  return typeof options.refetchInterval === "function" ? options.refetchInterval(query) : options.refetchInterval;
};

describe("the interval between reads of the task", () => {
  it("is 5 seconds while the task is active, 15 otherwise, and the user's choice", async () => {
    const connection = connectFarm({ frames: 20 });
    await load(connection, ACTIVE);
    await load(connection, SHELL);
    expect([intervalOf(connection, ACTIVE), intervalOf(connection, SHELL)]).toEqual([5000, 15_000]);
    expect([intervalOf(connection, ACTIVE, "60"), intervalOf(connection, ACTIVE, "off")]).toEqual([60_000, false]);
  });

  it("is 10 seconds after a failure", async () => {
    const connection = connectFarm({ frames: 20 });
    connection.faults.set("queryTaskInfo", { kind: "badGateway" });
    await expect(load(connection, ACTIVE)).rejects.toThrow("queryTaskInfo");
    expect(intervalOf(connection, ACTIVE)).toBe(10_000);
  });
});

describe("refreshCounts", () => {
  it("reads the task of the page again and returns the counts of a layer", async () => {
    const connection = connectFarm();
    const { stop } = await observe(connection, SHELL);
    const { done, stopped, total } = connection.farm.leaf(LAYER);
    expect(await refreshCounts(connection.client, LAYER)).toMatchObject({ done, stopped, total });
    expect(connection.sent("queryTaskInfo")).toEqual([{ taskIds: [SHELL] }, { taskIds: [SHELL] }]);
    stop();
  });

  it("rejects when the task cannot be read, although it was read before", async () => {
    const connection = connectFarm();
    const { stop } = await observe(connection, SHELL);
    connection.faults.set("queryTaskInfo", { kind: "badGateway" });
    await expect(refreshCounts(connection.client, LAYER)).rejects.toMatchObject({ failure: { kind: "proxy" } });
    stop();
  });

  it("rejects as not found when the task was deleted", async () => {
    const connection = connectFarm();
    const { stop } = await observe(connection, SHELL);
    connection.farm.read("deleteTask", { taskParam: [SHELL] });
    await expect(refreshCounts(connection.client, LAYER)).rejects.toMatchObject({
      failure: { kind: "farm", code: 404, certainty: "not-sent" },
    });
    expect(connection.client.getQueryData(frameKeys.task(SHELL))).toBeNull();
    stop();
  });
});
