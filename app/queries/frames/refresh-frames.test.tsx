import { QueryObserver } from "@tanstack/react-query";
import { waitFor } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { endpoints } from "../../protocol/endpoints";
import { connectFarm } from "../../test/connect-farm";
import { counts } from "../../test/make-frame-set";
import { renderQueryHook } from "../../test/render-query-hook";
import { server } from "../../test/server";
import { frameKeys } from "./frame-keys";
import { matchesCounts } from "./frame-refresh";
import { emptyFrameSet, type FrameSet } from "./frame-set";
import { frameSetQuery } from "./frame-set-query";
import { taskInContextQuery } from "./frame-task";
import { checkFrames, refreshFrames, useRetryPages } from "./refresh-frames";

/** The additional task of the farm: 15 pages, of which the first six are finished and the others are not. */
const TASK = 40_001;
const UNFINISHED = [7, 8, 9, 10, 11, 12, 13, 14, 15];

// Pages are compared by the moment of their request, and two requests may fall into one millisecond.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: 1_793_491_200_000 });
});

/** A farm whose frames are loaded, with functions for what is requested afterwards. */
async function loadTask(failedPages: readonly number[] = []) {
  const connection = connectFarm({ frames: 1500 });
  const { client, farm, sent } = connection;
  const countsNow = () => {
    const { total, done, failed, executing, stopped, waiting } = farm.leaf(TASK);
    return counts({ total, done, failed, executing, stopped, waiting });
  };
  let failing = new Set(failedPages);
  server.use(
    http.post<never, { pageNum: number }>(`*${endpoints.queryTaskFrames.path}`, async ({ request }) =>
      failing.has((await request.clone().json()).pageNum) ? HttpResponse.error() : undefined,
    ),
  );
  await client.fetchQuery({ ...frameSetQuery(TASK, "", countsNow()), retry: false });
  vi.setSystemTime(Date.now() + 1000);
  return {
    ...connection,
    countsNow,
    /** Replaces the pages whose requests fail. */
    failPages: (...pages: readonly number[]) => {
      failing = new Set(pages);
    },
    cachedSet: () => client.getQueryData<FrameSet>(frameKeys.set(TASK, "")),
    failedPages: () => [...(client.getQueryData<FrameSet>(frameKeys.set(TASK, ""))?.failed.keys() ?? [])],
    /** The pages requested since the load, in ascending order. */
    pages: () =>
      sent("queryTaskFrames")
        .slice(15)
        .map((body) => (typeof body === "object" && body !== null && "pageNum" in body ? Number(body.pageNum) : 0))
        .sort((a, b) => a - b),
    idsAt: (...positions: readonly number[]) =>
      farm.leaf(TASK).frames.flatMap(({ id }, index) => (positions.includes(index) ? [id] : [])),
    /** Lets the page show the task, as a check before a write requires it. */
    showTask: async () => {
      const stop = new QueryObserver(client, taskInContextQuery(client, TASK, "off")).subscribe(() => undefined);
      await waitFor(() => expect(client.isFetching()).toBe(0));
      return stop;
    },
  };
}

describe("refreshFrames", () => {
  it("reads the pages of the given frames, each once", async () => {
    const { client, idsAt, pages, cachedSet } = await loadTask();
    const before = cachedSet();
    await refreshFrames(client, TASK, "", new Set(idsAt(0, 5, 250)));
    expect(pages()).toEqual([1, 3]);
    expect(cachedSet()?.pages.get(1)?.dataReadAtMs).toBe(Date.now());
    expect(cachedSet()?.pages.get(2)).toBe(before?.pages.get(2));
  });

  it("reads the failed pages too", async () => {
    const { client, idsAt, pages, failPages, failedPages } = await loadTask([2, 4]);
    failPages();
    await refreshFrames(client, TASK, "", new Set(idsAt(0)));
    expect(pages()).toEqual([1, 2, 4]);
    expect(failedPages()).toEqual([]);
  });

  it("rejects when a page fails, and keeps its frames", async () => {
    const { client, idsAt, failPages, failedPages, cachedSet } = await loadTask();
    failPages(3);
    await expect(refreshFrames(client, TASK, "", new Set(idsAt(0, 250)))).rejects.toMatchObject({
      operation: "queryTaskFrames",
      failure: { kind: "network", certainty: "not-sent" },
    });
    expect(failedPages()).toEqual([3]);
    expect(cachedSet()?.pages.get(3)?.rows).toHaveLength(100);
    expect(cachedSet()?.pages.get(1)?.dataReadAtMs).toBe(Date.now());
  });

  it("sends nothing without frames and failed pages", async () => {
    const { client, pages } = await loadTask();
    await refreshFrames(client, TASK, "", new Set());
    expect(pages()).toEqual([]);
  });
});

