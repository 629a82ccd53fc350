import type { QueryClient } from "@tanstack/react-query";
import { describe, expect, it } from "vitest";
import { connectFarm } from "../../test/connect-farm";
import { renderQueryHook } from "../../test/render-query-hook";
import { useDeleteEnvironment, useMakeDefault, useRenameEnvironment, useSaveEnvironment } from "./environment-writes";
import { catalogueQuery, environmentsQuery, findEnvironment, readEnvironments, softwareQuery } from "./environments";
import { useImportEnvironments } from "./import-environments";

const MAYA = 2000;
const MAX = 2001;

const isStale = (client: QueryClient, cgId: number) =>
  client.getQueryState(environmentsQuery(cgId).queryKey)?.isInvalidated;

/** A farm whose environments of two programs are loaded, and one of the first program. */
async function setUp() {
  const connection = connectFarm();
  const [environment] = await readEnvironments(connection.client, MAYA);
  await readEnvironments(connection.client, MAX);
  if (!environment) throw new Error("no environment");
  const namesNow = async () => (await readEnvironments(connection.client, MAYA)).map(({ name }) => name);
  const defaultNow = async () =>
    (await readEnvironments(connection.client, MAYA)).find(({ isDefault }) => isDefault)?.name;
  const written = () =>
    connection.requests.map(({ name }) => name).filter((name) => /^(add|update|set|delete)/.test(name));
  return { ...connection, environment, namesNow, defaultNow, written };
}

describe("environment queries", () => {
  it("read the software, its plug-ins and its environments", async () => {
    const { client, sent, farm } = connectFarm();
    expect(await client.fetchQuery(softwareQuery)).toEqual(farm.read("querySupportedSoftware"));
    expect(await client.fetchQuery(catalogueQuery(MAYA))).toBeDefined();
    const { environments, malformed } = await client.fetchQuery(environmentsQuery(MAYA));
    expect([environments.length, malformed]).toEqual([2, 0]);
    expect(environments.every(({ cgId }) => cgId === MAYA)).toBe(true);
    expect(sent("querySupportedPlugin")).toEqual([{ cgId: MAYA }]);
    expect(sent("getRenderEnv")).toEqual([{ cgId: MAYA }]);
  });

  it("count malformed environments", async () => {
    const { client, faults } = connectFarm();
    faults.set("getRenderEnv", { kind: "malformedRow" });
    expect((await client.fetchQuery(environmentsQuery(MAYA))).malformed).toBe(1);
  });

  it("keep software and plug-ins for ten minutes", () => {
    expect([softwareQuery.staleTime, catalogueQuery(MAYA).staleTime]).toEqual([600_000, 600_000]);
  });

  it("readEnvironments reads them again, however new they are", async () => {
    const { client, sent } = connectFarm();
    await readEnvironments(client, MAYA);
    await readEnvironments(client, MAYA);
    expect(sent("getRenderEnv")).toHaveLength(2);
  });
});

describe("useSaveEnvironment", () => {
  it("adds a new environment and invalidates the list of its software only", async () => {
    const { client, environment, namesNow, written } = await setUp();
    const { result } = renderQueryHook(client, () => useSaveEnvironment());
    const added = { ...environment, name: "night", isDefault: false };
    expect(await result.current.mutateAsync({ kind: "add", environment: added })).toBeNull();
    expect(written()).toEqual(["addRenderEnv"]);
    expect([isStale(client, MAYA), isStale(client, MAX)]).toEqual([true, false]);
    expect(await namesNow()).toContain("night");
  });

  it("makes a new environment the default if it is to be", async () => {
    const { client, environment, defaultNow, written } = await setUp();
    const { result } = renderQueryHook(client, () => useSaveEnvironment());
    await result.current.mutateAsync({ kind: "add", environment: { ...environment, name: "night", isDefault: true } });
    expect(written()).toEqual(["addRenderEnv", "setDefaultRenderEnv"]);
    expect(await defaultNow()).toBe("night");
  });

  it("resolves with the failure of the second request", async () => {
    const { client, environment, faults, namesNow } = await setUp();
    faults.set("setDefaultRenderEnv", { kind: "refuse", code: 500 });
    const { result } = renderQueryHook(client, () => useSaveEnvironment());
    const added = { ...environment, name: "night", isDefault: true };
    expect(await result.current.mutateAsync({ kind: "add", environment: added })).toMatchObject({
      kind: "farm",
      code: 500,
    });
    expect(await namesNow()).toContain("night");
  });

  it("updates an environment with one request, the default one too", async () => {
    const { client, environment, written } = await setUp();
    const { result } = renderQueryHook(client, () => useSaveEnvironment());
    expect(
      await result.current.mutateAsync({ kind: "update", environment: { ...environment, isDefault: true } }),
    ).toBeNull();
    expect(written()).toEqual(["updateRenderEnv"]);
  });

  it("rejects after a refusal and invalidates the lists of all software", async () => {
    const { client, environment, faults, written } = await setUp();
    faults.set("addRenderEnv", { kind: "refuse", code: 503 });
    const { result } = renderQueryHook(client, () => useSaveEnvironment());
    const added = { ...environment, name: "night", isDefault: true };
    await expect(result.current.mutateAsync({ kind: "add", environment: added })).rejects.toThrow("503");
    expect(written()).toEqual(["addRenderEnv"]);
    expect([isStale(client, MAYA), isStale(client, MAX)]).toEqual([true, true]);
  });
});

