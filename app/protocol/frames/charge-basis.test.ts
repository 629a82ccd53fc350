import fc from "fast-check";
import { expect, it } from "vitest";
import { makeFrame } from "../../test/make-frame";
import { BASIS_PAGES, readChargeBasis } from "./charge-basis";

it("the frames that prices are computed from are the first pages of a leaf, in order, each page read once", async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 2 * BASIS_PAGES }), async (pageCount) => {
      const read: number[] = [];
      const frames = await readChargeBasis(async (pageNum) => {
        read.push(pageNum);
        return { rows: [makeFrame({ id: pageNum })], malformed: 0, pageCount, total: pageCount };
      });
      const expected = Array.from({ length: Math.min(BASIS_PAGES, pageCount) }, (_, index) => index + 1);
      expect(read).toEqual(expected);
      expect(frames.map(({ id }) => id)).toEqual(expected);
    }),
  );
});

it("a frame that has moved to the next page while it was read counts once", async () => {
  const frames = await readChargeBasis(async (pageNum) => ({
    rows: [makeFrame({ id: pageNum }), makeFrame({ id: pageNum + 1 })],
    malformed: 0,
    pageCount: 2,
    total: 4,
  }));
  expect(frames.map(({ id }) => id)).toEqual([1, 2, 3]);
});

it("prices cannot be computed from pages that cannot be read", async () => {
  const read = readChargeBasis(async (pageNum) => {
    if (pageNum > 1) throw new Error("away");
    return { rows: [], malformed: 0, pageCount: 3, total: 300 };
  });
  await expect(read).rejects.toThrow("away");
});
