import { describe, expect, it } from "vitest";
import { connectFarm, startNetwork } from "../../test/connect-farm";
import { farmFilter, farmSearchQuery, type SearchCriteria } from "./farm-search";
import { refreshTasks } from "./refresh-tasks";
import { readHistory } from "./task-history-query";

startNetwork();

const noCriteria: SearchCriteria = { text: "", status: [], fromMs: null, toMs: null };

describe("farmFilter", () => {
  it("is null without criteria, or with none that the farm has", () => {
    expect(farmFilter(noCriteria)).toBeNull();
    expect(farmFilter({ ...noCriteria, text: "  ", status: ["stuck"] })).toBeNull();
  });

  it("filters states by their codes", () => {
    expect(farmFilter({ ...noCriteria, status: ["failed", "finishedWithFailed"] })).toEqual({ statusList: [45, 30] });
  });

  it("leaves all states out when one is a group of the page: the filter would hide its tasks", () => {
    expect(farmFilter({ ...noCriteria, text: "dragon", status: ["failed", "stuck"] })).toEqual({
      searchKeyword: "dragon",
    });
  });

  it("searches for the longest word: the farm takes several for one text", () => {
    expect(farmFilter({ ...noCriteria, text: "s010 lighting  fx" })).toEqual({ searchKeyword: "lighting" });
  });

  it("writes moments as the farm does, in UTC+8", () => {
    const fromMs = Date.UTC(2026, 10, 1);
    expect(farmFilter({ ...noCriteria, fromMs, toMs: fromMs + 86_399_000 })).toEqual({
      startTime: "2026-11-01 08:00:00",
      endTime: "2026-11-02 07:59:59",
    });
  });
});

describe("farmSearchQuery", () => {
  it("merges the first page of results into the history and returns their number", async () => {
    const { client, sent } = connectFarm({ tasks: 8 });
    await refreshTasks(client, [40_001]);
    const total = await client.fetchQuery(farmSearchQuery({ statusList: [50] }));
    expect(sent("getTaskList")).toEqual([{ statusList: [50], pageNum: 1, pageSize: 100 }]);
    expect(readHistory(client).nodes.has(40_001)).toBe(true);
    expect(readHistory(client).nodes.size).toBeGreaterThan(1);
    expect(total).toBeGreaterThan(0);
  });

  it("sends each filter once, and no second request after a failure", async () => {
    const { client, sent, faults } = connectFarm({ tasks: 8 });
    await client.fetchQuery(farmSearchQuery({ searchKeyword: "a" }));
    await client.fetchQuery(farmSearchQuery({ searchKeyword: "a" }));
    expect(sent("getTaskList")).toHaveLength(1);
    faults.set("getTaskList", { kind: "outage" });
    await expect(client.fetchQuery(farmSearchQuery({ searchKeyword: "b" }))).rejects.toThrow("getTaskList");
    expect(sent("getTaskList")).toHaveLength(2);
  });
});