describe("checkFrames", () => {
  it("reads the task and the pages of the given frames when nothing has changed", async () => {
    const { client, idsAt, pages, sent, showTask } = await loadTask();
    const stop = await showTask();
    await checkFrames(client, TASK, "", new Set(idsAt(0)));
    expect(sent("queryTaskInfo")).toHaveLength(2);
    expect(pages()).toEqual([1]);
    stop();
  });

  it("reads the pages that must have changed until the frames match the counts", async () => {
    const { client, farm, idsAt, pages, cachedSet, countsNow, showTask } = await loadTask();
    const stop = await showTask();
    farm.read("restartFrame", { taskId: TASK, selectAll: 0, ids: idsAt(150) });
    await checkFrames(client, TASK, "", new Set(idsAt(0)));
    // Page 1 is read for its frame, and the done frames of pages 2 to 6 are more than the farm counts.
    expect(pages()).toEqual([1, 2, 3, 4, 5, 6, ...UNFINISHED]);
    expect(cachedSet()).toMatchObject({ reported: { counts: countsNow() } });
    expect(matchesCounts(cachedSet() ?? emptyFrameSet, countsNow())).toBe(true);
    stop();
  });

  it("ends after four rounds when the frames never match the counts", async () => {
    const { client, respond, farm, pages, showTask } = await loadTask();
    const [task] = farm.read("queryTaskInfo", { taskIds: [TASK] }).rows;
    const stop = await showTask();
    respond("queryTaskInfo", {
      items: [{ id: TASK, taskStatus: task?.statusCode, totalFrames: 1500, executingFrames: 99 }],
      pageCount: 1,
      pageNum: 1,
      total: 1,
      size: 100,
    });
    await checkFrames(client, TASK, "", new Set());
    expect(pages().filter((pageNum) => pageNum === 15)).toHaveLength(4);
    stop();
  });

  it("rejects when the task cannot be read, before any page", async () => {
    const { client, faults, idsAt, pages, showTask } = await loadTask();
    const stop = await showTask();
    faults.set("queryTaskInfo", { kind: "badGateway" });
    await expect(checkFrames(client, TASK, "", new Set(idsAt(0)))).rejects.toThrow("queryTaskInfo");
    expect(pages()).toEqual([]);
    stop();
  });

  it("rejects when a page fails, and starts no further round", async () => {
    const { client, failPages, idsAt, pages, showTask } = await loadTask();
    const stop = await showTask();
    failPages(1);
    await expect(checkFrames(client, TASK, "", new Set(idsAt(0)))).rejects.toThrow("queryTaskFrames");
    expect(pages()).toEqual([1]);
    stop();
  });
});

describe("useRetryPages", () => {
  it("reads the failed pages only", async () => {
    const { client, pages, failPages, failedPages } = await loadTask([2, 9]);
    expect(failedPages()).toEqual([2, 9]);
    const { result } = renderQueryHook(client, () => useRetryPages(TASK, ""));
    failPages();
    await result.current.mutateAsync();
    expect(pages()).toEqual([2, 9]);
    expect(failedPages()).toEqual([]);
  });

  it("leaves a page that fails again failed", async () => {
    const { client, failPages, failedPages, cachedSet } = await loadTask([2, 9]);
    const { result } = renderQueryHook(client, () => useRetryPages(TASK, ""));
    failPages(9);
    await expect(result.current.mutateAsync()).rejects.toThrow("queryTaskFrames");
    expect(failedPages()).toEqual([9]);
    expect(cachedSet()?.pages.size).toBe(14);
  });
});
