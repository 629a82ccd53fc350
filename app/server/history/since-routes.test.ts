/** What the server tells of a night in which no page was open: the whole server in front of the demo farm. */
import { describe, expect, it } from "vitest";
import { inspectTask } from "../../../mocks/farm/farm";
import type { LiveAnswer } from "../../mirror/live-tasks";
import type { AbsenceAnswer, EventsAnswer, FailuresAnswer, GrowthAnswer } from "../../mirror/recorded-history";
import { TASK } from "../../protocol/tasks/task-status";
import { openHistoryApp } from "../../test/history-app";
import { startLiveFarm } from "../../test/live-farm";

const MINUTE = 60_000;

type World = Awaited<ReturnType<typeof startLiveFarm>>;

async function json<Answer>(world: Pick<World, "get">, path: string): Promise<Answer> {
  const response = await world.get(path);
  expect(response.status).toBe(200);
  return JSON.parse(await response.text());
}

const collect = (world: World) => json<LiveAnswer>(world, "/api/live/tasks?fresh=1");

/** Frames done and money spent on the farm. */
function bookOf({ farm }: World) {
  const leaves = farm.jobs.flatMap(({ id }) => inspectTask(farm, id));
  return {
    done: leaves.reduce((sum, leaf) => sum + leaf.done, 0),
    cost: leaves.reduce((sum, leaf) => sum + leaf.cost, 0),
  };
}

const growth = (world: World, fromMs: number, everyMs = MINUTE) =>
  json<GrowthAnswer>(world, `/api/history/growth?from=${fromMs}&every=${everyMs}`);

describe("GET /api/history/growth", () => {
  it("equals the farm's own growth in each minute", async () => {
    const world = await startLiveFarm({ tasks: 40 });
    const startMs = world.farm.now();
    await collect(world);
    const grown: number[] = [];
    for (let minute = 0; minute < 6; minute += 1) {
      const before = bookOf(world).done;
      world.pass(60);
      grown.push(bookOf(world).done - before);
      await collect(world);
    }
    const { steps } = await growth(world, startMs);
    expect(grown.some((done) => done > 0)).toBe(true);
    const afterStart = steps.filter(({ atMs }) => atMs > startMs + MINUTE / 2);
    expect(afterStart.map(({ done }) => done)).toEqual(grown);
    expect(steps.every(({ isGap }) => !isGap)).toBe(true);
  });

  it("goes on from the last step of an answer, and names a time without polls a gap", async () => {
    const world = await startLiveFarm({ tasks: 40 });
    const startMs = world.farm.now();
    await collect(world);
    const before = bookOf(world);
    world.pass(60);
    await collect(world);
    const first = await growth(world, startMs);
    world.pass(3600);
    await collect(world);
    const next = await growth(world, first.steps.at(-1)?.atMs ?? 0);
    expect(next.steps[0]?.fromMs).toBe(first.steps.at(-1)?.atMs);
    expect(next.steps.map(({ isGap }) => isGap)).toEqual([true]);
    const all = [...first.steps, ...next.steps];
    const after = bookOf(world);
    expect(all.reduce((sum, { done }) => sum + done, 0)).toBe(after.done - before.done);
    expect(all.reduce((sum, { spend }) => sum + (spend ?? 0), 0)).toBeCloseTo(after.cost - before.cost, 2);
  });

  it("begins with a step without length", async () => {
    const app = await openHistoryApp();
    const farm = { waiting: 0, rendering: 0, done: 0, failed: 0, stopped: 0, activeTasks: 0, spend: 5, balance: 9 };
    const atMs = Date.now();
    const read = async (fromMs: number): Promise<GrowthAnswer> =>
      JSON.parse(await (await app.get(`/api/history/growth?from=${fromMs}&every=1000`)).text());
    expect((await read(atMs - 5)).steps).toEqual([]);
    await app.write({ atMs, farm });
    expect((await read(atMs - 5)).steps).toMatchObject([{ fromMs: atMs, atMs, done: 0, isGap: false }]);
    expect((await read(atMs)).steps).toEqual([]);
  });

  it("counts what a task did before it was deleted", async () => {
    const world = await startLiveFarm({ tasks: 40 });
    const startMs = world.farm.now();
    await collect(world);
    const doneOf = (id: number) => inspectTask(world.farm, id).reduce((sum, leaf) => sum + leaf.done, 0);
    const earlier = new Map(world.farm.jobs.map(({ id }) => [id, doneOf(id)]));
    const before = bookOf(world).done;
    world.pass(140);
    const job = world.farm.jobs.find(
      ({ id, leaves }) => doneOf(id) > (earlier.get(id) ?? 0) && leaves.every(({ counts }) => counts.executing > 0),
    );
    world.elsewhere("stopTask", { taskParam: [job?.id] });
    const { done } = bookOf(world);
    world.elsewhere("deleteTask", { taskParam: [job?.id] });
    await collect(world);
    const { steps } = await growth(world, startMs);
    expect(job).toBeDefined();
    expect(steps.reduce((sum, step) => sum + step.done, 0)).toBe(done - before);
  });

  it.each([
    ["from=0&every=60000", "8 days"],
    ["from=x&every=60000", "from must be epoch ms"],
    [`from=${Date.now()}&every=0`, "every must be ms"],
  ])("refuses %s", async (query, reason) => {
    const app = await openHistoryApp();
    const response = await app.get(`/api/history/growth?${query}`);
    expect(response.status).toBe(422);
    expect(await response.text()).toContain(reason);
  });

  it("has no amount for viewers without amounts", async () => {
    const app = await openHistoryApp({ hiddenAmounts: async () => ({ charges: true, balance: false }) });
    const farm = { waiting: 0, rendering: 0, done: 0, failed: 0, stopped: 0, activeTasks: 0, spend: 5, balance: 9 };
    const startMs = Date.now() - MINUTE;
    for (let second = 0; second < 3; second += 1) await app.write({ atMs: startMs + second * 1000, farm });
    const { steps }: GrowthAnswer = JSON.parse(
      await (await app.get(`/api/history/growth?from=${startMs}&every=1000`)).text(),
    );
    expect(steps.map(({ spend }) => spend)).toEqual([null]);
    const absence: AbsenceAnswer = JSON.parse(await (await app.get(`/api/history/absence?from=${startMs}`)).text());
    expect(absence.spend).toBeNull();
  });
});

