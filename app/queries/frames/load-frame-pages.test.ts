import { HttpResponse, http } from "msw";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { endpoints } from "../../protocol/endpoints";
import { type ConnectedFarm, connectFarm, startNetwork } from "../../test/connect-farm";
import { failure, frames, page } from "../../test/make-frame-set";
import { server } from "../../test/server";
import { frameKeys } from "./frame-keys";
import { emptyFrameSet, type FrameSet, withFailure, withPage } from "./frame-set";
import { loadFirstPage, loadPages } from "./load-frame-pages";

startNetwork();

/** The additional task of the farm. */
const TASK = 40_001;
const range = (from: number, count: number) => Array.from({ length: count }, (_, index) => from + index);

/** Generous, because pages are published with a delay and the machine may be busy. */
const waitFor = (assertion: () => void) => vi.waitFor(assertion, { timeout: 4000 });

const connectTask = (pageCount: number) => connectFarm({ frames: pageCount * 100 });
const load = ({ client }: ConnectedFarm, pages: readonly number[], options: { set?: FrameSet; signal?: AbortSignal }) =>
  loadPages({ client, taskId: TASK, keyword: "", set: emptyFrameSet, ...options, pages });
const cachedSet = ({ client }: ConnectedFarm) => client.getQueryData<FrameSet>(frameKeys.set(TASK, ""));
const loadedPages = (set: FrameSet | undefined) => [...(set?.pages.keys() ?? [])].sort((a, b) => a - b);

/** Gives each page the response of `respond`; undefined leaves it to the farm. */
const interceptPages = (respond: (pageNum: number) => Response | Promise<undefined> | undefined) =>
  server.use(
    http.post<never, { pageNum: number }>(`*${endpoints.queryTaskFrames.path}`, async ({ request }) =>
      respond((await request.clone().json()).pageNum),
    ),
  );

describe("loadFirstPage", () => {
  it("requests 100 frames and dates them with the moment of the request", async () => {
    const connection = connectTask(2);
    const release = connection.hold("queryTaskFrames");
    const before = Date.now();
    const loading = loadFirstPage(TASK, "", new AbortController().signal, emptyFrameSet);
    const sentMs = Date.now();
    release();
    const set = await loading;
    expect(connection.sent("queryTaskFrames")).toEqual([{ taskId: TASK, pageNum: 1, pageSize: 100 }]);
    expect([set.pageCount, set.total, set.pages.get(1)?.rows.length]).toEqual([2, 200, 100]);
    expect(set.pages.get(1)?.dataReadAtMs).toBeGreaterThanOrEqual(before);
    expect(set.pages.get(1)?.dataReadAtMs).toBeLessThanOrEqual(sentMs);
  });

  it("rejects with the failure of its request", async () => {
    const connection = connectTask(1);
    connection.faults.set("queryTaskFrames", { kind: "refuse", code: 404 });
    const loading = loadFirstPage(TASK, "", new AbortController().signal, emptyFrameSet);
    await expect(loading).rejects.toMatchObject({ failure: { kind: "farm", code: 404 } });
  });
});

describe("loadPages", () => {
  it("has at most twelve open requests, of which a browser sends six and queues six", async () => {
    const connection = connectTask(20);
    const release = connection.hold("queryTaskFrames");
    const loading = load(connection, range(1, 20), {});
    await waitFor(() => expect(connection.sent("queryTaskFrames").length).toBeGreaterThanOrEqual(12));
    expect(connection.sent("queryTaskFrames")).toHaveLength(12);
    release();
    expect(loadedPages(await loading)).toEqual(range(1, 20));
    expect(connection.sent("queryTaskFrames")).toHaveLength(20);
  });

  it("requests the given pages only, with the keyword", async () => {
    const { client, sent } = connectTask(3);
    await loadPages({ client, taskId: TASK, keyword: "2", set: emptyFrameSet, pages: [2] });
    expect(sent("queryTaskFrames")).toEqual([{ taskId: TASK, pageNum: 2, pageSize: 100, searchKeyword: "2" }]);
  });

  it("sends nothing without pages", async () => {
    const connection = connectTask(1);
    expect(await load(connection, [], {})).toBe(emptyFrameSet);
    expect(connection.requests).toEqual([]);
  });

  it("dates a page with the moment of its request, since its frames may change until the response", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: 1000 });
    onTestFinished(() => void vi.useRealTimers());
    const connection = connectTask(1);
    const release = connection.hold("queryTaskFrames");
    const loading = load(connection, [1], {});
    await waitFor(() => expect(connection.sent("queryTaskFrames")).toHaveLength(1));
    vi.setSystemTime(6000);
    release();
    expect((await loading).pages.get(1)?.dataReadAtMs).toBe(1000);
  });

  it("publishes its pages while others are loaded", async () => {
    const connection = connectTask(4);
    interceptPages((pageNum) => (pageNum === 4 ? new Promise(() => undefined) : undefined));
    const cancellation = new AbortController();
    const loading = load(connection, range(1, 4), { signal: cancellation.signal });
    await waitFor(() => expect(loadedPages(cachedSet(connection))).toEqual([1, 2, 3]));
    cancellation.abort();
    await loading;
  });

  it("records the failure of each page and loads the others", async () => {
    const connection = connectTask(4);
    interceptPages((pageNum) => (pageNum === 2 ? HttpResponse.error() : undefined));
    const set = await load(connection, range(1, 4), {});
    expect([...set.failed]).toEqual([[2, failure]]);
    expect(loadedPages(set)).toEqual([1, 3, 4]);
  });

  it("returns the loaded pages after an abort, without failures", async () => {
    const connection = connectTask(20);
    interceptPages((pageNum) => (pageNum > 5 ? new Promise(() => undefined) : undefined));
    const cancellation = new AbortController();
    const loading = load(connection, range(1, 20), { signal: cancellation.signal });
    await waitFor(() => expect(loadedPages(cachedSet(connection))).toEqual(range(1, 5)));
    cancellation.abort();
    const set = await loading;
    expect([loadedPages(set), set.failed.size]).toEqual([range(1, 5), 0]);
    expect(connection.sent("queryTaskFrames")).toHaveLength(17);
  });

  it("keeps the pages that another load has requested later", async () => {
    const connection = connectTask(2);
    const release = connection.hold("queryTaskFrames");
    const loading = load(connection, [1, 2], {});
    await waitFor(() => expect(connection.sent("queryTaskFrames")).toHaveLength(2));
    const later = withPage(emptyFrameSet, 1, page(frames(5, 77), 2, 200), Date.now() + 1000);
    connection.client.setQueryData(frameKeys.set(TASK, ""), later);
    release();
    const set = await loading;
    expect(set.pages.get(1)).toBe(later.pages.get(1));
    expect(set.pages.get(2)?.rows).toHaveLength(100);
  });

  it("removes the failure of a page that it loads", async () => {
    const connection = connectTask(2);
    const set = withFailure(await load(connection, [1], {}), 2, failure);
    expect((await load(connection, [2], { set })).failed.size).toBe(0);
  });
});
