// @vitest-environment node
/** Pictures of frames from the whole server in front of the demo farm. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import * as z from "zod/mini";
import { frameAt } from "../../../mocks/farm/engine/frames";
import { flawOf, passesOfLeaf } from "../../../mocks/farm/pictures/picture-files";
import type { PictureFault } from "../../../mocks/faults";
import { startLiveFarm } from "../../test/live-farm";
import { openTestFarm, openTestServer } from "../../test/open-live-farm";

type World = Awaited<ReturnType<typeof startLiveFarm>>;
const DONE = 4;

/** Ids of done frames without a flaw, of a leaf with several passes. */
function doneFrames({ farm }: Pick<World, "farm">, count: number): number[] {
  for (const leaf of farm.leavesById.values()) {
    if (passesOfLeaf(leaf).length < 2) continue;
    const done = Array.from({ length: leaf.plan.count }, (_, index) => index).filter(
      (index) => frameAt(leaf, index).status === DONE && flawOf(leaf, index) === null,
    );
    if (done.length >= count) return done.slice(0, count).map((index) => leaf.firstFrameId + index);
  }
  throw new Error(`No leaf has ${count} done frames`);
}

const waiting = ({ farm }: World): number => {
  for (const leaf of farm.leavesById.values()) if (frameAt(leaf, 0).status === 1) return leaf.firstFrameId;
  throw new Error("No frame waits");
};

const picturesOf = (frame: number, version = 1) => `/api/frames/${frame}/pictures?v=${version}`;
const pictureOf = (frame: number, index = 0, version = 1) => `/api/frames/${frame}/pictures/${index}?v=${version}`;
const start = (env: Record<string, string> = {}, tasks = 20) => startLiveFarm({ tasks }, { env });
const problemSchema = z.object({ type: z.string(), reason: z.optional(z.string()) });
const listSchema = z.object({
  pictures: z.array(z.object({ index: z.number(), pass: z.nullable(z.string()) })),
  refusal: z.nullable(z.string()),
});
const problemOf = async (response: Response) => {
  const { type, reason } = problemSchema.parse(await response.json());
  return [response.status, type.replace("urn:renderdeck:problem:", ""), reason];
};

describe.each(["2018", "current"])("in the dialect of %s", (dialect) => {
  it("a frame's pictures are listed by pass, and served by number", async () => {
    const world = await start({ RENDERBUS_DIALECT: dialect });
    const [frame = 0] = doneFrames(world, 1);
    const { pictures, refusal } = listSchema.parse(await (await world.get(picturesOf(frame))).json());
    expect(pictures.slice(0, 2)).toEqual([
      { index: 0, pass: "beauty" },
      { index: 1, pass: "depth" },
    ]);
    expect(refusal).toBeNull();
    const response = await world.get(pictureOf(frame, 1));
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("image/png");
    expect(
      Buffer.from(await response.arrayBuffer())
        .subarray(1, 4)
        .toString(),
    ).toBe("PNG");
    const [asked] = world.pictureRequests;
    expect(asked?.path).toContain("/small_pic/100000/");
    expect(asked?.path).toContain(`/depth_${frame}_renderbus_`);
  });
});

