import { describe, expect, it } from "vitest";
import { connectFarm } from "../../test/connect-farm";
import { renderQueryHook } from "../../test/render-query-hook";
import { transferBidQuery, useCreateTasks, useSubmitTask } from "./new-tasks";
import { refreshTasks } from "./refresh-tasks";
import { taskKeys } from "./task-keys";

describe("new tasks", () => {
  it("have the ids of the transfer client, which are read once", async () => {
    const { client, farm, sent } = connectFarm();
    expect(await client.fetchQuery(transferBidQuery)).toEqual(farm.read("getTransferBid"));
    await client.fetchQuery(transferBidQuery);
    expect(sent("getTransferBid")).toHaveLength(1);
  });

  it("are reserved by their number", async () => {
    const { client, sent } = connectFarm();
    const { result } = renderQueryHook(client, () => useCreateTasks());
    expect((await result.current.mutateAsync({ count: 2 })).taskIdList).toHaveLength(2);
    expect(sent("createTask")).toEqual([{ count: 2 }]);
  });

  it.each(["accepted", "refused"])("invalidate the history when a submission is %s", async (outcome) => {
    const { client, sent, farm } = connectFarm();
    await refreshTasks(client, [19_084]);
    const [reserved] = farm.read("createTask", { count: 1 }).taskIdList;
    const { result } = renderQueryHook(client, () => useSubmitTask());
    const taskId = outcome === "accepted" ? (reserved ?? 0) : 77;
    await result.current.mutateAsync(taskId).catch(() => undefined);
    expect(sent("submitTask")).toEqual([{ taskId }]);
    expect(client.getQueryState(taskKeys.history)?.isInvalidated).toBe(true);
  });
});
