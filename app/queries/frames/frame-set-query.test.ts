import { CancelledError } from "@tanstack/react-query";
import { HttpResponse, http } from "msw";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { endpoints } from "../../protocol/endpoints";
import { type ConnectedFarm, connectFarm, startNetwork } from "../../test/connect-farm";
import { counts } from "../../test/make-frame-set";
import { rewriteAnswer } from "../../test/rewrite-answer";
import { server } from "../../test/server";
import { frameKeys } from "./frame-keys";
import { matchesCounts } from "./frame-refresh";
import { type FrameSet, isComplete, isLoaded } from "./frame-set";
import { frameSetQuery, pauseFrames } from "./frame-set-query";

startNetwork();

/** The additional task of the farm: 15 pages, of which the first six are finished and the others are not. */
const TASK = 40_001;
const FINISHED = [1, 2, 3, 4, 5, 6];
const UNFINISHED = [7, 8, 9, 10, 11, 12, 13, 14, 15];
const ALL = [...FINISHED, ...UNFINISHED];
const NOW = 1_793_491_200_000;

// Pages are compared by the moment of their request, and two requests may fall into one millisecond.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Generous, because pages are published with a delay and the machine may be busy. */
const waitFor = (assertion: () => void) => vi.waitFor(assertion, { timeout: 4000 });

const connectTask = (frames = 1500) => connectFarm({ frames });

const countsOf = ({ farm }: ConnectedFarm) => {
  const { total, done, failed, executing, stopped, waiting } = farm.leaf(TASK);
  return counts({ total, done, failed, executing, stopped, waiting });
};
const fetchSet = (connection: ConnectedFarm, keyword = "") =>
  connection.client.fetchQuery({
    ...frameSetQuery(TASK, keyword, countsOf(connection)),
    staleTime: 0,
    retry: false,
  });
/** Fetches the set again, a second later. */
const fetchLater = (connection: ConnectedFarm) => {
  vi.setSystemTime(Date.now() + 1000);
  return fetchSet(connection);
};
const cachedSet = ({ client }: ConnectedFarm) => client.getQueryData<FrameSet>(frameKeys.set(TASK, ""));

const pageNumOf = (body: unknown) =>
  typeof body === "object" && body !== null && "pageNum" in body ? Number(body.pageNum) : 0;
const pagesOf = ({ sent }: ConnectedFarm) => sent("queryTaskFrames").map(pageNumOf);
/** The pages that were requested after the first `count` requests, in ascending order. */
const pagesAfter = (connection: ConnectedFarm, count: number) =>
  pagesOf(connection)
    .slice(count)
    .sort((a, b) => a - b);

/** Gives each page the response of `respond`; undefined leaves it to the farm. */
const interceptPages = (respond: (pageNum: number) => Response | Promise<undefined> | undefined) =>
  server.use(
    http.post<never, { pageNum: number }>(`*${endpoints.queryTaskFrames.path}`, async ({ request }) =>
      respond((await request.clone().json()).pageNum),
    ),
  );
const noResponse = () => new Promise<undefined>(() => undefined);
/** Pages that fail or have no response until the returned function is called. */
function blockPages(isBlocked: (pageNum: number) => boolean, kind: "fail" | "hang") {
  let isOver = false;
  interceptPages((pageNum) => {
    if (isOver || !isBlocked(pageNum)) return undefined;
    return kind === "fail" ? HttpResponse.error() : noResponse();
  });
  return () => {
    isOver = true;
  };
}

