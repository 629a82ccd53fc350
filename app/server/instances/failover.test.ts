/**
 * Real servers on one PostgreSQL whose leader ends. A few times here; `npm run check:store` sets INSTANCE_KILLS to 20.
 */
import { setTimeout } from "node:timers/promises";
import { describe, expect, inject, it, onTestFinished, vi } from "vitest";
import { accessId, accessKey } from "../../proxy/testing/fake-farm";
import { openTestFarm } from "../../test/open-live-farm";
import { accountIdOf } from "../recorder/open-memory";
import { openTestStore, postgresPlaces } from "../store/testing/test-stores";
import { type ServerProcess, startServerProcess } from "../testing/server-process";
import { everything, health, idsAfter, liveAnswer } from "./testing/read-live";

const KILLS = Number(process.env["INSTANCE_KILLS"] ?? 1);
const DELETED_PER_KILL = 4;
const soon = { timeout: 20_000, interval: 20 };

const leads = ({ origin }: ServerProcess) =>
  vi.waitFor(async () => expect((await health(origin)).instance).toBe("leads"), soon);

/** The one of the two that leads, and the other one, once it follows with the whole list. */
async function rolesOf(one: ServerProcess, other: ServerProcess, tasks: number) {
  let roles: [leader: ServerProcess, follower: ServerProcess] = [one, other];
  await vi.waitFor(async () => {
    const [first, second] = [await health(one.origin), await health(other.origin)];
    expect(new Set([first.instance, second.instance])).toEqual(new Set(["leads", "follows"]));
    roles = first.instance === "leads" ? [one, other] : [other, one];
    for (const { origin } of roles) expect((await everything(origin)).tasks.size).toBe(tasks);
  }, soon);
  return roles;
}

const url = inject("postgresUrl");
describe.skipIf(url === null)("a leader that ends", () => {
  const newPlace = postgresPlaces(url ?? "postgres://none");

  async function setup() {
    const place = await newPlace();
    const farm = await openTestFarm({ tasks: 150 }, 0, { accessId, accessKey });
    onTestFinished(farm.close);
    const store = { DATABASE_URL: place.engine === "postgres" ? place.url : "" };
    const start = () => startServerProcess(farm.farmPort, { store });
    /** Deletes the first task at the farm that is not running, as somebody else would. */
    const removeOne = () => {
      const count = farm.farmIds().length;
      for (const id of farm.farmIds()) {
        farm.elsewhere("deleteTask", { taskParam: [id] });
        if (farm.farmIds().length < count) return;
      }
    };
    return { farm, place, start, removeOne };
  }

  it(`by kill -9 in the middle of writes, ${KILLS} times, and by SIGTERM is followed within 10 s; each event is there once`, {
    timeout: 60_000 + KILLS * 30_000,
  }, async () => {
    const { farm, place, start, removeOne } = await setup();
    const initial = farm.farmIds();
    let [leader, follower] = await Promise.all([start(), start()]);
    for (let kill = 0; kill < KILLS; kill += 1) {
      [leader, follower] = await rolesOf(leader, follower, farm.farmIds().length);
      const page = await everything(follower.origin);
      // The leader reads and writes what changes meanwhile; the kill falls anywhere in it.
      for (let count = 0; count < DELETED_PER_KILL; count += 1) {
        removeOne();
        void liveAnswer(leader.origin, undefined, true).catch(() => undefined);
        await setTimeout(Math.random() * 300);
      }
      leader.child.kill("SIGKILL");
      const killedMs = performance.now();
      await leader.exitCode;
      await leads(follower);
      expect(performance.now() - killedMs).toBeLessThan(10_000);
      const present = new Set(farm.farmIds());
      await vi.waitFor(async () => {
        await liveAnswer(follower.origin, undefined, true);
        expect(new Set((await everything(follower.origin)).tasks.keys())).toEqual(present);
      }, soon);
      const next = await liveAnswer(follower.origin, page.answer);
      expect(idsAfter(page.tasks.keys(), next)).toEqual(present);
      [leader, follower] = [follower, await start()];
    }
    [leader, follower] = await rolesOf(leader, follower, farm.farmIds().length);
    leader.child.kill("SIGTERM");
    const stoppedMs = performance.now();
    expect(await leader.exitCode).toBe(0);
    await leads(follower);
    expect(performance.now() - stoppedMs).toBeLessThan(10_000);
    expect((await everything(follower.origin)).tasks.size).toBe(farm.farmIds().length);
    follower.child.kill("SIGKILL");
    const accountId = accountIdOf({ domain: `127.0.0.1:${farm.farmPort}`, accessId });
    const events = await (await openTestStore(place)).account(accountId).eventsSince(0, 10_000);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
    const deleted = initial.filter((id) => !farm.farmIds().includes(id));
    expect(deleted).toHaveLength(KILLS * DELETED_PER_KILL);
    const deletions = events.filter(({ type }) => type === "deleted").map(({ taskId }) => taskId);
    expect(deletions.map(Number).toSorted((a, b) => a - b)).toEqual(deleted.toSorted((a, b) => a - b));
  });
});
