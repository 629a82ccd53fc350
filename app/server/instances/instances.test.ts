/** Several instances on one PostgreSQL, in front of one farm. */
import { describe, expect, inject, it, onTestFinished, vi } from "vitest";
import { TASK } from "../../protocol/tasks/task-status";
import { presenceAnswerSchema } from "../../protocol/team/presence";
import { openTestFarm, openTestServer } from "../../test/open-live-farm";
import { tcpGateTo } from "../store/testing/tcp-gate";
import { postgresPlaces } from "../store/testing/test-stores";
import { everything, health, liveAnswer, statusOf, tasksOfParts } from "./testing/read-live";

async function openFarm(tasks = 60) {
  const farm = await openTestFarm({ tasks });
  onTestFinished(farm.close);
  return farm;
}

async function openServer(farmPort: number, databaseUrl: string) {
  const server = await openTestServer({ farmPort, env: { DATABASE_URL: databaseUrl } });
  onTestFinished(server.close);
  return server;
}

const claim = (origin: string, task: number, name: string) =>
  fetch(`${origin}/api/team/tasks/${task}/claim`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ forMs: 3_600_000, name }),
  });

/** Says that the page of a person shows a task; returns who else has it open. */
const othersHere = async (origin: string, name: string, on: number | null) => {
  const answer = await fetch(`${origin}/api/team/here`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ page: Buffer.from(name.padEnd(8)).toString("hex"), task: on, name }),
  });
  return presenceAnswerSchema.parse(await answer.json()).here.map((person) => person.name);
};

/** Who is on which task. */
const holders = async (origin: string) =>
  Object.fromEntries(
    ((await liveAnswer(origin)).team?.claims ?? []).map(([task, held]) => [task, held?.by.name ?? null]),
  );

const url = inject("postgresUrl");
const soon = { timeout: 15_000, interval: 50 };
/** One leaf a second. */
const slow = { timeout: 25_000, interval: 200 };