describe("GET /api/history/events", () => {
  it("has each event once, with the farm's moment, after the number that the live answer names", async () => {
    const world = await startLiveFarm({ tasks: 40 });
    const { events: memory } = await collect(world);
    const startMs = world.farm.now();
    world.pass(9 * 3600);
    await collect(world);
    const { events: later } = await collect(world);
    expect(later?.sinceMs).toBe(memory?.sinceMs);
    const { events } = await json<EventsAnswer>(world, `/api/history/events?after=${memory?.lastSeq}`);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => (memory?.lastSeq ?? 0) + index + 1));
    expect(events.at(-1)?.seq).toBe(later?.lastSeq);
    expect(events.length).toBeGreaterThan(3);
    for (const { taskId, atMs, name } of events.filter((event) => event.type === "finished")) {
      const job = world.farm.jobs.find(({ id }) => id === taskId);
      expect(name).toBe(job?.sceneName);
      expect(inspectTask(world.farm, taskId).every(({ status }) => status === 25)).toBe(true);
      expect(atMs).toBeGreaterThan(startMs);
      expect(atMs).toBeLessThan(world.farm.now() - MINUTE);
    }
    const rest = await json<EventsAnswer>(world, `/api/history/events?after=${later?.lastSeq}`);
    expect(rest.events).toEqual([]);
  });

  it("refuses what is no sequence number", async () => {
    const app = await openHistoryApp();
    expect((await app.get("/api/history/events?after=x")).status).toBe(422);
    expect((await app.get("/api/history/events")).status).toBe(422);
  });
});

const failures = (world: World, fromMs: number) => json<FailuresAnswer>(world, `/api/history/failures?from=${fromMs}`);

