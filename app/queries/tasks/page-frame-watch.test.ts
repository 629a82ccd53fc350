import { describe, expect, it } from "vitest";
import { connectFarm, startNetwork } from "../../test/connect-farm";
import { hangFrame } from "../../test/hang-frame";
import { readFramesOfOneLeaf } from "./page-frame-watch";
import { readHistory, taskHistoryQuery } from "./task-history-query";

startNetwork();

/** A page that reads the farm itself, with a loaded list of one rendering task, whose frame hangs. */
async function open() {
  const connection = connectFarm({ dialect: "current", frames: 600 });
  hangFrame(connection.farm, 40_001);
  const { client } = connection;
  for (let polls = 0; polls < 20 && !readHistory(client).isComplete; polls += 1)
    await client.fetchQuery({ ...taskHistoryQuery("off"), staleTime: 0 });
  return connection;
}

describe("a page without a server", () => {
  it("finds the hung frame of its tasks, one leaf after another, each once a minute", async () => {
    const { client, sent } = await open();
    for (let turns = 0; turns < 8; turns += 1) await readFramesOfOneLeaf(client);
    expect(readHistory(client).troubles.get(40_001)).toMatchObject({ hung: 1 });
    const requests = sent("queryTaskFrames").length;
    await readFramesOfOneLeaf(client);
    expect(sent("queryTaskFrames")).toHaveLength(requests);
  });

  it("has no reading of a leaf that cannot be read", async () => {
    const { client, faults } = await open();
    faults.set("queryTaskFrames", { kind: "refuse", code: 600 });
    for (let turns = 0; turns < 8; turns += 1) await expect(readFramesOfOneLeaf(client)).resolves.not.toThrow();
    expect(readHistory(client).troubles.size).toBe(0);
  });

  it("reads nothing before its list is loaded", async () => {
    const { client, sent } = connectFarm({ frames: 60 });
    expect(await readFramesOfOneLeaf(client)).toBe(false);
    expect(sent("queryTaskFrames")).toEqual([]);
  });
});
