import { focusManager, onlineManager, QueryObserver } from "@tanstack/react-query";
import { describe, expect, it, vi } from "vitest";
import { type ConnectedFarm, connectFarm, startNetwork } from "../../test/connect-farm";
import type { PollingChoice } from "../http/polling";
import { readBackTasks, refreshTasks } from "./refresh-tasks";
import { isAskedFor, loadedHistory, readHistory, taskHistoryQuery } from "./task-history-query";
import { taskKeys } from "./task-keys";

startNetwork();

const poll = ({ client }: ConnectedFarm) =>
  client.fetchQuery({ ...taskHistoryQuery("off"), staleTime: 0, retry: false });

async function pollUntilComplete(connection: ConnectedFarm) {
  let history = await poll(connection);
  for (let polls = 1; !history.isComplete && polls < 20; polls += 1) history = await poll(connection);
  return history;
}

const pageNumbers = (bodies: readonly unknown[]) =>
  bodies.map((body) => (typeof body === "object" && body !== null && "pageNum" in body ? body.pageNum : undefined));

/** The interval until the next poll, in the state in which the query is now. */
function intervalOf({ client }: ConnectedFarm, polling: PollingChoice) {
  const options = taskHistoryQuery(polling);
  const query = new QueryObserver(client, options).getCurrentQuery();
  return typeof options.refetchInterval === "function" ? options.refetchInterval(query) : options.refetchInterval;
}

describe("polling", () => {
  it("loads the first list page alone, then the others in parallel, then the head and tasks by their ids", async () => {
    const connection = connectFarm({ tasks: 260 });
    expect((await poll(connection)).nodes.size).toBe(100);
    expect(pageNumbers(connection.sent("getTaskList"))).toEqual([1]);
    const history = await poll(connection);
    expect(pageNumbers(connection.sent("getTaskList"))).toEqual([1, 2, 3]);
    expect(history).toMatchObject({ isComplete: true, polls: 2 });
    expect(history.nodes.size).toBe(260);
    await poll(connection);
    expect(connection.sent("getTaskList").at(-1)).toEqual({ pageNum: 1, pageSize: 20 });
    expect(connection.sent("queryTaskInfo")).not.toHaveLength(0);
  });

  it("counts malformed rows", async () => {
    const connection = connectFarm();
    connection.faults.set("getTaskList", { kind: "malformedRow" }, { times: 1 });
    expect([...(await poll(connection)).malformed]).toEqual([[1, 1]]);
    expect([...(await poll(connection)).malformed]).toEqual([[1, 0]]);
  });

  it("removes a task that was deleted at the farm", async () => {
    const connection = connectFarm();
    await pollUntilComplete(connection);
    connection.farm.read("deleteTask", { taskParam: [19084] });
    const history = await poll(connection);
    expect([...history.nodes.keys()]).toEqual([18278]);
    expect(history.total).toBe(1);
  });

  it("reads a task by its id that is missing from a list page", async () => {
    const connection = connectFarm();
    await pollUntilComplete(connection);
    connection.farm.read("deleteTask", { taskParam: [18278] });
    await poll(connection);
    expect(connection.sent("queryTaskInfo").at(-1)).toEqual({ taskIds: [18278] });
  });

  it("keeps unchanged tasks, and the whole map of tasks when nothing changed", async () => {
    const connection = connectFarm();
    const before = await pollUntilComplete(connection);
    expect((await poll(connection)).nodes).toBe(before.nodes);
  });

  it("keeps a refresh that ended while the poll was waiting", async () => {
    const connection = connectFarm();
    await pollUntilComplete(connection);
    const release = connection.hold("getTaskList");
    const polled = poll(connection);
    connection.farm.read("deleteTask", { taskParam: [19084] });
    await refreshTasks(connection.client, [19084]);
    release();
    expect((await polled).nodes.has(19084)).toBe(false);
  });

  it("starts again on mount, on focus and when the network returns, however new the data is", async () => {
    const connection = connectFarm();
    await pollUntilComplete(connection);
    const count = () => connection.sent("getTaskList").length;
    connection.client.mount();
    const stop = new QueryObserver(connection.client, taskHistoryQuery("off")).subscribe(() => undefined);
    const expectPoll = async (polls: number) => {
      await vi.waitFor(() => expect([count(), connection.client.isFetching()]).toEqual([polls, 0]));
    };
    await expectPoll(2);
    focusManager.setFocused(false);
    focusManager.setFocused(true);
    await expectPoll(3);
    onlineManager.setOnline(false);
    onlineManager.setOnline(true);
    await expectPoll(4);
    stop();
    connection.client.unmount();
    focusManager.setFocused(undefined);
  });
});

