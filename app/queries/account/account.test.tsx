import { describe, expect, it } from "vitest";
import { connectFarm } from "../../test/connect-farm";
import { renderQueryHook } from "../../test/render-query-hook";
import {
  errorDetailQuery,
  labelsQuery,
  platformsQuery,
  useAddLabel,
  useChangeReminder,
  useDeleteLabel,
  userSettingQuery,
} from "./account";
import { userProfileQuery } from "./user-profile";

describe("account queries", () => {
  it("read profile, settings and labels", async () => {
    const { client, farm } = connectFarm();
    expect(await client.fetchQuery(userProfileQuery)).toEqual(farm.read("queryUserProfile"));
    expect(await client.fetchQuery(userSettingQuery)).toEqual(farm.read("queryUserSetting"));
    expect(await client.fetchQuery(labelsQuery)).toEqual(farm.read("getLabelList").projectNameList);
  });

  it("read the platforms of each zone separately", async () => {
    const { client, sent } = connectFarm();
    await client.fetchQuery(platformsQuery(1));
    await client.fetchQuery(platformsQuery(2));
    await client.fetchQuery(platformsQuery(1));
    expect(sent("queryPlatforms")).toEqual([{ zone: 1 }, { zone: 2 }]);
  });

  it("read an error code once per language", async () => {
    const { client, sent } = connectFarm();
    for (const language of ["0", "1", "0"] as const) await client.fetchQuery(errorDetailQuery("20001", language));
    await client.fetchQuery(errorDetailQuery("20002", "0"));
    expect(sent("queryErrorDetail")).toEqual([
      { code: "20001", language: "0" },
      { code: "20001", language: "1" },
      { code: "20002", language: "0" },
    ]);
  });
});

function setUp() {
  const connection = connectFarm();
  const { result } = renderQueryHook(connection.client, () => useChangeReminder());
  return { ...connection, change: (hours: number) => result.current.mutateAsync(hours) };
}

describe("useChangeReminder", () => {
  it("sets the limit and resolves with the one that the farm returns", async () => {
    const { change, client, sent } = setUp();
    expect(await change(20)).toBe(20);
    expect(sent("updateUserSetting")).toEqual([{ taskOverTime: 20 }]);
    expect(client.getQueryData(userSettingQuery.queryKey)?.taskOverTime).toBe(20);
  });

  it("discards an older response that is on its way", async () => {
    const { change, client, hold, sent } = setUp();
    const release = hold("queryUserSetting");
    const older = client.fetchQuery(userSettingQuery).catch(() => "cancelled");
    const changed = change(20);
    await expect(older).resolves.toBe("cancelled");
    release();
    expect(await changed).toBe(20);
    expect(sent("queryUserSetting")).toHaveLength(2);
  });

  it("reads the limit back even if it was read a moment ago", async () => {
    const { change, client, sent } = setUp();
    await client.fetchQuery(userSettingQuery);
    await change(20);
    expect(sent("queryUserSetting")).toHaveLength(2);
  });

  it("resolves with null when the limit cannot be read back", async () => {
    const { change, faults } = setUp();
    faults.set("queryUserSetting", { kind: "badGateway" });
    expect(await change(20)).toBeNull();
  });

  it("rejects when the farm refuses it, and marks the setting as stale", async () => {
    const { change, client, faults, sent } = setUp();
    await client.fetchQuery(userSettingQuery);
    faults.set("updateUserSetting", { kind: "refuse", code: 403 });
    await expect(change(20)).rejects.toThrow("updateUserSetting");
    expect(client.getQueryState(userSettingQuery.queryKey)?.isInvalidated).toBe(true);
    expect(sent("queryUserSetting")).toHaveLength(1);
  });
});

describe("project labels", () => {
  it("are added as switched on, and the list is read again", async () => {
    const { client, sent } = connectFarm();
    await client.fetchQuery(labelsQuery);
    const { result } = renderQueryHook(client, () => useAddLabel());
    await result.current.mutateAsync("harbour");
    expect(sent("addLabel")).toEqual([{ newName: "harbour", status: 0 }]);
    expect(client.getQueryState(labelsQuery.queryKey)?.isInvalidated).toBe(true);
  });

  it("are deleted by name, and the list is read again", async () => {
    const { client, sent } = connectFarm();
    const { rows } = await client.fetchQuery(labelsQuery);
    const name = rows[0]?.projectName ?? "";
    const { result } = renderQueryHook(client, () => useDeleteLabel());
    await result.current.mutateAsync(name);
    expect(sent("deleteLabel")).toEqual([{ delName: name }]);
    expect(client.getQueryState(labelsQuery.queryKey)?.isInvalidated).toBe(true);
  });

  it("are read again after a refusal too: somebody else may have added the name", async () => {
    const { client, faults } = connectFarm();
    await client.fetchQuery(labelsQuery);
    faults.set("addLabel", { kind: "refuse", code: 503 });
    const { result } = renderQueryHook(client, () => useAddLabel());
    await expect(result.current.mutateAsync("harbour")).rejects.toThrow("503");
    expect(client.getQueryState(labelsQuery.queryKey)?.isInvalidated).toBe(true);
  });
});
