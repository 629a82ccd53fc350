import { InfiniteQueryObserver } from "@tanstack/react-query";
import { describe, expect, it, vi } from "vitest";
import { connectFarm, startNetwork } from "../../test/connect-farm";
import { deletedTasksQuery } from "./deleted-tasks";
import { hardwareQuery } from "./hardware";
import { outputFilesQuery } from "./output-files";
import { taskRecordQuery } from "./task-record";

startNetwork();

describe("hardwareQuery", () => {
  it("reads the machine types of tasks, or of the account without tasks", async () => {
    const { client, sent } = connectFarm({ tasks: 8, dialect: "current" });
    const { rows } = await client.fetchQuery(hardwareQuery([40_001]));
    expect(rows.filter(({ isCurrent }) => isCurrent)).toHaveLength(1);
    await client.fetchQuery(hardwareQuery([]));
    expect(sent("hardwareConfigList")).toEqual([{ taskIds: [40_001] }, {}]);
  });

  it("reads again every time: another user may have changed them", async () => {
    const { client, sent } = connectFarm({ tasks: 8, dialect: "current" });
    await client.fetchQuery(hardwareQuery([40_001]));
    await client.fetchQuery(hardwareQuery([40_001]));
    expect(sent("hardwareConfigList")).toHaveLength(2);
  });
});

it("outputFilesQuery reads the folder of a task, or a folder by its path", async () => {
  const { client, sent } = connectFarm({ tasks: 8, dialect: "current" });
  await client.fetchQuery(outputFilesQuery({ taskId: 40_001 }));
  await client.fetchQuery(outputFilesQuery({ path: "/" }));
  expect(sent("getOutputUserDirFile")).toEqual([{ treePath: "/", taskId: 40_001 }, { treePath: "/" }]);
});

it("deletedTasksQuery reads page after page, up to the last", async () => {
  const { client, sent, respond } = connectFarm({ dialect: "current" });
  const observer = new InfiniteQueryObserver(client, deletedTasksQuery);
  respond("getDeletedTasks", { items: [{ id: 1 }], pageNum: 1, pageCount: 2, total: 2, size: 100 });
  const stop = observer.subscribe(() => undefined);
  await vi.waitFor(() => expect(observer.getCurrentResult().hasNextPage).toBe(true));
  respond("getDeletedTasks", { items: [{ id: 2 }], pageNum: 2, pageCount: 2, total: 2, size: 100 });
  const { data, hasNextPage } = await observer.fetchNextPage();
  stop();
  expect(data?.pages.map(({ rows }) => rows.map(({ id }) => id))).toEqual([[1], [2]]);
  expect(hasNextPage).toBe(false);
  expect(sent("getDeletedTasks")).toEqual([
    { pageNum: 1, pageSize: 100 },
    { pageNum: 2, pageSize: 100 },
  ]);
  expect(deletedTasksQuery.staleTime).toBe(0);
});

it("taskRecordQuery reads page after page up to the last one", async () => {
  const { client, sent } = connectFarm({ tasks: 8, dialect: "current" });
  await client.fetchInfiniteQuery({ ...taskRecordQuery({}), pages: 2 });
  expect(sent("taskRecord")[0]).toEqual({ pageNum: 1, pageSize: 50 });
  const { getNextPageParam } = taskRecordQuery({});
  const page = { rows: [], malformed: 0, pageCount: 2, total: 60 };
  expect([getNextPageParam(page, [page], 1, [1]), getNextPageParam(page, [page], 2, [1, 2])]).toEqual([2, null]);
});