describe("GET /api/history/failures", () => {
  it("names the tasks whose failed frames the growth counts, running ones too", async () => {
    const world = await startLiveFarm({ tasks: 40 });
    await collect(world);
    const startMs = world.farm.now();
    for (let minute = 0; minute < 24; minute += 2) {
      world.pass(120);
      await collect(world);
    }
    const { steps } = await growth(world, startMs);
    const { fromMs, tasks } = await failures(world, startMs);
    expect(Math.abs((fromMs ?? 0) - startMs)).toBeLessThan(MINUTE);
    expect(tasks.length).toBeGreaterThan(0);
    expect(tasks.reduce((sum, { failed }) => sum + failed, 0)).toBe(steps.reduce((sum, { failed }) => sum + failed, 0));
    const isRunning = ({ taskId }: { taskId: number }) =>
      inspectTask(world.farm, taskId).some(({ status }) => status === TASK.rendering);
    expect(tasks.some(isRunning)).toBe(true);
  });

  it("leaves out a gap across the moment, as the growth does, and says so", async () => {
    const world = await startLiveFarm({ tasks: 40 });
    await collect(world);
    world.pass(60);
    const fromMs = world.farm.now();
    world.pass(3600);
    await collect(world);
    const answer = await failures(world, fromMs);
    expect(answer.fromMs).toBeGreaterThan(fromMs + 3500 * 1000);
    const counted = (await growth(world, fromMs)).steps.filter(({ isGap }) => !isGap);
    expect(answer.tasks.reduce((sum, { failed }) => sum + failed, 0)).toBe(
      counted.reduce((sum, { failed }) => sum + failed, 0),
    );
  });

  it("begins where the memory begins", async () => {
    const app = await openHistoryApp();
    const empty: FailuresAnswer = JSON.parse(await (await app.get("/api/history/failures?from=5")).text());
    expect(empty).toMatchObject({ fromMs: null, tasks: [] });
    expect((await app.get("/api/history/failures?from=x")).status).toBe(422);
  });
});

describe("GET /api/history/absence", () => {
  it("has what was spent and tasks by event, from the sample before the moment", async () => {
    const world = await startLiveFarm({ tasks: 40 });
    await collect(world);
    world.pass(60);
    await collect(world);
    const leftMs = world.farm.now() + 1000;
    const before = bookOf(world);
    world.pass(3600);
    const [stopped = 0, deleted = 0] = world.farm.jobs
      .filter(({ leaves }) => leaves.every(({ counts }) => counts.executing > 0))
      .map(({ id }) => id);
    world.elsewhere("stopTask", { taskParam: [stopped, deleted] });
    const { cost } = bookOf(world);
    world.elsewhere("deleteTask", { taskParam: [deleted] });
    await collect(world);
    const answer = await json<AbsenceAnswer>(world, `/api/history/absence?from=${leftMs}`);
    expect(answer.tasks).toMatchObject({ deleted: 1 });
    expect(answer.tasks.stopped).toBeGreaterThanOrEqual(1);
    expect(answer.spend).toBeCloseTo(cost - before.cost, 2);
    expect(Math.abs((answer.fromMs ?? 0) - leftMs)).toBeLessThan(MINUTE);
  });

  it("begins where the memory begins", async () => {
    const app = await openHistoryApp();
    const empty: AbsenceAnswer = JSON.parse(await (await app.get("/api/history/absence?from=5")).text());
    expect(empty).toMatchObject({ fromMs: null, spend: null, tasks: {} });
    const farm = { waiting: 0, rendering: 0, done: 0, failed: 0, stopped: 0, activeTasks: 0, spend: 5, balance: 9 };
    await app.write({ atMs: 1000, farm });
    const answer: AbsenceAnswer = JSON.parse(await (await app.get("/api/history/absence?from=5")).text());
    expect(answer).toMatchObject({ fromMs: 1000, spend: 0 });
  });
});

it("the live answer has no memory of events while the database is away", async () => {
  const world = await startLiveFarm({ tasks: 10 });
  const first = await collect(world);
  expect(first.events).not.toBeNull();
  await world.memory.store.close();
  world.pass(60);
  await expect.poll(async () => (await collect(world)).events).toBeNull();
});