describe("the first load of frames", () => {
  it("reads every page once, the first one alone", async () => {
    const connection = connectTask();
    const release = connection.hold("queryTaskFrames");
    const loading = fetchSet(connection);
    await waitFor(() => expect(connection.sent("queryTaskFrames")).not.toHaveLength(0));
    expect(pagesOf(connection)).toEqual([1]);
    release();
    const set = await loading;
    expect(pagesAfter(connection, 0)).toEqual(ALL);
    expect(set).toMatchObject({ total: 1500, pageCount: 15, isPaused: false, isSearchResult: false });
    expect([isComplete(set), matchesCounts(set, countsOf(connection))]).toEqual([true, true]);
  });

  it("publishes the first page before the others arrive", async () => {
    const connection = connectTask();
    blockPages((pageNum) => pageNum > 1, "hang");
    void fetchSet(connection).catch(() => undefined);
    await waitFor(() => expect(cachedSet(connection)).toMatchObject({ pageCount: 15, total: 1500 }));
    expect(cachedSet(connection)?.pages.size).toBe(1);
  });

  it("records a failed page and loads the others", async () => {
    const connection = connectTask();
    blockPages((pageNum) => pageNum === 3, "fail");
    const set = await fetchSet(connection);
    expect([...set.failed]).toEqual([[3, { kind: "network", certainty: "not-sent" }]]);
    expect([set.pages.size, isLoaded(set), isComplete(set)]).toEqual([14, true, false]);
  });

  it.each([null, undefined, 0, -1, 1, 40])(
    "reads every page when the farm sends the page count %s",
    async (pageCount) => {
      const connection = connectTask(250);
      rewriteAnswer(connection.farm.farm, "queryTaskFrames", ({ data, ...envelope }) => ({
        ...envelope,
        data: { ...Object(data), pageCount },
      }));
      const set = await fetchSet(connection);
      expect([...set.pages.values()].reduce((sum, { rows }) => sum + rows.length, 0)).toBe(250);
      expect([isComplete(set), set.pageCount, set.failed.size]).toEqual([true, 3, 0]);
    },
  );

  it.each([null, 0, 1_000_000])("reads to the end of the list when the farm sends the total %s", async (total) => {
    const connection = connectTask(250);
    rewriteAnswer(connection.farm.farm, "queryTaskFrames", ({ data, ...envelope }, { pageNum }) =>
      Number(pageNum) > 3
        ? { ...envelope, code: 700, data: null }
        : { ...envelope, data: { ...Object(data), total, pageCount: null } },
    );
    const set = await fetchSet(connection);
    expect([...set.pages.values()].reduce((sum, { rows }) => sum + rows.length, 0)).toBe(250);
    expect(isLoaded(set)).toBe(true);
    expect(pagesOf(connection).length).toBeLessThan(20);
  });

  it("is empty when the farm has no records", async () => {
    const connection = connectTask();
    connection.faults.set("queryTaskFrames", { kind: "refuse", code: 700 });
    const set = await fetchSet(connection);
    expect([isComplete(set), set.total, set.failed.size]).toEqual([true, 0, 0]);
  });

  it("rejects and caches nothing when the first page fails", async () => {
    const connection = connectTask();
    connection.faults.set("queryTaskFrames", { kind: "badGateway" });
    await expect(fetchSet(connection)).rejects.toThrow("queryTaskFrames");
    expect(cachedSet(connection)).toBeUndefined();
  });

  it("reads the result of a search into a set of its keyword", async () => {
    const connection = connectTask();
    const set = await fetchSet(connection, "77");
    expect(connection.sent("queryTaskFrames")).toEqual([
      { taskId: TASK, pageNum: 1, pageSize: 100, searchKeyword: "77" },
    ]);
    expect(set.isSearchResult).toBe(true);
    expect(cachedSet(connection)).toBeUndefined();
  });
});

describe("a paused load of frames", () => {
  it("is paused without frames before its first page, and starts again", async () => {
    const connection = connectTask();
    const unblock = blockPages(() => true, "hang");
    const loading = fetchSet(connection);
    await waitFor(() => expect(pagesOf(connection)).toEqual([1]));
    pauseFrames(TASK, "");
    expect(await loading).toMatchObject({ isPaused: true, pageCount: 0 });
    unblock();
    expect(isLoaded(await fetchSet(connection))).toBe(true);
    expect(pagesAfter(connection, 1)).toEqual(ALL);
  });

  it("keeps its pages and reads only the missing ones when it is resumed", async () => {
    const connection = connectTask();
    const unblock = blockPages((pageNum) => pageNum > 10, "hang");
    const loading = fetchSet(connection);
    await waitFor(() => expect(cachedSet(connection)?.pages.size).toBe(10));
    pauseFrames(TASK, "");
    const paused = await loading;
    expect([paused.isPaused, isLoaded(paused), paused.pages.size, paused.failed.size]).toEqual([true, false, 10, 0]);
    const count = pagesOf(connection).length;
    unblock();
    const resumed = await fetchSet(connection);
    expect([resumed.isPaused, isComplete(resumed)]).toEqual([false, true]);
    expect(pagesAfter(connection, count)).toEqual([11, 12, 13, 14, 15]);
  });

  it("does not pause the load of another keyword", async () => {
    const connection = connectTask();
    const release = connection.hold("queryTaskFrames");
    const loading = fetchSet(connection, "77");
    await waitFor(() => expect(pagesOf(connection)).toEqual([1]));
    pauseFrames(TASK, "");
    release();
    expect((await loading).isPaused).toBe(false);
  });
});

