import { CancelledError, QueryObserver } from "@tanstack/react-query";
import { HttpResponse, http } from "msw";
import { describe, expect, it, vi } from "vitest";
import { endpoints } from "../../protocol/endpoints";
import { logLines } from "../../protocol/frames/frame-log";
import { type ConnectedFarm, connectFarm, startNetwork } from "../../test/connect-farm";
import { server } from "../../test/server";
import { frameKeys } from "./frame-keys";
import { frameLogQuery, pauseFrameLog } from "./frame-log-query";
import { type FrameLog, isLogRead } from "./log-pages";

startNetwork();

const FRAME = 7;
const path = `*${endpoints.showLog.path}`;

/** A log of `lines` pages of one line each; the response of a page waits for `gate`. */
function serveLog(lines: () => number, gate: (pageNum: number) => Promise<unknown> = () => Promise.resolve()) {
  server.use(
    http.post<never, { pageNum: number }>(path, async ({ request }) => {
      const { pageNum } = await request.json();
      await gate(pageNum);
      const data = {
        pageCount: lines(),
        pageNum,
        total: Array.from({ length: lines() }, (_, index) => `line ${index + 1}\n`).join("").length,
        size: 10,
        items: pageNum <= lines() ? [`line ${pageNum}`, ""] : [],
      };
      return HttpResponse.json({ version: "1.0.0", code: 200, message: "success", data, serverTime: 1 });
    }),
  );
}

const pagesOf = ({ sent }: ConnectedFarm) =>
  sent("showLog").map((body) => (typeof body === "object" && body !== null && "pageNum" in body ? body.pageNum : 0));
const load = ({ client }: ConnectedFarm, isRendering = false) =>
  client.fetchQuery({ ...frameLogQuery(FRAME, 0, isRendering, "auto"), staleTime: 0, retry: false });

