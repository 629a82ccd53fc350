/** Hung and slow frames in the live answer, from the demo farm through the whole server. */
import { describe, expect, it } from "vitest";
import type { Leaf } from "../../../mocks/farm/engine/leaf";
import type { LiveAnswer } from "../../mirror/live-tasks";
import { startLiveFarm } from "../../test/live-farm";

type World = Awaited<ReturnType<typeof startLiveFarm>>;

const live = async ({ get }: World, since?: LiveAnswer): Promise<LiveAnswer> => {
  const search = since ? `?run=${since.run}&since=${since.revision}` : "";
  return JSON.parse(await (await get(`/api/live/tasks${search}`)).text());
};
const renderingLeaves = ({ farm }: World): Leaf[] =>
  farm.jobs.flatMap(({ leaves }) => leaves.filter(({ counts }) => counts.executing > 0));
const frameRequests = ({ requests }: World) => requests.filter(({ name }) => name === "queryTaskFrames").length;
const soon = { timeout: 25_000, interval: 200 };

/** A server that has read the frames of every rendering leaf. */
async function setup(dialect: "2018" | "current", tasks = 40) {
  const world = await startLiveFarm({ tasks }, { env: { RENDERBUS_DIALECT: dialect } });
  const leafIds = new Set(renderingLeaves(world).map(({ id }) => id));
  await expect.poll(async () => new Set((await live(world)).troubles?.map(([id]) => id)), soon).toEqual(leafIds);
  return { world, leafIds };
}

describe("hung and slow frames of all rendering tasks", () => {
  it("are in the live answer, after one request for most tasks", async () => {
    const { world, leafIds } = await setup("current");
    const answer = await live(world);
    const hung = answer.troubles?.filter(([, trouble]) => trouble?.hung);
    expect(hung).toHaveLength(2);
    expect(hung?.[0]?.[1]).toMatchObject({ hung: 1, worst: { node: expect.stringMatching(/^10\./) } });
    for (const [, trouble] of answer.troubles ?? []) expect(trouble?.read).toBe(trouble?.rendering);
    expect(frameRequests(world)).toBeLessThanOrEqual(1.5 * leafIds.size);
    // Nothing new: not a byte of it.
    expect(await live(world, answer)).not.toHaveProperty("troubles");
  });

  it("end at once where a viewer's page shows that the frame was stopped, and with their task", async () => {
    const { world } = await setup("current");
    const before = await live(world);
    const [leafId = 0, trouble] = before.troubles?.find(([, one]) => one?.hung) ?? [];
    const frameId = trouble?.worst?.id ?? 0;
    await world.post("stopTaskFrames", { taskId: leafId, selectAll: 0, ids: [frameId] });
    const leaf = renderingLeaves(world).find(({ id }) => id === leafId);
    const pageNum = Math.floor((frameId - (leaf?.firstFrameId ?? 0)) / 100) + 1;
    await world.post("queryTaskFrames", { taskId: leafId, pageNum, pageSize: 100 });
    const changed = (await live(world, before)).troubles?.find(([id]) => id === leafId)?.[1];
    expect(changed?.hung).toBe(0);
    world.elsewhere("stopTask", { taskParam: [leafId] });
    await world.get("/api/live/tasks?fresh=1");
    await expect
      .poll(async () => (await live(world, before)).troubles?.find(([id]) => id === leafId)?.[1], soon)
      .toBeNull();
  });

  it("are slow ones only in the dialect of 2018, which has no load", async () => {
    const { world } = await setup("2018");
    const troubles = (await live(world)).troubles ?? [];
    for (const [, trouble] of troubles) expect(trouble?.hung).toBeNull();
    expect(troubles.some(([, trouble]) => trouble?.slow === 0)).toBe(true);
  });
});