describe("the interval between polls", () => {
  it("is one millisecond while the history loads, whatever the user chose", async () => {
    const connection = connectFarm({ tasks: 260 });
    await poll(connection);
    expect([intervalOf(connection, "off"), intervalOf(connection, "60")]).toEqual([1, 1]);
  });

  it("is 15 seconds while no task is active and 5 while one is", async () => {
    const calm = connectFarm();
    await pollUntilComplete(calm);
    expect([intervalOf(calm, "auto"), intervalOf(calm, "60"), intervalOf(calm, "off")]).toEqual([
      15_000,
      60_000,
      false,
    ]);
    const busy = connectFarm({ tasks: 8 });
    await pollUntilComplete(busy);
    expect(intervalOf(busy, "auto")).toBe(5000);
  });

  it("is the one for a calm farm before the first response", () => {
    expect(intervalOf(connectFarm(), "auto")).toBe(15_000);
  });

  it("is 10 seconds after a failure, while loading too", async () => {
    const connection = connectFarm({ tasks: 260 });
    await poll(connection);
    connection.faults.set("getTaskList", { kind: "badGateway" });
    await expect(poll(connection)).rejects.toThrow("getTaskList");
    expect(intervalOf(connection, "auto")).toBe(10_000);
    expect(intervalOf(connection, "off")).toBe(false);
  });

  it("is that of a failure already while a failed poll is tried again", async () => {
    const connection = connectFarm({ tasks: 260 });
    await poll(connection);
    connection.faults.set("getTaskList", { kind: "outage" });
    const options = { ...taskHistoryQuery("auto"), staleTime: 0, retry: 1, retryDelay: 60_000 };
    const failed = connection.client.fetchQuery(options);
    await vi.waitFor(() => expect(connection.client.getQueryState(taskKeys.history)?.fetchFailureCount).toBe(1));
    expect(intervalOf(connection, "auto")).toBe(10_000);
    await connection.client.cancelQueries({ queryKey: taskKeys.history });
    await expect(failed).resolves.toBeDefined();
  });
});

describe("reading the history", () => {
  it("is empty before the first response", () => {
    const { client } = connectFarm();
    expect(loadedHistory(client)).toBeUndefined();
    expect(readHistory(client).nodes.size).toBe(0);
  });

  it("returns the loaded history", async () => {
    const connection = connectFarm();
    const history = await pollUntilComplete(connection);
    expect(loadedHistory(connection.client)).toBe(history);
    expect(readHistory(connection.client)).toBe(history);
  });
});

describe("refreshing tasks", () => {
  it("reads the given tasks only, before the first poll too", async () => {
    const connection = connectFarm();
    await refreshTasks(connection.client, [19084]);
    expect([...readHistory(connection.client).nodes.keys()]).toEqual([19084]);
    expect(connection.requests.map(({ name }) => name)).toEqual(["queryTaskInfo"]);
  });

  it("rejects with the failure of its request", async () => {
    const connection = connectFarm();
    connection.faults.set("queryTaskInfo", { kind: "badGateway" });
    await expect(refreshTasks(connection.client, [19084])).rejects.toThrow("queryTaskInfo");
  });

  it("reads each task back once after a write", async () => {
    const connection = connectFarm();
    await readBackTasks(connection.client, [{ topId: 19084 }, { topId: 18278 }, { topId: 19084 }]);
    expect(connection.sent("queryTaskInfo")).toEqual([{ taskIds: [19084, 18278] }]);
    expect(connection.client.getQueryState(taskKeys.history)?.isInvalidated).toBe(false);
  });

  it("leaves it to the next poll when tasks cannot be read back", async () => {
    const connection = connectFarm();
    await pollUntilComplete(connection);
    connection.faults.set("queryTaskInfo", { kind: "badGateway" });
    await readBackTasks(connection.client, [{ topId: 19084 }]);
    expect(connection.client.getQueryState(taskKeys.history)?.isInvalidated).toBe(true);
  });
});

/** Whether somebody asks for it so many milliseconds after the last poll. */
async function askedAfter(ms: number, polling: PollingChoice, connection = connectFarm()) {
  await pollUntilComplete(connection);
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + ms });
  const isAsked = isAskedFor(connection.client, polling);
  vi.useRealTimers();
  return isAsked;
}

describe("new data of the farm", () => {
  it("is asked for by a fetch well before the interval is over, not by the interval itself", async () => {
    expect([await askedAfter(13_000, "auto"), await askedAfter(14_000, "auto")]).toEqual([true, false]);
    expect([await askedAfter(53_000, "60"), await askedAfter(55_000, "60")]).toEqual([true, false]);
  });

  it("is asked for by every fetch with polling off", async () => {
    expect(await askedAfter(3_600_000, "off")).toBe(true);
  });

  it("is not asked for while the list loads", async () => {
    const connection = connectFarm({ tasks: 260 });
    expect(isAskedFor(connection.client, "off")).toBe(false);
    await poll(connection);
    expect(isAskedFor(connection.client, "off")).toBe(false);
  });

  it("is asked for before the shorter interval after a failure is over", async () => {
    const connection = connectFarm();
    await pollUntilComplete(connection);
    connection.faults.set("getTaskList", { kind: "badGateway" });
    await expect(poll(connection)).rejects.toThrow("getTaskList");
    const { dataUpdatedAt = 0 } = connection.client.getQueryState(taskKeys.history) ?? {};
    vi.useFakeTimers({ toFake: ["Date"], now: dataUpdatedAt + 9500 });
    expect(isAskedFor(connection.client, "auto")).toBe(false);
    vi.setSystemTime(dataUpdatedAt + 8000);
    expect(isAskedFor(connection.client, "auto")).toBe(true);
    vi.useRealTimers();
  });
});
