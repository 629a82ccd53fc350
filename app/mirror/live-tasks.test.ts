import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeReads, encodeReads } from "./live-tasks";

/** Tasks with the moment at which each was read, in no order. */
const moments = fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 2_000_000 }), fc.integer({ min: 1, max: 4 })), {
  selector: ([id]) => id,
});

describe("the moments at which tasks were read", () => {
  it("arrive at the page as they are on the server, whatever the order of the tasks", () => {
    fc.assert(
      fc.property(moments, (reads) => {
        const idsAt = (moment: number) => reads.flatMap(([id, readMs]) => (readMs === moment ? [id] : []));
        const encoded = encodeReads(new Map([1, 2, 3, 4].map((moment) => [moment, idsAt(moment)])));
        expect(decodeReads(encoded)).toEqual(new Map(reads));
      }),
    );
  });

  it("are sent as a first id and the distances to the next ones, which are short texts", () => {
    expect(encodeReads(new Map([[5000, [900_003, 900_001, 900_010]]]))).toEqual([[5000, 900_001, 2, 7]]);
  });

  it("are the latest of a task that was read several times", () => {
    const twice = decodeReads([
      [20, 1, 1],
      [10, 2, 1],
      [30, 3],
    ]);
    expect(twice).toEqual(
      new Map([
        [1, 20],
        [2, 20],
        [3, 30],
      ]),
    );
  });
});