describe("frameLogQuery", () => {
  it("reads the first page alone, then four pages in parallel", async () => {
    const connection = connectFarm({ dialect: "current" });
    serveLog(() => 6);
    const log = await load(connection);
    expect(logLines(log.pages)).toEqual(["line 1", "line 2", "line 3", "line 4", "line 5", "line 6"]);
    expect(pagesOf(connection)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(connection.sent("showLog")[0]).toEqual({ id: FRAME, pageNum: 1 });
  });

  it("reads the last page and the new ones the next time", async () => {
    const connection = connectFarm({ dialect: "current" });
    let lines = 3;
    serveLog(() => lines);
    await load(connection);
    lines = 4;
    const log = await load(connection);
    expect(pagesOf(connection).slice(3)).toEqual([3, 4]);
    expect(logLines(log.pages)).toHaveLength(4);
  });

  it("continues after a failure from the pages that were read", async () => {
    const connection = connectFarm({ dialect: "current" });
    serveLog(() => 3);
    server.use(
      http.post<never, { pageNum: number }>(path, async ({ request }) =>
        (await request.clone().json()).pageNum === 2 ? HttpResponse.error() : undefined,
      ),
    );
    await expect(load(connection)).rejects.toThrow("showLog");
    expect(connection.client.getQueryData<FrameLog>(frameKeys.log(FRAME, 0))?.pages).toHaveLength(1);
    serveLog(() => 3);
    expect((await load(connection)).pages).toHaveLength(3);
    expect(pagesOf(connection).filter((page) => page === 1)).toHaveLength(2);
  });

  it("caches nothing after a failure of the first page", async () => {
    const connection = connectFarm({ dialect: "current" });
    connection.faults.set("showLog", { kind: "badGateway" });
    await expect(load(connection)).rejects.toThrow("showLog");
    expect(connection.client.getQueryData(frameKeys.log(FRAME, 0))).toBeUndefined();
  });

  it("marks a log that the user pauses, keeps its pages, and resumes it", async () => {
    const connection = connectFarm({ dialect: "current" });
    serveLog(
      () => 3,
      (pageNum) => (pageNum === 1 ? Promise.resolve() : new Promise(() => undefined)),
    );
    const loading = load(connection);
    await vi.waitFor(() => expect(pagesOf(connection)).toEqual([1, 2, 3]));
    pauseFrameLog(FRAME, 0);
    expect(await loading).toMatchObject({ isPaused: true, pageCount: 3 });
    serveLog(() => 3);
    expect(await load(connection)).toMatchObject({ isPaused: false });
  });

  it("rejects when the query client cancels it", async () => {
    const connection = connectFarm({ dialect: "current" });
    serveLog(
      () => 3,
      () => new Promise(() => undefined),
    );
    const loading = load(connection);
    await vi.waitFor(() => expect(pagesOf(connection)).toEqual([1]));
    await connection.client.cancelQueries();
    await expect(loading).rejects.toBeInstanceOf(CancelledError);
    expect(connection.client.getQueryData(frameKeys.log(FRAME, 0))).toBeUndefined();
  });

  it("releases the controller of a log that is read", async () => {
    const connection = connectFarm({ dialect: "current" });
    serveLog(() => 1);
    await load(connection);
    const abort = vi.spyOn(AbortController.prototype, "abort");
    pauseFrameLog(FRAME, 0);
    expect(abort).not.toHaveBeenCalled();
    abort.mockRestore();
  });
});

const intervalOf = ({ client }: ConnectedFarm, isRendering: boolean) => {
  const options = frameLogQuery(FRAME, 0, isRendering, "auto");
  const query = new QueryObserver(client, options).getCurrentQuery();
  return typeof options.refetchInterval === "function" ? options.refetchInterval(query) : options.refetchInterval;
};

/** A log of six pages; `report` gives the counts, and `beyond` the answer to a page behind the end. */
function serveCounts(report: object, beyond: (pageNum: number) => object = () => ({ items: [] })) {
  server.use(
    http.post<never, { pageNum: number }>(path, async ({ request }) => {
      const { pageNum } = await request.json();
      const answer = pageNum <= 6 ? { items: [`line ${pageNum}`, ""] } : beyond(pageNum);
      const data = { pageNum, size: 7, ...report, ...answer };
      const code = "code" in answer ? answer.code : 200;
      return HttpResponse.json({ version: "1.0.0", code, message: "", data, serverTime: 1 });
    }),
  );
}

describe("a farm that counts the pages of a log wrongly", () => {
  const all = ["line 1", "line 2", "line 3", "line 4", "line 5", "line 6"];

  it.each([
    ["no page count", { pageCount: null, total: 42 }],
    ["one page", { pageCount: 1, total: 42 }],
    ["a page too few, and a total in bytes", { pageCount: 5, total: 60 }],
    ["too many pages", { pageCount: 9, total: 42 }],
    ["no total", { pageCount: 1, total: null }],
    ["neither", { pageCount: null, total: null, size: null }],
  ])("is read to its last line: %s", async (_, report) => {
    const connection = connectFarm({ dialect: "current" });
    serveCounts(report);
    const log = await load(connection);
    expect(logLines(log.pages)).toEqual(all);
    expect(isLogRead(log)).toBe(true);
    expect(pagesOf(connection).length).toBeLessThanOrEqual(10);
  });

  it.each([
    ["refuses", () => ({ code: 700 })],
    ["repeats the last page for", () => ({ items: ["line 6", ""] })],
  ])("ends where the farm %s a page behind the end", async (_, beyond) => {
    const connection = connectFarm({ dialect: "current" });
    serveCounts({ pageCount: 1, total: null }, beyond);
    expect(logLines((await load(connection)).pages)).toEqual(all);
  });

  it("shows the refusal of a page that was read before, and of the first one", async () => {
    const connection = connectFarm({ dialect: "current" });
    serveCounts({ pageCount: 1, total: 42 });
    await load(connection);
    server.use(http.post(path, () => HttpResponse.json({ code: 600, message: "", data: null, serverTime: 1 })));
    await expect(load(connection)).rejects.toThrow("showLog");
    connection.client.clear();
    await expect(load(connection)).rejects.toThrow("showLog");
  });
});

describe("the interval between reads of a log", () => {
  it("is 5 seconds while the frame renders and the log is read", async () => {
    const connection = connectFarm({ dialect: "current" });
    expect(intervalOf(connection, true)).toBe(false);
    serveLog(() => 2);
    await load(connection);
    expect([intervalOf(connection, true), intervalOf(connection, false)]).toEqual([5000, false]);
    connection.client.setQueryData<FrameLog>(frameKeys.log(FRAME, 0), (log) => log && { ...log, isPaused: true });
    expect(intervalOf(connection, true)).toBe(false);
  });

  it("is 10 seconds after a failure", async () => {
    const connection = connectFarm({ dialect: "current" });
    serveLog(() => 1);
    await load(connection);
    connection.faults.set("showLog", { kind: "badGateway" });
    server.use(http.post(path, () => HttpResponse.error()));
    await expect(load(connection)).rejects.toThrow("showLog");
    expect(intervalOf(connection, true)).toBe(10_000);
  });
});
