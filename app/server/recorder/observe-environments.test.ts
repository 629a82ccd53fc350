/** What the server keeps of environments, from a request to the route that a page reads. */
import { expect, it } from "vitest";
import type { DeletedEnvironments, EnvironmentVersions } from "../../mirror/environment-versions";
import { startLiveFarm } from "../../test/live-farm";
import type { SeenEnvironments } from "../store/write/write-environments";
import { observeEnvironments } from "./observe-environments";

const MAX = 2001;
const name = "max2018_corona";

type World = Awaited<ReturnType<typeof startLiveFarm>>;

const update = (world: World, members: object = {}) => {
  const found = world.farm.environments.find(({ editName }) => editName === name);
  return {
    cgId: MAX,
    cgName: "3ds Max",
    cgVersion: "2018",
    renderLayerType: 0,
    editName: name,
    renderSystem: "1",
    pluginIds: (found?.respUserPluginInfoVos ?? []).slice(0, 1).map(({ pluginId }) => pluginId),
    ...members,
  };
};

const read = (world: World) => world.post("getRenderEnv", { cgId: MAX });

async function versionsOf(world: World, environment = name): Promise<EnvironmentVersions> {
  const query = new URLSearchParams({ name: environment }).toString();
  const response = await world.get(`/api/history/environments/${MAX}/versions?${query}`);
  expect(response.status).toBe(200);
  return JSON.parse(await response.text());
}

/** Operation and number of plug-ins of each version, oldest first; null: deleted. */
const summary = async (world: World, environment = name) =>
  (await versionsOf(world, environment)).versions
    .toReversed()
    .map(({ operation, environment: content }) => [operation, content === null ? null : content.plugins.length]);

it("keeps what a read shows, once, and what another client changed", async () => {
  const world = await startLiveFarm();
  expect(await summary(world)).toEqual([]);
  await read(world);
  await read(world);
  await expect.poll(() => summary(world)).toEqual([[null, 3]]);
  world.elsewhere("updateRenderEnv", update(world));
  await read(world);
  await expect
    .poll(() => summary(world))
    .toEqual([
      [null, 3],
      [null, 1],
    ]);
});

it("keeps the state after a write, although nobody reads it, and names the write", async () => {
  const world = await startLiveFarm();
  await read(world);
  await world.post("updateRenderEnv", update(world));
  await expect
    .poll(() => summary(world))
    .toEqual([
      [null, 3],
      ["updateRenderEnv", 1],
    ]);
  await world.post("setDefaultRenderEnv", { editName: name });
  await expect.poll(async () => (await summary(world)).at(-1)).toEqual(["setDefaultRenderEnv", 1]);
  await expect.poll(async () => (await summary(world, "max2018_vray36")).at(-1)).toEqual(["setDefaultRenderEnv", 2]);
  await world.post("deleteRenderEnv", { editName: name });
  await expect.poll(async () => (await summary(world)).at(-1)).toEqual(["deleteRenderEnv", null]);
  const response = await world.get(`/api/history/environments/${MAX}/deleted`);
  const { environments }: DeletedEnvironments = JSON.parse(await response.text());
  expect(environments.map((one) => [one.name, one.last.environment?.plugins.length])).toEqual([[name, 1]]);
});

it("names no write that the farm refused, and none for a later change by another client", async () => {
  const world = await startLiveFarm();
  await read(world);
  world.faults.set("updateRenderEnv", { kind: "refuse", code: 605 }, { times: 1 });
  await world.post("updateRenderEnv", update(world));
  world.elsewhere("updateRenderEnv", update(world));
  await read(world);
  await expect
    .poll(() => summary(world))
    .toEqual([
      [null, 3],
      [null, 1],
    ]);
  await world.post("updateRenderEnv", update(world, { pluginIds: [] }));
  await expect.poll(async () => (await summary(world)).at(-1)).toEqual(["updateRenderEnv", 0]);
  world.elsewhere("updateRenderEnv", update(world, { cgVersion: "2020", pluginIds: [] }));
  await read(world);
  await expect.poll(async () => (await summary(world)).at(-1)).toEqual([null, 0]);
});

it("notices after a restart what was deleted meanwhile", async () => {
  const world = await startLiveFarm();
  await read(world);
  await expect.poll(() => summary(world)).toHaveLength(1);
  const { memory } = world;
  world.elsewhere("deleteRenderEnv", { editName: name });
  // Another instance with the same database, which has never read the list.
  await memory.account.recordEnvironments({
    cgId: MAX,
    atMs: Date.now(),
    environments: [],
    isComplete: true,
    writes: [],
  });
  expect((await summary(world)).at(-1)).toEqual([null, null]);
});

it("records no answer to a request from before a write, which may show the state before it", () => {
  const seen: SeenEnvironments[] = [];
  const observer = observeEnvironments({
    account: {
      recordEnvironments: async (list) => {
        seen.push(list);
        return { state: "written", result: undefined };
      },
    },
    forward: () => Promise.reject(new Error("the farm is away")),
    now: () => 2000,
  });
  const answer = (requestedMs: number, editName: string) =>
    observer.onRead(
      "getRenderEnv",
      { cgId: MAX },
      JSON.stringify({ code: 200, message: "", data: [{ editName, cgId: MAX }], serverTime: 1 }),
      requestedMs,
    );
  answer(1000, "a");
  observer.onWrite("updateRenderEnv", { cgId: MAX, editName: "a" }, { outcome: "unknown", code: null });
  answer(1900, "old");
  answer(2100, "b");
  answer(2050, "late");
  expect(seen.map(({ atMs, environments }) => [atMs, environments[0]?.name])).toEqual([
    [1000, "a"],
    [2100, "b"],
  ]);
});

it("refuses parameters that make no sense, with the reason", async () => {
  const world = await startLiveFarm();
  const detail = async (query: string) => {
    const response = await world.get(`/api/history/environments/${MAX}/versions${query}`);
    const problem: { detail?: string } = JSON.parse(await response.text());
    return [response.status, problem.detail];
  };
  expect(await detail("")).toEqual([422, "name must be the name of an environment."]);
  expect(await detail("?name=")).toEqual([422, "name must not be empty."]);
  expect(await detail("?name=a&before=0")).toEqual([422, "before must be a version number."]);
  expect((await world.get("/api/history/environments/x/versions?name=a")).status).toBe(404);
});