describe("single writes", () => {
  it("make an environment the default", async () => {
    const { client, environment, defaultNow } = await setUp();
    const { result } = renderQueryHook(client, () => useMakeDefault());
    await result.current.mutateAsync(environment);
    expect([isStale(client, MAYA), isStale(client, MAX)]).toEqual([true, false]);
    expect(await defaultNow()).toBe(environment.name);
  });

  it("delete an environment", async () => {
    const { client, environment, namesNow } = await setUp();
    const { result } = renderQueryHook(client, () => useDeleteEnvironment());
    await result.current.mutateAsync(environment);
    expect([isStale(client, MAYA), isStale(client, MAX)]).toEqual([true, false]);
    expect(await namesNow()).not.toContain(environment.name);
  });
});

async function rename(
  members: { readonly isDefault?: boolean; readonly failing?: "setDefaultRenderEnv" | "deleteRenderEnv" } = {},
) {
  const connection = await setUp();
  const { client, environment, farm, faults } = connection;
  if (members.isDefault) farm.read("setDefaultRenderEnv", { editName: environment.name });
  if (members.failing) faults.set(members.failing, { kind: "refuse", code: 500 });
  const { result } = renderQueryHook(client, () => useRenameEnvironment());
  const renamed = await result.current.mutateAsync({ cgId: MAYA, from: environment.name, to: "night" });
  return { ...connection, renamed };
}

describe("useRenameEnvironment", () => {
  it("adds a copy and deletes the old environment", async () => {
    const { renamed, written, namesNow, environment, client } = await rename();
    expect(renamed).toEqual({ kind: "done" });
    expect(written()).toEqual(["addRenderEnv", "deleteRenderEnv"]);
    expect([isStale(client, MAYA), isStale(client, MAX)]).toEqual([true, false]);
    const names = await namesNow();
    expect([names.includes("night"), names.includes(environment.name)]).toEqual([true, false]);
  });

  it("makes the copy the default if the old environment was", async () => {
    const { renamed, written, defaultNow } = await rename({ isDefault: true });
    expect(renamed).toEqual({ kind: "done" });
    expect(written()).toEqual(["addRenderEnv", "setDefaultRenderEnv", "deleteRenderEnv"]);
    expect(await defaultNow()).toBe("night");
  });

  it("stops when the copy cannot be made the default", async () => {
    const { renamed, written } = await rename({ isDefault: true, failing: "setDefaultRenderEnv" });
    expect(renamed).toMatchObject({ kind: "both", failedStep: "default", failure: { kind: "farm", code: 500 } });
    expect(written()).toEqual(["addRenderEnv", "setDefaultRenderEnv"]);
  });

  it("reports that both exist when the old one cannot be deleted", async () => {
    const { renamed } = await rename({ failing: "deleteRenderEnv" });
    expect(renamed).toMatchObject({ kind: "both", failedStep: "delete", failure: { kind: "farm", code: 500 } });
  });

  it("writes nothing when the environment does not exist any more", async () => {
    const { client, written } = await setUp();
    const { result } = renderQueryHook(client, () => useRenameEnvironment());
    expect(await result.current.mutateAsync({ cgId: MAYA, from: "gone", to: "night" })).toEqual({ kind: "missing" });
    expect(written()).toEqual([]);
  });

  it("rejects when the copy is refused, and invalidates the lists of all software", async () => {
    const { client, environment, faults, written } = await setUp();
    faults.set("addRenderEnv", { kind: "refuse", code: 503 });
    const { result } = renderQueryHook(client, () => useRenameEnvironment());
    await expect(result.current.mutateAsync({ cgId: MAYA, from: environment.name, to: "night" })).rejects.toThrow(
      "503",
    );
    expect(written()).toEqual(["addRenderEnv"]);
    expect([isStale(client, MAYA), isStale(client, MAX)]).toEqual([true, true]);
  });
});

describe("useImportEnvironments", () => {
  it("continues after a refusal, which concerns one environment only", async () => {
    const { client, environment, written } = await setUp();
    const { result } = renderQueryHook(client, () => useImportEnvironments());
    const results = await result.current.mutateAsync([
      { kind: "update", environment: { ...environment, name: "unknown" } },
      { kind: "add", environment: { ...environment, name: "night" } },
    ]);
    expect(results).toMatchObject([
      { write: { environment: { name: "unknown" } }, isSent: true, failure: { kind: "farm" } },
      { write: { environment: { name: "night" } }, isSent: true, failure: null },
    ]);
    expect(written()).toEqual(["updateRenderEnv", "addRenderEnv"]);
    expect([isStale(client, MAYA), isStale(client, MAX)]).toEqual([true, true]);
  });

  it("stops after a request without a response", async () => {
    const { client, environment, faults, written } = await setUp();
    faults.set("addRenderEnv", { kind: "outage" });
    const { result } = renderQueryHook(client, () => useImportEnvironments());
    const results = await result.current.mutateAsync(
      ["night", "day"].map((name) => ({ kind: "add", environment: { ...environment, name } })),
    );
    expect(results).toMatchObject([
      { write: { environment: { name: "night" } }, isSent: true, failure: { kind: "network", certainty: "unknown" } },
      { write: { environment: { name: "day" } }, isSent: false, failure: { certainty: "not-sent" } },
    ]);
    expect(written()).toEqual(["addRenderEnv"]);
  });
});

it("an environment is found by its name in the list of its software, once that was read", async () => {
  const { client, environment } = await setUp();
  expect(findEnvironment(client, MAYA, environment.name)).toEqual(environment);
  expect(findEnvironment(client, MAYA, "none")).toBeUndefined();
  expect(findEnvironment(client, MAX, environment.name)).toBeUndefined();
  expect(findEnvironment(connectFarm().client, MAYA, environment.name)).toBeUndefined();
});
