import * as fc from "fast-check";
import { expect, it } from "vitest";
import { longestUnread, neverRead, newestReading, readAt, withoutReading, withReading } from "./read-times";

const ids = fc.uniqueArray(fc.integer({ min: 1, max: 1500 }), { maxLength: 400 });
const act = fc.oneof(
  fc.record({ kind: fc.constant("read" as const), ids }),
  fc.record({ kind: fc.constant("gone" as const), ids: fc.uniqueArray(fc.integer({ min: 1, max: 1500 })) }),
);

it("tells what one plain map would, however much was read between", () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 12 }), (acts) => {
      let times = neverRead;
      const plain = new Map<number, number>();
      acts.forEach(({ kind, ids: some }, index) => {
        const ms = 1000 + index;
        times = kind === "read" ? withReading(times, some, ms) : withoutReading(times, some);
        for (const id of some) {
          plain.delete(id);
          if (kind === "read") plain.set(id, ms);
        }
        expect([...longestUnread(times)]).toEqual([...plain.keys()]);
        for (let id = 1; id <= 1500; id += 7) expect(readAt(times, id)).toBe(plain.get(id));
        expect(newestReading(times)).toBe(plain.size === 0 ? null : Math.max(...plain.values()));
      });
    }),
    { numRuns: 60 },
  );
});
