import * as fc from "fast-check";
import { expect, it } from "vitest";
import type { HistoryChanges } from "../../mirror/history-changes";
import { buildTaskTree } from "../../protocol/tasks/task-tree";
import { makeTask } from "../../test/make-task";
import { createListParts, rangeOfKey } from "./list-parts";

const changes = (changed: readonly number[], removed: readonly number[] = []): HistoryChanges => ({
  changed: changed.map((id) => buildTaskTree(makeTask({ id }))),
  removed,
  reads: new Map(),
  troubles: [],
});

/** The ids of each part, newest part first. */
const idsOf = (parts: ReturnType<typeof createListParts>, present: Iterable<number>) =>
  parts.list().map(({ key }) => {
    const [from, to] = rangeOfKey(key) ?? [0, 0];
    return [...present].filter((id) => id >= from && id < to);
  });

it("puts the newest tasks into the first parts, each at most full", () => {
  const parts = createListParts(2);
  parts.apply(changes([9, 8, 7, 6, 5]), 1);
  expect(idsOf(parts, [5, 6, 7, 8, 9])).toEqual([[9], [7, 8], [5, 6]]);
});

it("changes the version of a part only with one of its tasks", () => {
  const parts = createListParts(2);
  parts.apply(changes([9, 8, 7]), 1);
  parts.apply(changes([8]), 2);
  expect(parts.list().map(({ version }) => version)).toEqual(["1", "2"]);
  parts.apply(changes([], [9]), 3);
  expect(parts.list().map(({ version }) => version)).toEqual(["2"]);
});

it.each(["", "5", "5-", "-5", "1-2-3", "a-b", "12345678901234567-1"])("has no range for the key %j", (key) => {
  expect(rangeOfKey(key)).toBeUndefined();
});

it("has every task exactly once in parts that are not too long, whatever comes and goes", () => {
  const step = fc.record({
    changed: fc.uniqueArray(fc.integer({ min: 1, max: 40 })),
    removed: fc.uniqueArray(fc.integer({ min: 1, max: 40 })),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
      const parts = createListParts(4);
      const expected = new Set<number>();
      for (const [revision, { changed, removed }] of steps.entries()) {
        const gone = removed.filter((id) => !changed.includes(id));
        parts.apply(changes(changed, gone), revision + 1);
        for (const id of gone) expected.delete(id);
        for (const id of changed) expected.add(id);
        const listed = idsOf(parts, expected);
        expect(listed.flat().toSorted((a, b) => a - b)).toEqual([...expected].toSorted((a, b) => a - b));
        expect(listed.every(({ length }) => length > 0 && length <= 8)).toBe(true);
      }
    }),
  );
});
