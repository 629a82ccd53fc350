import fc from "fast-check";
import { expect, it } from "vitest";
import type { AuditEntry } from "../../mirror/recorded-actions";
import type { TaskRecord } from "../../protocol/tasks/task-record";
import { timelineOf } from "./timeline";

const write = (atMs: number, id: number): AuditEntry => ({
  id: `w${id}`,
  atMs,
  operation: "stopTask",
  outcome: "accepted",
  code: 200,
  by: "Mei",
  isUndo: false,
  targets: [],
  details: {},
  problem: null,
  person: null,
  role: null,
  source: null,
  requestId: null,
  price: null,
});
const record = (atMs: number | null): TaskRecord => ({
  userName: "u",
  userId: 1,
  button: "",
  tasks: [],
  atMs,
  details: null,
  source: null,
  channel: null,
  ip: null,
  operation: "stopTask",
  request: null,
});

/** Moments, newest first. */
const moments = fc.array(fc.nat(8), { maxLength: 12 }).map((list) => list.toSorted((a, b) => b - a));

it("a list that goes on page after page never shows an entry above one that was shown, and ends with all of them", () => {
  fc.assert(
    fc.property(moments, moments, fc.integer({ min: 1, max: 4 }), (writes, records, size) => {
      const audit = writes.map(write);
      const farm = records.map(record);
      const pages = { write: 1, record: 1 };
      const loaded = <T>(all: readonly T[], count: number) => ({
        entries: all.slice(0, count * size),
        hasMore: count * size < all.length,
      });
      let shown: readonly string[] = [];
      for (;;) {
        const { entries, next } = timelineOf(loaded(audit, pages.write), loaded(farm, pages.record));
        const keys = entries.map(({ key }) => key);
        const times = entries.map(({ atMs }) => atMs);
        expect(times).toEqual(times.toSorted((a, b) => b - a));
        expect(new Set(keys).size).toBe(keys.length);
        // Entries of the last shown moment may come to it; none comes before it.
        const last = entries[shown.length - 1]?.atMs;
        expect(entries.filter(({ atMs }) => last === undefined || atMs >= last).map(({ key }) => key)).toEqual(
          expect.arrayContaining([...shown]),
        );
        shown = keys;
        if (next === null) break;
        pages[next] += 1;
      }
      expect(shown).toHaveLength(audit.length + farm.length);
    }),
  );
});

it("an entry of the record without a time stands where the farm has it", () => {
  const { entries } = timelineOf(
    { entries: [write(5, 1)], hasMore: false },
    { entries: [record(9), record(null), record(3)], hasMore: false },
  );
  expect(entries.map(({ kind, atMs }) => [kind, atMs])).toEqual([
    ["record", 9],
    ["record", 9],
    ["write", 5],
    ["record", 3],
  ]);
});
