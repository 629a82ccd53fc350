/** The live endpoint over HTTP. */
import { request } from "node:http";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { LiveAnswer } from "../../mirror/live-tasks";
import { endpoints } from "../../protocol/endpoints";
import { startLiveFarm } from "../../test/live-farm";
import { PART_SIZE } from "./list-parts";

const path = "/api/live/tasks";

type Get = (path: string) => Promise<Response>;

/** The JSON of an answer; a part has nothing but tasks. */
const json = async (response: Response): Promise<LiveAnswer> => JSON.parse(await response.text());

/** Everything, after the farm was read. */
const snapshot = async (get: Get) => json(await get(`${path}?fresh=1`));

async function parts(get: Get, { run, parts: listed = [] }: LiveAnswer) {
  return Promise.all(
    listed.map(async ({ key, version }) => {
      const response = await get(`${path}/parts/${key}?run=${run}&v=${version}`);
      expect(response.headers.get("cache-control")).toBe("private, max-age=31536000, immutable");
      return (await json(response)).tasks;
    }),
  );
}

describe("GET /api/live/tasks", () => {
  it("has the newest tasks, and all tasks in parts", async () => {
    const { get, farmIds } = await startLiveFarm({ tasks: PART_SIZE + 20 });
    await expect.poll(async () => (await snapshot(get)).figures.isComplete).toBe(true);
    const answer = await snapshot(get);
    expect(answer.tasks).toHaveLength(40);
    expect(answer.tasks[0]?.id).toBe(Math.max(...farmIds()));
    const loaded = await parts(get, answer);
    expect(loaded.length).toBeGreaterThan(1);
    expect(loaded.flat().map(({ id }) => id)).toEqual(farmIds().toSorted((a, b) => b - a));
  });

  it("has nothing but the moment of reading when nothing changed", async () => {
    const { get } = await startLiveFarm();
    const answer = await snapshot(get);
    const next = await json(await get(`${path}?run=${answer.run}&since=${answer.revision}`));
    expect(next).toMatchObject({ run: answer.run, tasks: [], removed: [] });
    expect(next).not.toHaveProperty("parts");
  });

  it.each([
    ["another run", (revision: number) => `run=elsewhere&since=${revision}`],
    ["a revision that is to come", (revision: number) => `run=RUN&since=${revision + 100}`],
    ["no number", () => "run=RUN&since=x"],
  ])("has everything again for %s", async (_, query) => {
    const { get } = await startLiveFarm();
    const answer = await snapshot(get);
    const response = await get(`${path}?${query(answer.revision).replace("RUN", answer.run)}`);
    expect((await json(response)).parts).toHaveLength(1);
  });

  it.each([
    ["br", brotliDecompressSync],
    ["gzip", gunzipSync],
  ])("is compressed as %s", async (encoding, decompress) => {
    const { origin } = await startLiveFarm();
    const bytes = await new Promise<Buffer>((resolve) => {
      request(`${origin}${path}?fresh=1`, { headers: { "accept-encoding": encoding } }, (response) => {
        const chunks: Buffer[] = [];
        expect(response.headers["content-encoding"]).toBe(encoding);
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () => resolve(Buffer.concat(chunks)));
      }).end();
    });
    const text = decompress(bytes).toString("utf8");
    expect(JSON.parse(text).tasks.length).toBeGreaterThan(10);
    expect(bytes.length).toBeLessThan(text.length / 4);
  });

  it("has no part of another run or of a later version, and none with another key", async () => {
    const { get } = await startLiveFarm();
    const answer = await snapshot(get);
    const version = answer.parts?.[0]?.version ?? "";
    for (const address of [
      `parts/0-9?run=other&v=${version}`,
      `parts/9?run=${answer.run}&v=${version}`,
      `parts/x?run=${answer.run}&v=${version}`,
      `parts/0-9?run=${answer.run}&v=${answer.revision + 100}`,
      `parts/0-9?run=${answer.run}`,
    ]) {
      expect((await get(`${path}/${address}`)).status).toBe(404);
    }
  });

  it("says why the farm cannot be read", async () => {
    const { get, faults } = await startLiveFarm();
    faults.set("*", { kind: "refuse", code: 608 });
    await expect
      .poll(async () => (await snapshot(get)).collector, { timeout: 10_000 })
      .toMatchObject({ state: "failing", failure: { kind: "farm", code: 608 } });
  });
});

describe("what viewers get", () => {
  it("is no amount when the server hides amounts from them", async () => {
    const { get } = await startLiveFarm({}, { env: { READ_ONLY: "1" } });
    const answer = await snapshot(get);
    for (const task of [...answer.tasks, ...(await parts(get, answer)).flat()]) {
      for (const { cost, accountCost, couponCost, arrears } of [task, ...task.children]) {
        expect([cost, accountCost, couponCost, arrears]).toEqual([null, null, null, null]);
      }
    }
  });

  it("is everything otherwise", async () => {
    const { get } = await startLiveFarm();
    const answer = await snapshot(get);
    expect(answer.tasks.some(({ cost }) => (cost ?? 0) > 0)).toBe(true);
  });
});

it("reads the farm once for many pages", async () => {
  const { get, farm } = await startLiveFarm();
  await snapshot(get);
  const reads = () => farm.requestLog.filter(({ name }) => endpoints[name].kind === "read").length;
  const before = reads();
  await Promise.all(Array.from({ length: 100 }, () => get(`${path}?fresh=1`)));
  expect(reads() - before).toBeLessThanOrEqual(4);
});

const claim = (origin: string, id: number, name: string) =>
  fetch(`${origin}/api/team/tasks/${id}/claim`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ forMs: 3_600_000, name }),
  });

describe("claims and notes", () => {
  it("come with the next answer, once, and change no row", async () => {
    const farm = await startLiveFarm();
    const [id = 0, other = 0] = farm.farmIds();
    expect((await claim(farm.origin, id, "Lin")).status).toBe(200);
    const first = await snapshot(farm.get);
    expect(first.team).toMatchObject({ isWhole: true, claims: [[id, { by: { id: "", name: "Lin" } }]], notes: [] });
    const query = (at: string | undefined) => `${path}?run=${first.run}&since=${first.revision}&team=${at}`;
    expect(await json(await farm.get(query(first.team?.at)))).not.toHaveProperty("team");
    await claim(farm.origin, other, "Ada");
    const next = await json(await farm.get(query(first.team?.at)));
    expect(next.team).toMatchObject({ isWhole: false, claims: [[other, { by: { name: "Ada" } }]] });
    expect([next.revision, next.tasks]).toEqual([first.revision, []]);
  });

  it("are refused for a task that the farm does not have, and on a read-only server", async () => {
    const farm = await startLiveFarm();
    await expect.poll(async () => (await snapshot(farm.get)).figures.isComplete).toBe(true);
    expect((await claim(farm.origin, 1, "Lin")).status).toBe(404);
    const closed = await startLiveFarm({}, { env: { READ_ONLY: "1" } });
    expect((await claim(closed.origin, closed.farmIds()[0] ?? 0, "Lin")).status).toBe(403);
  });
});
