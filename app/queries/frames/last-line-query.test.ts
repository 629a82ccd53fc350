import { describe, expect, it } from "vitest";
import { connectFarm, startNetwork } from "../../test/connect-farm";
import { lastLineQuery } from "./last-line-query";

startNetwork();

const log = (...items: readonly string[]) => ({ pageCount: 1, pageNum: 1, total: items.length, size: 100, items });

describe("the last line of a log", () => {
  it("is read of the frame, and is none of an empty log", async () => {
    const { client, respond, sent } = connectFarm({ dialect: "current" });
    respond("showLog", log("loading scene\nrendering 42 %\n"));
    expect(await client.fetchQuery(lastLineQuery(7, 0, "auto"))).toMatchObject({ text: "rendering 42 %" });
    respond("showLog", log(""));
    expect(await client.fetchQuery(lastLineQuery(8, 0, "auto"))).toBeNull();
    expect(sent("showLog")).toEqual([7, 8].map((id) => ({ id, pageNum: 1 })));
  });

  it("is another one in another run of the frame", async () => {
    const { client, respond, sent } = connectFarm({ dialect: "current" });
    respond("showLog", log("line\n"));
    for (const run of [0, 1, 0]) await client.fetchQuery(lastLineQuery(7, run, "auto"));
    expect(sent("showLog")).toHaveLength(2);
  });

  it("is read again every minute, and not with polling off", () => {
    const intervals = (["auto", "5", "off"] as const).map((polling) => lastLineQuery(7, 0, polling).refetchInterval);
    expect(intervals).toEqual([60_000, 60_000, false]);
  });
});
