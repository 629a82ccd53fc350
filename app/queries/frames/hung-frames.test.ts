/** The hung frames of leaves, which the page reads until it has as many as the list counts. */
import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { endpoints } from "../../protocol/endpoints";
import { FRAME } from "../../protocol/frames/frame-status";
import { makeNode } from "../../test/make-task";
import { openPage, success } from "../../test/open-page";
import { hungFramesQuery, readFramePages, readHungFrames } from "./hung-frames";

const MINUTE = 60_000;
const requestSchema = z.object({ taskId: z.number(), pageNum: z.number(), pageSize: z.number() });

/** Frames of a leaf in order, as the farm sends them: `ended` are done in 100 s, then some render; those of `hungAt` hang. */
function framesOf(total: number, ended: number, executing: number, hungAt: readonly number[]) {
  return Array.from({ length: total }, (_, index) => {
    const frame = { id: index + 1, frameIndex: String(index + 1), frameType: 5 };
    if (hungAt.includes(index))
      return { ...frame, frameStatus: FRAME.rendering, startTime: Date.now() - 10 * MINUTE, averageCpu: 0 };
    if (index < ended) return { ...frame, frameStatus: FRAME.done, frameExecuteTime: 100 };
    if (index >= ended + executing) return { ...frame, frameStatus: FRAME.waiting };
    return { ...frame, frameStatus: FRAME.rendering, startTime: Date.now() - MINUTE, averageCpu: 80 };
  });
}

const isRendering = ({ frameStatus }: { readonly frameStatus: number }) => frameStatus === FRAME.rendering;

/** A farm with leaves of these frames, by id. */
function openFarm(leaves: Readonly<Record<number, ReturnType<typeof framesOf>>>) {
  const read: string[] = [];
  const page = openPage(async (request) => {
    expect(request.url).toContain(endpoints.queryTaskFrames.path);
    const { taskId, pageNum, pageSize } = requestSchema.parse(await request.json());
    read.push(`${taskId}/${pageNum}`);
    const frames = leaves[taskId] ?? [];
    const items = frames.slice((pageNum - 1) * pageSize, pageNum * pageSize);
    return success({
      pageCount: Math.ceil(frames.length / pageSize),
      pageNum,
      total: frames.length,
      size: pageSize,
      items,
    });
  });
  const leaf = (id: number, executing?: number) => {
    const frames = leaves[id] ?? [];
    const doneFrames = frames.filter(({ frameStatus }) => frameStatus === FRAME.done).length;
    const executingFrames = executing ?? frames.filter(isRendering).length;
    return makeNode({ id, totalFrames: frames.length, doneFrames, executingFrames });
  };
  return { ...page, read, leaf };
}

const ascending = (numbers: readonly number[]) => numbers.toSorted((a, b) => a - b);
const idsOf = (frames: readonly { readonly id: number }[]) => ascending(frames.map(({ id }) => id));

describe("the hung frames of a leaf", () => {
  it("are found with the pages that they are on", async () => {
    const { read, leaf } = openFarm({ 7: framesOf(400, 150, 20, [160, 250]) });
    const { leafId, frames, pages } = await readHungFrames(leaf(7), 2);
    expect([leafId, idsOf(frames), ascending(pages)]).toEqual([7, [161, 251], [2, 3]]);
    expect(read.toSorted((a, b) => a.localeCompare(b))).toEqual(["7/1", "7/2", "7/3"]);
  });

  it("are looked for until as many as wanted are found", async () => {
    const { read, leaf } = openFarm({ 7: framesOf(400, 150, 20, [160, 250]) });
    const { frames, pages } = await readHungFrames(leaf(7), 1);
    expect([idsOf(frames), pages, read]).toEqual([[161], [2], ["7/2"]]);
  });

  it("are looked for on every page at most, and on eight of a large leaf", async () => {
    const small = openFarm({ 7: framesOf(400, 150, 20, []) });
    expect(await readHungFrames(small.leaf(7, 99), 1)).toEqual({ leafId: 7, frames: [], pages: [] });
    expect(small.read).toHaveLength(4);
    const large = openFarm({ 7: framesOf(2000, 150, 20, []) });
    await readHungFrames(large.leaf(7, 99), 1);
    expect(large.read).toHaveLength(8);
  });

  it("are unknown when the farm does not answer", async () => {
    const { leaf } = openFarm({ 7: framesOf(100, 10, 5, [12]) });
    openPage(() => Promise.reject(new TypeError("fetch failed")));
    await expect(readHungFrames(leaf(7), 1)).rejects.toMatchObject({ failure: { kind: "network" } });
  });
});

it("the pages of hung frames can be read again", async () => {
  const { read } = openFarm({ 7: framesOf(250, 100, 20, []) });
  const frames = await readFramePages(7, [1, 3]);
  expect(read).toEqual(["7/1", "7/3"]);
  expect([frames.length, frames[0]?.id, frames.at(-1)?.id]).toEqual([150, 1, 250]);
});

describe("the hung frames of several leaves", () => {
  it("are read of each leaf, as many as the list counts there", async () => {
    const { client, read, leaf } = openFarm({ 7: framesOf(50, 20, 5, [21]), 8: framesOf(50, 20, 5, [22, 23]) });
    const query = hungFramesQuery([
      { leaf: leaf(7), wanted: 1 },
      { leaf: leaf(8), wanted: 2 },
    ]);
    const found = await client.fetchQuery(query);
    expect(found.map(({ leafId, frames }) => [leafId, idsOf(frames)])).toEqual([
      [7, [22]],
      [8, [23, 24]],
    ]);
    await client.fetchQuery(query);
    expect(read).toHaveLength(2);
    const others = [
      { leaf: leaf(7), wanted: 1 },
      { leaf: leaf(8), wanted: 1 },
    ];
    await client.fetchQuery(hungFramesQuery(others));
    expect(read).toHaveLength(4);
  });

  it("are not asked for without a leaf", () => {
    const { leaf } = openFarm({ 7: framesOf(50, 20, 5, []) });
    expect(hungFramesQuery([]).enabled).toBe(false);
    expect(hungFramesQuery([{ leaf: leaf(7), wanted: 1 }]).enabled).toBe(true);
  });
});
