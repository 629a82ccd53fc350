import { CancelledError, QueryObserver } from "@tanstack/react-query";
import { HttpResponse, http } from "msw";
import { describe, expect, it, vi } from "vitest";
import { endpoints } from "../../protocol/endpoints";
import { logLines } from "../../protocol/frames/frame-log";
import { type ConnectedFarm, connectFarm, startNetwork } from "../../test/connect-farm";
import { server } from "../../test/server";
import { frameKeys } from "./frame-keys";
import { frameLogQuery, pauseFrameLog } from "./frame-log-query";
import type { FrameLog } from "./log-pages";

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
        total: lines() * 10,
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
