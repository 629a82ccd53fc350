/** What the server remembers, from the farm to the store. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { decodeReads } from "../../mirror/live-tasks";
import type { TaskLife } from "../../mirror/recorded-history";
import { startLiveFarm } from "../../test/live-farm";
import { openLiveFarm } from "../../test/open-live-farm";

function databaseFile(): string {
  const folder = mkdtempSync(join(tmpdir(), "renderdeck-memory-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, "memory.db");
}

const collect = (world: { get: (path: string) => Promise<Response> }) => world.get("/api/live/tasks?fresh=1");

const runningIds = ({ farm }: Awaited<ReturnType<typeof startLiveFarm>>) =>
  farm.jobs.filter(({ leaves }) => leaves.some(({ counts }) => counts.executing > 0)).map(({ id }) => id);

it("keeps what happened: each event once, with the farm's own moment where it has one", async () => {
  const world = await startLiveFarm({ tasks: 30 });
  const { account } = world.memory;
  await collect(world);
  const [stopped = 0] = runningIds(world);
  const [deleted = 0] = world.farmIds().filter((id) => id !== stopped);
  world.elsewhere("stopTask", { taskParam: [stopped] });
  world.elsewhere("deleteTask", { taskParam: [deleted] });
  for (let poll = 0; poll < 3; poll += 1) await collect(world);
  world.elsewhere("startTask", { taskParam: [stopped] });
  await collect(world);
  await expect
    .poll(async () => (await account.eventsOfTask(String(stopped))).map(({ type }) => type))
    .toEqual(["stopped", "restarted"]);
  expect((await account.eventsOfTask(String(deleted))).map(({ type }) => type)).toEqual(["deleted"]);
  const all = await account.eventsSince(0);
  expect(new Set(all.map(({ key }) => key)).size).toBe(all.length);
});

it("invents no event for what it sees for the first time", async () => {
  const world = await startLiveFarm({ tasks: 30 });
  for (let poll = 0; poll < 3; poll += 1) await collect(world);
  await expect.poll(async () => (await world.memory.account.tasks()).tasks.length).toBe(30);
  expect(await world.memory.account.eventsSince(0)).toEqual([]);
});

it("records totals and balance, and who asked for a write with what result", async () => {
  const world = await startLiveFarm({ tasks: 30 });
  const { account } = world.memory;
  const startedMs = Date.now();
  await collect(world);
  const [id = 0] = runningIds(world);
  await world.post("stopTask", { taskParam: [id] });
  world.faults.set("startTask", { kind: "refuse", code: 507 });
  await world.post("startTask", { taskParam: [id] });
  await expect
    .poll(async () =>
      (await account.actions({ fromMs: startedMs })).map(({ operation, outcome, code, targets }) => [
        operation,
        outcome,
        code,
        targets,
      ]),
    )
    .toEqual(
      expect.arrayContaining([
        ["stopTask", "accepted", 200, [String(id)]],
        ["startTask", "refused", 507, [String(id)]],
      ]),
    );
  await collect(world);
  await expect
    .poll(async () => (await account.farmSamples(0, Date.now() + 1)).at(-1)?.balance_milli ?? null)
    .not.toBeNull();
});

it("tells in the life of a task what was done to it through Renderdeck, and of no other", async () => {
  const world = await startLiveFarm({ tasks: 30 });
  await collect(world);
  const [id = 0, other = 0] = runningIds(world);
  await expect.poll(async () => (await world.memory.account.samples(String(id))).length).toBeGreaterThan(0);
  await world.post("stopTask", { taskParam: [id] });
  await world.post("stopTask", { taskParam: [other] });
  await world.post("restartFrame", { taskId: other, selectAll: 0, ids: [id] });
  const actionsOf = async (taskId: number) => {
    const life: TaskLife = JSON.parse(await (await world.get(`/api/history/tasks/${taskId}`)).text());
    return life.actions.map(({ operation, outcome }) => [operation, outcome]);
  };
  await expect.poll(async () => (await actionsOf(other)).length).toBe(2);
  expect(await actionsOf(id)).toEqual([["stopTask", "accepted"]]);
});

it("starts with what it knew, as old as it is, while the farm does not answer", async () => {
  const path = databaseFile();
  const env = { RENDERDECK_DATA: path };
  const first = await openLiveFarm({ farm: { tasks: 30 }, env });
  await collect(first);
  await expect.poll(async () => (await first.memory.account.tasks()).tasks.length).toBe(30);
  await first.close();

  const startedMs = Date.now();
  const second = await openLiveFarm({ farm: { tasks: 30 }, env, farmPort: first.farmPort });
  onTestFinished(second.close);
  second.faults.set("*", { kind: "outage" });
  const answer = JSON.parse(await (await second.get("/api/live/tasks")).text());
  const reads = decodeReads(answer.reads);
  expect(reads.size).toBe(30);
  expect(Math.max(...reads.values())).toBeLessThan(startedMs);
});
