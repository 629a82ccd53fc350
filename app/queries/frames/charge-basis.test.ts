import { describe, expect, it } from "vitest";
import { BASIS_PAGES } from "../../protocol/frames/charge-basis";
import { FRAME_PAGE_SIZE } from "../../protocol/frames/frame-page-size";
import { connectFarm, startNetwork } from "../../test/connect-farm";
import { frames, page } from "../../test/make-frame-set";
import { chargeBasisOf, chargeBasisQuery, fetchChargeBases } from "./charge-basis";
import { emptyFrameSet, withPage } from "./frame-set";

startNetwork();

/** The additional task of the farm. */
const TASK = 40_001;

const pageNumbers = (bodies: readonly unknown[]) =>
  bodies
    .map((body) => (typeof body === "object" && body !== null && "pageNum" in body ? Number(body.pageNum) : Number.NaN))
    .toSorted((a, b) => a - b);
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

describe("the frames that prices are computed from", () => {
  it.each([
    ["all of a small leaf", 230, 3, 230],
    ["the first pages of a large leaf", 1150, BASIS_PAGES, BASIS_PAGES * FRAME_PAGE_SIZE],
  ])("are %s, each once", async (_, count, pages, basis) => {
    const { client, sent } = connectFarm({ frames: count });
    const rows = await client.fetchQuery(chargeBasisQuery(TASK));
    expect(new Set(rows.map(({ id }) => id)).size).toBe(basis);
    expect(rows).toHaveLength(basis);
    expect(pageNumbers(sent("queryTaskFrames"))).toEqual(upTo(pages));
    expect(sent("queryTaskFrames")[0]).toEqual({ taskId: TASK, pageNum: 1, pageSize: FRAME_PAGE_SIZE });
  });

  it("are one frame where the farm lists it twice", async () => {
    const { client, respond } = connectFarm();
    respond("queryTaskFrames", { items: [{ id: 1 }, { id: 1 }, { id: 2 }], pageCount: 1, total: 3 });
    expect((await client.fetchQuery(chargeBasisQuery(5))).map(({ id }) => id)).toEqual([1, 2]);
  });

  it("are read once per leaf, and none of a leaf that cannot be read", async () => {
    const { client, sent } = connectFarm({ frames: 30 });
    const bases = await fetchChargeBases(client, [TASK, 77, TASK]);
    expect([...bases].map(([id, rows]) => [id, rows.length])).toEqual([
      [TASK, 30],
      [77, 0],
    ]);
    expect(sent("queryTaskFrames")).toHaveLength(2);
  });

  it("are the first pages of the loaded frames, in their order", () => {
    const numbers = [BASIS_PAGES + 1, 2, 1, BASIS_PAGES];
    const set = numbers.reduce(
      (loaded, number) => withPage(loaded, number, page(frames(4, number), 20), 1),
      emptyFrameSet,
    );
    expect(chargeBasisOf(set).map(({ id }) => id)).toEqual([1, 2, BASIS_PAGES]);
  });
});
