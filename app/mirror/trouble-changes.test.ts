import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FrameTrouble, TroubleByLeaf } from "../protocol/frames/task-trouble";
import { emptyHistory, type TaskHistory } from "./task-history";
import { replaceTroubles, type TroubleChange, troubleChanges, withTroubles } from "./trouble-changes";

const MINUTE = 60_000;
const START = 1_700_000_000_000;

const trouble = (members: Partial<FrameTrouble> = {}): FrameTrouble => ({
  hung: 1,
  slow: 0,
  worst: { id: 3, name: "0003", node: "node-1", ratio: 4 },
  read: 3,
  rendering: 4,
  readMs: START,
  ...members,
});
const historyOf = (...troubles: readonly (readonly [number, FrameTrouble])[]): TaskHistory => ({
  ...emptyHistory,
  troubles: new Map(troubles),
});

const hungById = (list: TroubleByLeaf) => new Map([...list].map(([id, { hung }]) => [id, hung]));

const leafId = fc.integer({ min: 1, max: 5 });
const reading = fc
  .record({ hung: fc.nat(2), minute: fc.nat(20) })
  .map(({ hung, minute }) => trouble({ hung, readMs: START + minute * MINUTE }));
const troubles: fc.Arbitrary<TroubleByLeaf> = fc.array(fc.tuple(leafId, reading)).map((list) => new Map(list));
const change: fc.Arbitrary<TroubleChange> = fc.tuple(leafId, fc.option(reading, { nil: null }));
const changes = fc.uniqueArray(change, { selector: ([id]) => id });

describe("a list with new readings", () => {
  it("has the reading of each leaf that was read, or none where there is none any more", () => {
    fc.assert(
      fc.property(troubles, changes, (before, readings) => {
        const after = withTroubles({ ...emptyHistory, troubles: before }, readings).troubles;
        const last = new Map(readings);
        for (const id of [1, 2, 3, 4, 5]) {
          const expected = last.has(id) ? (last.get(id) ?? undefined) : before.get(id);
          // The moment may stay up to five minutes behind when nothing else differs.
          expect(after.get(id) && { ...after.get(id), readMs: 0 }).toEqual(expected && { ...expected, readMs: 0 });
          expect(Math.abs((after.get(id)?.readMs ?? 0) - (expected?.readMs ?? 0))).toBeLessThan(5 * MINUTE);
        }
      }),
    );
  });

  it("is the same value while the readings say the same, for five minutes", () => {
    const before = historyOf([1, trouble()], [2, trouble({ hung: 0 })]);
    const readAt = (ms: number) => withTroubles(before, [[1, trouble({ readMs: START + ms })]]);
    expect(readAt(5 * MINUTE - 1)).toBe(before);
    expect(readAt(5 * MINUTE).troubles.get(1)?.readMs).toBe(START + 5 * MINUTE);
    // The clock of the machine was set back.
    expect(readAt(-5 * MINUTE).troubles.get(1)?.readMs).toBe(START - 5 * MINUTE);
  });

  it("is another value as soon as a reading says something else", () => {
    const before = historyOf([1, trouble()]);
    const others: readonly Partial<FrameTrouble>[] = [
      { hung: 2 },
      { slow: null },
      { worst: null },
      { worst: { id: 3, name: "0003", node: "node-1", ratio: 5 } },
      { read: 4 },
      { rendering: 5 },
    ];
    for (const members of others)
      expect(withTroubles(before, [[1, trouble(members)]]).troubles.get(1)).toEqual(trouble(members));
  });

  it("is the same value when a leaf without a reading has none", () => {
    const before = historyOf([1, trouble()]);
    expect(withTroubles(before, [[2, null]])).toBe(before);
    expect(withTroubles(before, [])).toBe(before);
  });

  it("leaves the list before as it was", () => {
    const before = historyOf([1, trouble()]);
    withTroubles(before, [
      [1, null],
      [2, trouble()],
    ]);
    expect([...before.troubles.keys()]).toEqual([1]);
  });
});

describe("a list with all readings", () => {
  it("has these leaves and no others", () => {
    fc.assert(
      fc.property(troubles, troubles, (before, all) => {
        const after = replaceTroubles({ ...emptyHistory, troubles: before }, [...all]).troubles;
        expect(hungById(after)).toEqual(hungById(all));
      }),
    );
  });

  it("is the same value when they are the same", () => {
    const before = historyOf([1, trouble()], [2, trouble({ hung: 0 })]);
    expect(replaceTroubles(before, [...before.troubles])).toBe(before);
  });
});

describe("what differs between the troubles of two lists", () => {
  it("leads from the one to the other", () => {
    fc.assert(
      fc.property(troubles, troubles, (before, after) => {
        const followed = new Map(before);
        for (const [id, changed] of troubleChanges(before, after)) {
          if (changed) followed.set(id, changed);
          else followed.delete(id);
        }
        expect(followed).toEqual(after);
      }),
    );
  });

  it("has only leaves whose reading is another one", () => {
    const kept = trouble();
    const before = new Map([
      [1, kept],
      [2, trouble()],
      [3, trouble()],
    ]);
    const next = trouble({ hung: 2 });
    const after = new Map([
      [1, kept],
      [2, next],
      [4, next],
    ]);
    expect(troubleChanges(before, after)).toEqual([
      [2, next],
      [4, next],
      [3, null],
    ]);
    expect(troubleChanges(before, before)).toEqual([]);
  });
});