describe("a load of frames that the query client cancels", () => {
  it("rejects before its first page", async () => {
    const connection = connectTask();
    blockPages(() => true, "hang");
    const loading = fetchSet(connection);
    await waitFor(() => expect(pagesOf(connection)).toEqual([1]));
    await connection.client.cancelQueries();
    await expect(loading).rejects.toBeInstanceOf(CancelledError);
    expect(cachedSet(connection)).toBeUndefined();
  });

  it("keeps the published pages and is not paused", async () => {
    const connection = connectTask();
    blockPages((pageNum) => pageNum > 1, "hang");
    const loading = fetchSet(connection);
    await waitFor(() => expect(pagesOf(connection)).toContain(2));
    await connection.client.cancelQueries();
    expect(await loading).toBe(cachedSet(connection));
    expect(cachedSet(connection)).toMatchObject({ isPaused: false, pageCount: 15 });
  });
});

describe("a refresh of frames", () => {
  it("reads only the pages with unfinished frames", async () => {
    const connection = connectTask();
    await fetchSet(connection);
    const set = await fetchLater(connection);
    expect(pagesAfter(connection, 15)).toEqual(UNFINISHED);
    expect([set.pages.get(1)?.dataReadAtMs, set.pages.get(7)?.dataReadAtMs]).toEqual([NOW, NOW + 1000]);
  });

  it("reads 24 pages at most", async () => {
    const connection = connectTask(5000);
    await fetchSet(connection);
    await fetchLater(connection);
    expect(new Set(pagesAfter(connection, 50)).size).toBe(24);
    expect(pagesOf(connection)).toHaveLength(74);
  });

  it("reads finished pages again whose frames were restarted elsewhere, once", async () => {
    const connection = connectTask();
    await fetchSet(connection);
    const [first] = connection.farm.leaf(TASK).frames;
    connection.farm.read("restartFrame", { taskId: TASK, selectAll: 0, ids: [first?.id] });
    const set = await fetchLater(connection);
    expect(pagesAfter(connection, 15)).toEqual(ALL);
    expect(matchesCounts(set, countsOf(connection))).toBe(true);
    await fetchLater(connection);
    expect(pagesAfter(connection, 30)).toEqual([1, ...UNFINISHED]);
  });

  it("reads a failed page again and removes its failure", async () => {
    const connection = connectTask();
    const unblock = blockPages((pageNum) => pageNum === 3, "fail");
    await fetchSet(connection);
    expect((await fetchLater(connection)).failed.size).toBe(1);
    unblock();
    const set = await fetchLater(connection);
    expect(pagesAfter(connection, 25)).toEqual([3, ...UNFINISHED]);
    expect([set.failed.size, isComplete(set)]).toEqual([0, true]);
  });

  it("keeps the frames of a page that fails", async () => {
    const connection = connectTask();
    await fetchSet(connection);
    blockPages((pageNum) => pageNum === 8, "fail");
    const set = await fetchLater(connection);
    expect([...set.failed.keys()]).toEqual([8]);
    expect(set.pages.get(8)?.rows).toHaveLength(100);
  });

  it("reads the pages that were added to the task", async () => {
    const connection = connectTask();
    const loaded = await fetchSet(connection);
    const first = new Map([...loaded.pages].filter(([pageNum]) => pageNum === 1));
    connection.client.setQueryData<FrameSet>(frameKeys.set(TASK, ""), {
      ...loaded,
      pages: first,
      pageCount: 1,
      total: 100,
    });
    expect(isComplete(await fetchLater(connection))).toBe(true);
    expect(pagesAfter(connection, 15)).toEqual(ALL);
  });

  it("updates the number of malformed rows", async () => {
    const connection = connectTask(100);
    connection.faults.set("queryTaskFrames", { kind: "malformedRow" }, { times: 1 });
    expect((await fetchSet(connection)).pages.get(1)).toMatchObject({ malformed: 1 });
    expect((await fetchLater(connection)).pages.get(1)).toMatchObject({ malformed: 0 });
  });
});
