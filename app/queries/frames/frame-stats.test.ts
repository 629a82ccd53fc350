import { focusManager, onlineManager, QueryObserver } from "@tanstack/react-query";
import { describe, expect, it, vi } from "vitest";
import { type ConnectedFarm, connectFarm, startNetwork } from "../../test/connect-farm";
import type { PollingChoice } from "../http/polling";
import { type FrameTotals, frameStatsKey, frameStatsQuery, withAbandoned } from "./frame-stats";

startNetwork();

const load = ({ client }: ConnectedFarm) =>
  client.fetchQuery({ ...frameStatsQuery("auto", false), staleTime: 0, retry: false });

const intervalOf = ({ client }: ConnectedFarm, isBusy: boolean, polling: PollingChoice = "auto") => {
  const options = frameStatsQuery(polling, isBusy);
  const query = new QueryObserver(client, options).getCurrentQuery();
  return typeof options.refetchInterval === "function" ? options.refetchInterval(query) : options.refetchInterval;
};

describe("withAbandoned", () => {
  it("subtracts the other frames from the total: 577 - (1 + 308 + 2 + 153) = 113 in the farm's own example", () => {
    const reported = { executing: 1, done: 308, failed: 2, waiting: 153, total: 577 };
    expect(withAbandoned(reported)).toEqual({ ...reported, abandoned: 113 });
  });

  it("is null when a part is missing, and never below zero", () => {
    const reported = { executing: 1, done: 308, failed: 2, waiting: 153, total: 400 };
    expect(withAbandoned(reported).abandoned).toBe(0);
    for (const part of ["executing", "done", "failed", "waiting", "total"] as const)
      expect(withAbandoned({ ...reported, [part]: null }).abandoned).toBeNull();
  });
});

describe("frameStatsQuery", () => {
  it("reads the totals of the account", async () => {
    const connection = connectFarm({ tasks: 8 });
    const reported = connection.farm.read("queryAllFrameStats");
    const totals = await load(connection);
    expect(totals).toMatchObject({
      done: reported.doneFramesTotal,
      executing: reported.executingFramesTotal,
      failed: reported.failedFramesTotal,
      waiting: reported.waitingFramesTotal,
      total: reported.totalFrames,
    });
    expect(totals.abandoned).toBeGreaterThan(0);
    expect(connection.sent("queryAllFrameStats")).toEqual([{}]);
  });

  it.each([
    ["missing", {}],
    ["malformed", { failedFramesTotal: "many" }],
  ])("has null for a %s count, and the other counts", async (_, member) => {
    const connection = connectFarm();
    connection.respond("queryAllFrameStats", {
      doneFramesTotal: "308",
      executingFramesTotal: 1,
      waitingFramesTotal: 153,
      totalFrames: 577,
      ...member,
    });
    expect(await load(connection)).toEqual({
      done: 308,
      executing: 1,
      failed: null,
      waiting: 153,
      total: 577,
      abandoned: null,
    });
  });

  it("keeps the last totals after a failure", async () => {
    const connection = connectFarm();
    const totals = await load(connection);
    connection.faults.set("queryAllFrameStats", { kind: "badGateway" });
    await expect(load(connection)).rejects.toThrow("queryAllFrameStats");
    expect(connection.client.getQueryData<FrameTotals>(frameStatsKey)).toBe(totals);
  });

  it("reads again on mount, on focus and when the network returns, however new the totals are", async () => {
    const connection = connectFarm();
    await load(connection);
    connection.client.mount();
    const stop = new QueryObserver(connection.client, frameStatsQuery("off", false)).subscribe(() => undefined);
    const expectReads = async (reads: number) => {
      await vi.waitFor(() =>
        expect([connection.sent("queryAllFrameStats").length, connection.client.isFetching()]).toEqual([reads, 0]),
      );
    };
    await expectReads(2);
    focusManager.setFocused(false);
    focusManager.setFocused(true);
    await expectReads(3);
    onlineManager.setOnline(false);
    onlineManager.setOnline(true);
    await expectReads(4);
    stop();
    connection.client.unmount();
    focusManager.setFocused(undefined);
  });
});

describe("the interval between reads of the totals", () => {
  it("is 5 seconds while a task is active, 15 otherwise, and the user's choice", async () => {
    const connection = connectFarm();
    await load(connection);
    expect([intervalOf(connection, true), intervalOf(connection, false)]).toEqual([5000, 15_000]);
    expect([intervalOf(connection, true, "60"), intervalOf(connection, true, "off")]).toEqual([60_000, false]);
  });

  it("is 10 seconds after a failure", async () => {
    const connection = connectFarm();
    connection.faults.set("queryAllFrameStats", { kind: "badGateway" });
    await expect(load(connection)).rejects.toThrow("queryAllFrameStats");
    expect(intervalOf(connection, true)).toBe(10_000);
  });
});
