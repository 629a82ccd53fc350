/** What a new memory holds after the first reading of the farm: the tasks and their work at the farm's own moments, and no events. */
import { expect, it } from "vitest";
import { endpoints } from "../../protocol/endpoints";
import { buildTaskTree, leavesOf } from "../../protocol/tasks/task-tree";
import { startLiveFarm } from "../../test/live-farm";

/** The start of the month in UTC; the oldest task is years old. */
const monthOf = (ms: number, later = 0) => {
  const date = new Date(ms);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + later);
};

type World = Awaited<ReturnType<typeof startLiveFarm>>;

const collect = (world: World) => world.get("/api/live/tasks?fresh=1");

/** Done frames of the farm's leaves by the month in which each ended or, if it has not, began. */
async function doneByMonth(world: World): Promise<Map<number, number>> {
  const { data } = world.elsewhere("getTaskList", { pageNum: 1, pageSize: 100 });
  const schema = await endpoints.getTaskList.response();
  const leaves = schema.parse(data).rows.flatMap((task) => leavesOf(buildTaskTree(task)));
  const months = new Map<number, number>();
  for (const { rollUp } of leaves) {
    const { counts, completedMs, startedMs } = rollUp;
    if (counts.done === 0) continue;
    const month = monthOf(completedMs ?? startedMs ?? Number.NaN);
    months.set(month, (months.get(month) ?? 0) + counts.done);
  }
  return months;
}

const recordedByMonth = async ({ memory }: World, fromMs: number) => {
  const rows = await memory.account.usage({
    period: "month",
    by: "total",
    fromMs,
    toMs: monthOf(Date.now(), 1),
    zone: 0,
  });
  return new Map(rows.filter(({ done }) => done > 0).map(({ startMs, done }) => [startMs, done]));
};

it("has the work of the past at the farm's own moments, once, and no event of it", async () => {
  const startedMs = Date.now();
  const world = await startLiveFarm({ tasks: 40 });
  await collect(world);
  const expected = await doneByMonth(world);
  const first = Math.min(...expected.keys());
  expect(expected.size).toBeGreaterThan(1);
  expect(await recordedByMonth(world, first)).toEqual(expected);
  await collect(world);
  expect(await recordedByMonth(world, first)).toEqual(expected);
  const { account } = world.memory;
  expect(await account.eventsSince(0)).toEqual([]);
  expect((await account.state()).recordingSinceMs).toBeGreaterThanOrEqual(startedMs - 1000);
  // Totals and the queue of the past are not known.
  expect(await account.farmSamples(0, startedMs - 1000)).toEqual([]);
});