describe.skipIf(url === null)("instances on one PostgreSQL", () => {
  const newPlace = postgresPlaces(url ?? "postgres://none");
  const newUrl = async () => {
    const place = await newPlace();
    return place.engine === "postgres" ? place.url : "";
  };

  /** A leader and a follower that have the whole list. */
  async function setup({ tasks = 60 } = {}) {
    const farm = await openFarm(tasks);
    const direct = await newUrl();
    const leader = await openServer(farm.farmPort, direct);
    const follower = await openServer(farm.farmPort, direct);
    for (const { origin } of [leader, follower]) {
      await vi.waitFor(async () => expect((await everything(origin)).tasks.size).toBe(tasks), soon);
    }
    expect((await health(leader.origin)).instance).toBe("leads");
    expect((await health(follower.origin)).instance).toBe("follows");
    const running = () =>
      farm.farm.jobs.find(({ deleted, leaves }) => !deleted && leaves.some(({ counts }) => counts.executing > 0))?.id ??
      0;
    return { farm, direct, leader, follower, running };
  }

  it("answer with the same list, as old as it is, and under the same revision", async () => {
    const { farm, leader, follower } = await setup({ tasks: 700 });
    await vi.waitFor(async () => {
      const [one, other] = [await everything(leader.origin), await everything(follower.origin)];
      expect(other.tasks).toEqual(one.tasks);
      expect([...other.tasks.keys()]).toEqual(farm.farmIds().toSorted((a, b) => a - b));
      expect(other.reads).toEqual(one.reads);
      expect([other.answer.run, other.answer.revision]).toEqual([one.answer.run, one.answer.revision]);
      expect(other.answer.figures).toEqual(one.answer.figures);
    }, soon);
  });

  it("read the farm once for the viewers of all of them", async () => {
    const { farm, leader, follower } = await setup();
    const requestsOf = async (origins: readonly string[]) => {
      const before = farm.requests.length;
      for (let poll = 0; poll < 3; poll += 1)
        await Promise.all(origins.map((origin) => liveAnswer(origin, undefined, true)));
      return farm.requests.length - before;
    };
    const alone = await requestsOf([leader.origin]);
    const together = await requestsOf([leader.origin, follower.origin]);
    // A request that comes after a poll began makes one more.
    expect(together).toBeLessThanOrEqual(2 * alone);
    const byFollower = await requestsOf([follower.origin]);
    expect(byFollower).toBeLessThanOrEqual(alone + 2);
  });

  it("answer for each other: changes since a revision, and parts that another one has listed", async () => {
    const { farm, leader, follower, running } = await setup({ tasks: 700 });
    const page = await liveAnswer(leader.origin);
    expect((await tasksOfParts(follower.origin, page)).map(({ id }) => id)).toEqual(
      (await tasksOfParts(leader.origin, page)).map(({ id }) => id),
    );
    const id = running();
    farm.elsewhere("stopTask", { taskParam: [id] });
    const ahead = await liveAnswer(leader.origin, page, true);
    expect(statusOf(ahead.tasks, id)).toBe(TASK.stopped);
    await vi.waitFor(async () => {
      const changes = await liveAnswer(follower.origin, page);
      expect(changes.parts).toBeUndefined();
      expect(statusOf(changes.tasks, id)).toBe(TASK.stopped);
    }, soon);
    // A page that is ahead of an instance hears nothing, and keeps what it has.
    const next = await liveAnswer(follower.origin, ahead);
    expect([next.run, next.parts, next.removed]).toEqual([ahead.run, undefined, []]);
    expect(next.revision).toBeGreaterThanOrEqual(ahead.revision);
  });

  it("show the hung and slow frames that the leader has read, and read none themselves", async () => {
    const { farm, leader, follower } = await setup();
    const count = farm.farm.jobs.flatMap(({ leaves }) => leaves.filter(({ counts }) => counts.executing > 0)).length;
    await vi.waitFor(async () => expect((await liveAnswer(leader.origin)).troubles).toHaveLength(count), slow);
    const requests = farm.requests.filter(({ name }) => name === "queryTaskFrames").length;
    expect(requests).toBeLessThan(2 * count);
    await vi.waitFor(async () => {
      const [one, other] = [await liveAnswer(leader.origin), await liveAnswer(follower.origin)];
      expect(new Map(other.troubles)).toEqual(new Map(one.troubles));
    }, soon);
  });

  it("show a stop that went through a follower to the viewers of all, after one read by the leader", async () => {
    const { farm, leader, follower, running } = await setup();
    const pages = [await liveAnswer(leader.origin), await liveAnswer(follower.origin)];
    const id = running();
    await follower.post("stopTask", { taskParam: [id] });
    for (const [index, { origin }] of [leader, follower].entries()) {
      await vi.waitFor(async () => {
        const { tasks } = await liveAnswer(origin, pages[index]);
        expect(statusOf(tasks, id)).toBe(TASK.stopped);
      }, soon);
    }
    expect(farm.requests.filter(({ name }) => name === "stopTask")).toHaveLength(1);
  });

  it("date by the farm's clock, also one that never asks the farm", async () => {
    const farm = await openFarm();
    farm.pass(3 * 3600);
    const direct = await newUrl();
    const leader = await openServer(farm.farmPort, direct);
    const follower = await openServer(farm.farmPort, direct);
    for (const { origin } of [leader, follower]) {
      await vi.waitFor(async () => expect((await everything(origin)).tasks.size).toBe(farm.farmIds().length), soon);
    }
    const [id = 0] = farm.farmIds();
    expect((await claim(follower.origin, id, "Ana")).ok).toBe(true);
    const [[, held] = []] = (await liveAnswer(follower.origin)).team?.claims ?? [];
    expect(Math.abs((held?.sinceMs ?? 0) - farm.nowMs())).toBeLessThan(60_000);
  });

  it("show a claim that went through one of them to the viewers of all, and let one of two people have it", async () => {
    const { farm, leader, follower } = await setup();
    const [id = 0, contested = 0] = farm.farmIds();
    expect((await claim(follower.origin, id, "Lin")).status).toBe(200);
    for (const { origin } of [leader, follower])
      await vi.waitFor(async () => expect(await holders(origin)).toEqual({ [id]: "Lin" }), soon);
    const answers = await Promise.all([
      claim(leader.origin, contested, "Ada"),
      claim(follower.origin, contested, "Lin"),
    ]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    const winner = answers[0]?.status === 200 ? "Ada" : "Lin";
    for (const { origin } of [leader, follower])
      await vi.waitFor(async () => expect(await holders(origin)).toEqual({ [id]: "Lin", [contested]: winner }), soon);
  });

  it("show who has a task open at one of them to the people of the other, until they leave", async () => {
    const { farm, leader, follower } = await setup();
    const [task = 0] = farm.farmIds();
    expect(await othersHere(leader.origin, "Ana", task)).toEqual([]);
    await vi.waitFor(async () => expect(await othersHere(follower.origin, "Bo", task)).toEqual(["Ana"]), soon);
    await vi.waitFor(async () => expect(await othersHere(leader.origin, "Ana", task)).toEqual(["Bo"]), soon);
    await othersHere(follower.origin, "Bo", null);
    await vi.waitFor(async () => expect(await othersHere(leader.origin, "Ana", task)).toEqual([]), soon);
  });

  it("show what a page has read through a follower to the viewers of the leader", async () => {
    const { farm, leader, follower, running } = await setup();
    const page = await liveAnswer(leader.origin);
    const id = running();
    farm.elsewhere("stopTask", { taskParam: [id] });
    await follower.post("queryTaskInfo", { taskIds: [id] });
    await vi.waitFor(async () => {
      const { tasks } = await liveAnswer(leader.origin, page);
      expect(statusOf(tasks, id)).toBe(TASK.stopped);
    }, soon);
  });

  it("wait for the leader's reading before a fresh answer, and say that it failed", async () => {
    const { farm, follower, running } = await setup();
    const id = running();
    farm.elsewhere("stopTask", { taskParam: [id] });
    const startedMs = Date.now();
    const page = await liveAnswer(follower.origin, undefined, true);
    const { tasks, reads } = await everything(follower.origin);
    expect(page.collector.failure).toBeNull();
    expect(statusOf(tasks.values(), id)).toBe(TASK.stopped);
    expect(reads.get(id)).toBeGreaterThanOrEqual(startedMs);
    farm.faults.set("*", { kind: "refuse", code: 608 });
    const failed = await liveAnswer(follower.origin, page, true);
    expect(failed.collector).toMatchObject({ state: "failing", failure: { kind: "farm", code: 608 } });
  });

  it("read the farm themselves while they have no database, and follow again afterwards", async () => {
    const farm = await openFarm();
    const direct = await newUrl();
    const gate = await tcpGateTo(direct);
    const leader = await openServer(farm.farmPort, direct);
    const follower = await openServer(farm.farmPort, gate.url);
    await vi.waitFor(async () => expect((await everything(follower.origin)).tasks.size).toBe(60), soon);
    await gate.cut();
    await vi.waitFor(async () => expect((await health(follower.origin)).instance).toBe("alone"), soon);
    const [deleted = 0] = farm.farmIds();
    farm.elsewhere("deleteTask", { taskParam: [deleted] });
    await vi.waitFor(async () => {
      await liveAnswer(follower.origin, undefined, true);
      expect((await everything(follower.origin)).tasks.has(deleted)).toBe(false);
    }, soon);
    await gate.restore();
    await vi.waitFor(async () => expect((await health(follower.origin)).instance).toBe("follows"), soon);
    await liveAnswer(leader.origin, undefined, true);
    await vi.waitFor(async () => {
      const [one, other] = [await everything(leader.origin), await everything(follower.origin)];
      expect(other.answer.run).toBe(one.answer.run);
      expect(other.tasks).toEqual(one.tasks);
    }, soon);
  }, 60_000);

  it("start without a database, and record what they saw once it is there", async () => {
    const farm = await openFarm(30);
    const gate = await tcpGateTo(await newUrl(), { isCut: true });
    const server = await openServer(farm.farmPort, gate.url);
    expect((await health(server.origin)).instance).toBe("alone");
    await vi.waitFor(async () => expect((await everything(server.origin)).tasks.size).toBe(30), soon);
    await gate.restore();
    await vi.waitFor(async () => expect((await health(server.origin)).instance).toBe("leads"), soon);
    await vi.waitFor(async () => expect((await server.memory.account.tasks()).tasks).toHaveLength(30), soon);
    expect(await server.memory.account.eventsSince(0)).toEqual([]);
  }, 60_000);
});
