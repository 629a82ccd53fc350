import { QueryObserver } from "@tanstack/react-query";
import { describe, expect, it } from "vitest";
import { type ConnectedFarm, connectFarm, startNetwork } from "../../test/connect-farm";
import type { PollingChoice } from "../http/polling";
import { tileProgressQuery } from "./tile-progress-query";

startNetwork();

const TASK = 40_001;

function connectTiles() {
  const connection = connectFarm({ tasks: 8, dialect: "current" });
  connection.respond("loadTaskProcessImg", {
    width: 1920,
    height: 1080,
    block: 2,
    grabInfo: [[{ frameIndex: "0", frameBlock: "1", framePercent: "40" }]],
  });
  return connection;
}

const load = ({ client }: ConnectedFarm) =>
  client.fetchQuery({ ...tileProgressQuery(TASK, true, "auto"), staleTime: 0, retry: false });

const intervalOf = ({ client }: ConnectedFarm, isRendering: boolean, polling: PollingChoice = "auto") => {
  const options = tileProgressQuery(TASK, isRendering, polling);
  const query = new QueryObserver(client, options).getCurrentQuery();
  return typeof options.refetchInterval === "function" ? options.refetchInterval(query) : options.refetchInterval;
};

it("tileProgressQuery reads the tiles of a task", async () => {
  const connection = connectTiles();
  const progress = await load(connection);
  expect(progress.grabInfo.rows).toMatchObject([{ frame: "0", tile: "1", percent: 40 }]);
  expect(connection.sent("loadTaskProcessImg")).toEqual([{ taskId: TASK }]);
});

describe("the interval between reads of tiles", () => {
  it("is 5 seconds while the task renders, as long as polling is on", async () => {
    const connection = connectTiles();
    await load(connection);
    expect([intervalOf(connection, true), intervalOf(connection, false)]).toEqual([5000, false]);
    expect([intervalOf(connection, true, "60"), intervalOf(connection, true, "off")]).toEqual([60_000, false]);
  });

  it("is 10 seconds after a failure", async () => {
    const connection = connectFarm({ tasks: 8, dialect: "current" });
    connection.faults.set("loadTaskProcessImg", { kind: "badGateway" });
    await expect(load(connection)).rejects.toThrow("loadTaskProcessImg");
    expect(intervalOf(connection, true)).toBe(10_000);
  });
});