describe("a picture", () => {
  it("never changes at its address, and is asked of the farm once", async () => {
    const world = await start();
    const [frame = 0] = doneFrames(world, 1);
    const responses = await Promise.all([1, 2, 3, 4].map(() => world.get(pictureOf(frame))));
    const [etag] = responses.map(({ headers }) => headers.get("etag"));
    expect(responses.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(etag).toMatch(/^"[\w-]{22}"$/);
    expect(responses[0]?.headers.get("cache-control")).toBe("private, max-age=31536000, immutable");
    expect(responses[0]?.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(responses[0]?.headers.get("x-content-type-options")).toBe("nosniff");
    const again = await world.get(pictureOf(frame), { "if-none-match": `W/${etag}` });
    expect([again.status, await again.text()]).toEqual([304, ""]);
    expect(world.pictureRequests).toHaveLength(1);
    expect(world.requests.filter(({ name }) => name === "loadingFrameThumbnail")).toHaveLength(1);
    await world.get(pictureOf(frame, 0, 2));
    expect(world.pictureRequests, "another run").toHaveLength(2);
  });

  it("is fetched without anything that identifies the account", async () => {
    const world = await start();
    const [frame = 0] = doneFrames(world, 1);
    await world.get(pictureOf(frame), { cookie: "a=b", authorization: "" });
    expect(world.pictureRequests.map(({ headers }) => [...headers].toSorted())).toEqual([
      ["accept", "connection", "host"],
    ]);
  });

  it("is none of a frame that is not done, of another number and of an unknown frame", async () => {
    const world = await start();
    const [frame = 0] = doneFrames(world, 1);
    const frames = [pictureOf(waiting(world)), pictureOf(frame, 3), pictureOf(999_999_999)];
    for (const address of frames)
      expect(await problemOf(await world.get(address))).toEqual([404, "no-picture", "missing"]);
    expect((await world.get(`/api/frames/${frame}/pictures/../../etc`)).status).toBe(404);
    expect((await world.get(`/api/frames/${frame}/pictures/0?v=/etc/passwd`)).status).toBe(422);
    expect(world.pictureRequests).toEqual([]);
    expect((await world.get(pictureOf(frame))).status, "the others are still served").toBe(200);
  });

  it("survives a restart on the disk", async () => {
    const folder = await mkdtemp(join(tmpdir(), "renderdeck-pictures-"));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const env = { RENDERDECK_DATA: join(folder, "store.db") };
    const farm = await openTestFarm({ tasks: 20 });
    onTestFinished(farm.close);
    const [frame = 0] = doneFrames(farm, 1);
    const answers: string[] = [];
    for (let run = 0; run < 2; run += 1) {
      const server = await openTestServer({ farmPort: farm.farmPort, env });
      const response = await server.get(pictureOf(frame));
      answers.push(`${response.status} ${response.headers.get("etag")} ${(await response.arrayBuffer()).byteLength}`);
      await server.close();
    }
    expect(answers[0]).toMatch(/^200 "/);
    expect(answers[1]).toBe(answers[0]);
    expect(farm.pictureRequests).toHaveLength(1);
  });
});

describe("a farm that gives no pictures", () => {
  it.each<[PictureFault, string]>([
    ["forbidden", "refused"],
    ["html", "not-a-picture"],
    ["otherType", "not-a-picture"],
    ["redirect", "redirected"],
    ["reset", "unreachable"],
  ])("is asked once (%s), and the list says why", async (fault, reason) => {
    const world = await start();
    world.faults.setPicture(fault);
    const frames = doneFrames(world, 8);
    const responses = await Promise.all(frames.map((frame) => world.get(pictureOf(frame))));
    for (const response of responses) expect(await problemOf(response)).toEqual([404, "no-picture", reason]);
    expect(world.pictureRequests).toHaveLength(1);
    expect(await (await world.get(picturesOf(frames[5] ?? 0))).json()).toEqual({ pictures: [], refusal: reason });
    expect(world.requests.filter(({ name }) => name === "loadingFrameThumbnail")).toHaveLength(1);
  });

  it("says so too where the account lacks the right", async () => {
    const world = await start();
    world.faults.set("loadingFrameThumbnail", { kind: "refuse", code: 605 });
    const [frame = 0] = doneFrames(world, 1);
    expect(await (await world.get(picturesOf(frame))).json()).toEqual({ pictures: [], refusal: "refused" });
  });

  it.each<[PictureFault, string]>([
    ["missing", "missing"],
    ["tooLarge", "too-large"],
    ["huge", "too-large"],
    ["tooManyPixels", "too-large"],
  ])("of one frame (%s) gives those of others", async (fault, reason) => {
    const world = await start();
    const [frame = 0, other = 0] = doneFrames(world, 2);
    world.faults.setPicture(fault, { times: 1 });
    expect(await problemOf(await world.get(pictureOf(frame)))).toEqual([404, "no-picture", reason]);
    expect((await world.get(pictureOf(other))).status).toBe(200);
    expect(await (await world.get(picturesOf(frame))).json()).toMatchObject({ refusal: null });
  });

  it("after it has given one is a failure of that frame only", async () => {
    const world = await start();
    const [first = 0, second = 0, third = 0] = doneFrames(world, 3);
    expect((await world.get(pictureOf(first))).status).toBe(200);
    world.faults.setPicture("forbidden", { times: 1 });
    expect(await problemOf(await world.get(pictureOf(second)))).toEqual([404, "no-picture", "refused"]);
    expect((await world.get(pictureOf(third))).status).toBe(200);
  });
});

it("pictures come from the address that the configuration names", async () => {
  const world = await start();
  const other = await start({ RENDERDECK_PREVIEW_BASE: `http://127.0.0.1:${world.farmPort}/` });
  const [frame = 0] = doneFrames(other, 1);
  expect((await other.get(pictureOf(frame))).status).toBe(200);
  expect([world.pictureRequests.length, other.pictureRequests.length]).toEqual([1, 0]);
});
