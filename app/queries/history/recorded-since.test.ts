/** What a page reads of the time since a moment, over the real routes. */
import { describe, expect, it } from "vitest";
import type { GrowthStep } from "../../mirror/growth-steps";
import type { Task } from "../../protocol/tasks/task";
import { nodeOf } from "../../server/store/testing/make-poll";
import { openHistoryApp } from "../../test/history-app";
import { openPage } from "../../test/open-page";
import { absenceQuery, failuresQuery, fetchEvents, growthQuery } from "./recorded-since";

const MINUTE = 60_000;
const T0 = Date.UTC(2026, 10, 2, 8);

const farm = { waiting: 0, rendering: 0, done: 0, failed: 0, stopped: 0, activeTasks: 0, spend: 0, balance: 9 };
const task = (members: Partial<Task>) =>
  nodeOf({ id: 1, statusCode: 5, totalFrames: 100, startedMs: T0, accountCost: 0, ...members });
const stopped = (taskId: string, atMs: number) => ({
  key: `stopped ${taskId}`,
  type: "stopped" as const,
  taskId,
  atMs,
});

async function open() {
  const history = await openHistoryApp({ now: () => T0 + 60 * MINUTE });
  return { ...history, ...openPage(history.fetch) };
}

describe("events", () => {
  it("are those after the last one that the page has", async () => {
    const { write } = await open();
    await write({ atMs: T0, events: [stopped("1", T0), stopped("2", T0 + 1)] });
    const all = await fetchEvents(0);
    expect(all.map(({ taskId }) => taskId)).toEqual([1, 2]);
    expect((await fetchEvents(all[0]?.seq ?? 0)).map(({ taskId }) => taskId)).toEqual([2]);
  });

  it("are not taken from a server of another build", async () => {
    openPage(() => Response.json({ format: 1, actions: [] }));
    await expect(fetchEvents(0)).rejects.toMatchObject({ failure: { kind: "shape" } });
  });
});

it("failures are those since the moment, by task", async () => {
  const { write, client, asked } = await open();
  for (const [minute, failed] of [0, 3, 5].entries())
    await write({ atMs: T0 + minute * MINUTE, changed: [task({ failedFrames: failed })], farm });
  const read = async (fromMs: number) => (await client.fetchQuery(failuresQuery(fromMs, "off"))).tasks;
  expect(await read(T0)).toEqual([{ taskId: 1, failed: 5 }]);
  expect(await read(T0 + MINUTE)).toEqual([{ taskId: 1, failed: 2 }]);
  expect(asked).toHaveLength(2);
});

it("an absence is read again whenever the list of tasks was", async () => {
  const { write, client, asked } = await open();
  await write({ atMs: T0, changed: [task({})], events: [stopped("1", T0)], farm });
  const later = T0 + MINUTE;
  await write({ atMs: later, changed: [task({ accountCost: 2 })], events: [stopped("2", later)], farm });
  const read = (fromMs: number, readMs: number) => client.fetchQuery(absenceQuery(fromMs, readMs));
  expect(await read(T0, 1)).toMatchObject({ fromMs: T0, spend: 2, tasks: { stopped: 2 } });
  expect((await read(T0 + 1, 1)).tasks).toEqual({ stopped: 1 });
  await read(T0, 2);
  expect(asked).toHaveLength(3);
});

it("failures and absences of a server of another build are no data", async () => {
  const { client, asked } = openPage(() => Response.json({ format: 1, events: [] }));
  await expect(client.fetchQuery(failuresQuery(T0, "off"))).rejects.toMatchObject({ failure: { kind: "shape" } });
  await expect(client.fetchQuery(absenceQuery(T0, 1))).rejects.toMatchObject({ failure: { kind: "shape" } });
  await expect(client.fetchQuery(growthQuery({ since: "1h", sinceMs: T0, everyMs: 1 }))).rejects.toMatchObject({
    failure: { kind: "shape" },
  });
  expect(asked).toHaveLength(3);
});

/** A server whose account has one frame done a minute, as far as `now`, with a memory since `recordingSinceMs`. */
function openGrowing() {
  const world = { now: T0 + 30 * MINUTE, recordingSinceMs: T0 - 1 };
  const page = openPage(({ url }) => {
    const { searchParams } = new URL(url);
    const from = Number(searchParams.get("from"));
    const steps: GrowthStep[] = [];
    for (let atMs = T0 + MINUTE; atMs <= world.now; atMs += MINUTE)
      if (atMs > from) steps.push({ fromMs: atMs - MINUTE, atMs, done: 1, failed: 0, spend: 0.5, isGap: false });
    return Response.json({ format: 1, recordingSinceMs: world.recordingSinceMs, steps });
  });
  const read = async (sinceMs: number, since = "1h") => {
    const growth = await page.client.fetchQuery({
      ...growthQuery({ since, sinceMs, everyMs: 10 * MINUTE }),
      staleTime: 0,
    });
    return {
      done: growth.steps.reduce((sum, { done }) => sum + done, 0),
      from: growth.steps[0]?.fromMs,
      to: growth.steps.at(-1)?.atMs,
      recordingSinceMs: growth.recordingSinceMs,
      lengths: growth.steps.map(({ fromMs, atMs }) => (atMs - fromMs) / MINUTE),
    };
  };
  const froms = () => page.asked.map((path) => Number(new URL(path, "http://a").searchParams.get("from")) - T0);
  return { world, read, froms, ...page };
}

describe("growth", () => {
  it("is asked from the moment, and after that from the last step", async () => {
    const { world, read, froms } = openGrowing();
    expect(await read(T0)).toMatchObject({ done: 30, from: T0, to: T0 + 30 * MINUTE });
    world.now += 5 * MINUTE;
    expect(await read(T0)).toMatchObject({ done: 35, from: T0, to: T0 + 35 * MINUTE });
    expect(froms()).toEqual([0, 30 * MINUTE]);
  });

  it("forgets steps that end before a later moment", async () => {
    const { read, froms } = openGrowing();
    await read(T0);
    expect(await read(T0 + 20 * MINUTE)).toMatchObject({ done: 10, from: T0 + 20 * MINUTE, to: T0 + 30 * MINUTE });
    expect(froms()).toEqual([0, 30 * MINUTE]);
  });

  it("is asked from the beginning for an earlier moment, or for another period", async () => {
    const { read, froms } = openGrowing();
    await read(T0 + 20 * MINUTE);
    expect(await read(T0)).toMatchObject({ done: 30, from: T0 });
    expect(await read(T0 + 20 * MINUTE, "day")).toMatchObject({ done: 10 });
    expect(froms()).toEqual([20 * MINUTE, 0, 20 * MINUTE]);
  });

  it("is asked from the beginning when the server has begun a new memory", async () => {
    const { world, read, froms } = openGrowing();
    await read(T0);
    world.recordingSinceMs = T0 + 1;
    world.now += MINUTE;
    expect(await read(T0)).toMatchObject({ done: 31, recordingSinceMs: T0 + 1 });
    expect(froms()).toEqual([0, 30 * MINUTE, 0]);
  });

  it("has long steps, and of the last quarter of an hour minutes", async () => {
    const { world, read, asked } = openGrowing();
    world.now += 15 * MINUTE;
    const { lengths } = await read(T0);
    expect(lengths).toEqual([9, 10, 10, 1, ...Array.from({ length: 15 }, () => 1)]);
    expect(asked[0]).toContain(`every=${10 * MINUTE}`);
  });
});
