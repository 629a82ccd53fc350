import { act, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { newestReadMs } from "../../mirror/read-times";
import { connectFarm } from "../../test/connect-farm";
import { renderQueryHook } from "../../test/render-query-hook";
import { refreshTasks } from "./refresh-tasks";
import { readHistory } from "./task-history-query";
import { taskKeys } from "./task-keys";
import { dataReadAtMsOf, useDataReadAtMs, useHistoryQueryState, useTaskHistory } from "./use-task-history";

/** Renders a hook over a loaded history and counts its renders. */
async function renderCounted<Result>(hook: () => Result) {
  const connection = connectFarm();
  let renders = 0;
  const { result } = renderQueryHook(connection.client, () => {
    renders += 1;
    return { history: useTaskHistory("off"), counted: hook() };
  });
  await waitFor(() => expect(readHistory(connection.client).isComplete).toBe(true));
  await waitFor(() => expect(connection.client.isFetching()).toBe(0));
  return { ...connection, result, renders: () => renders };
}

describe("useTaskHistory", () => {
  it("renders nothing for a refresh without changes, and the change of the next one", async () => {
    const { client, farm, result, renders } = await renderCounted(() => null);
    const before = renders();
    await act(() => refreshTasks(client, [19_084]));
    expect(renders()).toBe(before);
    farm.read("deleteTask", { taskParam: [19_084] });
    await act(() => refreshTasks(client, [19_084]));
    await waitFor(() => expect(result.current.history.data?.nodes.size).toBe(1));
  });

  it("renders a change of the total, of the pages and of malformed rows", async () => {
    const { client, result } = await renderCounted(() => null);
    for (const change of [{ total: 9 }, { pageCount: 7 }, { pagesRead: 5 }, { malformed: new Map([[1, 2]]) }]) {
      act(() => void client.setQueryData(taskKeys.history, { ...readHistory(client), ...change }));
      await waitFor(() => expect(result.current.history.data).toMatchObject(change));
    }
  });
});

describe("useDataReadAtMs", () => {
  it("is when the newest data was read", async () => {
    const { client, result } = await renderCounted(() => useDataReadAtMs(true));
    await waitFor(() => expect(result.current.counted).toBe(newestReadMs(readHistory(client).readTimes)));
    expect(dataReadAtMsOf(readHistory(client))).toBe(result.current.counted);
  });

  it("is 0 while it is not enabled", async () => {
    const { result } = await renderCounted(() => useDataReadAtMs(false));
    expect(result.current.counted).toBe(0);
  });
});

it("useHistoryQueryState sends no request", async () => {
  const { client, requests } = connectFarm();
  const { result } = renderQueryHook(client, () => {
    const { data, fetchStatus } = useHistoryQueryState();
    return { data, fetchStatus };
  });
  expect(result.current.fetchStatus).toBe("idle");
  await act(() => refreshTasks(client, [19_084]));
  await waitFor(() => expect(result.current.data?.nodes.size).toBe(1));
  expect(requests.map(({ name }) => name)).toEqual(["queryTaskInfo"]);
});
