/**
 * Processes that are killed at random moments while they write. A few kills here; `npm run check:store` sets STORE_KILLS to 50,
 * and kills a PostgreSQL that writes to the disk as well.
 */
import { setTimeout } from "node:timers/promises";
import { describe, expect, inject, it, vi } from "vitest";
import type { StoreConfig } from "./store-config";
import { startCluster } from "./testing/postgres-cluster";
import { type Recorder, startRecorder } from "./testing/recorder";
import { describeOnEngines, openTestStore, postgresPlaces } from "./testing/test-stores";

const KILLS = Number(process.env["STORE_KILLS"] ?? 2);
const LEADER_KILLS = Math.ceil(KILLS / 2.5);
const isThorough = KILLS > 10;
const TIMEOUT_MS = 60_000 + KILLS * 15_000;
const TASKS = 3;

/** A kill falls at a random moment of the first polls, most of them in the middle of a write. */
const randomMoment = () => setTimeout(Math.random() * 120);

const acknowledges = (recorder: Recorder) =>
  vi.waitFor(() => expect(recorder.acknowledged()).toBeGreaterThan(0), { timeout: 30_000, interval: 2 });

/** Everything that was acknowledged is there, every event once and in order, and the sums are those of the last poll. */
async function expectWhole(config: StoreConfig, acknowledged: number): Promise<number> {
  const store = await openTestStore(config);
  const account = store.account("a");
  const { tasks } = await account.tasks();
  const last = tasks[0]?.task?.doneFrames ?? 0;
  expect(last).toBeGreaterThanOrEqual(acknowledged);
  expect(tasks.map(({ task }) => task?.doneFrames)).toEqual(Array.from({ length: TASKS }, () => last));
  const events = await account.eventsSince(0, 1_000_000);
  expect(events.map(({ seq, key }) => `${seq} ${key}`)).toEqual(
    Array.from({ length: last }, (_, index) => `${index + 1} done ${index + 1}`),
  );
  const usage = await account.usage({ period: "month", by: "total", fromMs: 0, toMs: Date.UTC(2028, 0, 1), zone: 0 });
  expect(usage.reduce((sum, { done }) => sum + done, 0)).toBe(last * TASKS);
  expect(await account.samples("1")).toHaveLength(last);
  await store.close();
  return last;
}

describeOnEngines("a process that is killed while it writes", (engine) => {
  it(`loses nothing that was acknowledged, ${KILLS} times`, { timeout: TIMEOUT_MS }, async () => {
    const place = await engine.newPlace();
    let last = 0;
    for (let kill = 0; kill < KILLS; kill += 1) {
      const recorder = startRecorder(place);
      await acknowledges(recorder);
      await randomMoment();
      await recorder.kill();
      const next = await expectWhole(place, recorder.acknowledged());
      expect(next).toBeGreaterThan(last);
      last = next;
    }
  });
});

const url = inject("postgresUrl");
describe.skipIf(url === null)("a leader that is killed while it writes", () => {
  const newPlace = postgresPlaces(url ?? "postgres://none");

  it(`is followed within 10 s, and no event is lost or told twice, ${LEADER_KILLS} times`, {
    timeout: TIMEOUT_MS,
  }, async () => {
    const place = await newPlace();
    let [leader, follower] = [startRecorder(place), startRecorder(place)];
    let acknowledged = 0;
    for (let kill = 0; kill < LEADER_KILLS; kill += 1) {
      await vi.waitFor(() => expect(leader.acknowledged() + follower.acknowledged()).toBeGreaterThan(0), {
        timeout: 30_000,
        interval: 2,
      });
      if (!leader.hasLed()) [leader, follower] = [follower, leader];
      await randomMoment();
      await leader.kill();
      acknowledged = leader.acknowledged();
      const start = performance.now();
      await acknowledges(follower);
      expect(performance.now() - start).toBeLessThan(10_000);
      expect(follower.acknowledged()).toBeGreaterThan(acknowledged);
      [leader, follower] = [follower, startRecorder(place)];
    }
    await Promise.all([leader.kill(), follower.kill()]);
    await expectWhole(place, leader.acknowledged());
  });
});

describe.runIf(isThorough)("a PostgreSQL that is killed while it is written to", () => {
  it("loses nothing that was acknowledged, 10 times", { timeout: TIMEOUT_MS }, async () => {
    const cluster = await startCluster({ isDurable: true });
    if (!cluster) throw new Error("No PostgreSQL");
    const place = { engine: "postgres", url: cluster.url } as const;
    try {
      for (let kill = 0; kill < 10; kill += 1) {
        const recorder = startRecorder(place);
        await acknowledges(recorder);
        await randomMoment();
        process.kill(cluster.pid(), "SIGKILL");
        await recorder.kill();
        await cluster.restart();
        expect(await expectWhole(place, recorder.acknowledged())).toBeGreaterThan(0);
      }
    } finally {
      await cluster.stop();
    }
  });
});
