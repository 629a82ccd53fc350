import { describe, expect, it } from "vitest";
import type { HistoryChanges } from "../../mirror/history-changes";
import { buildTaskTree } from "../../protocol/tasks/task-tree";
import { makeTask } from "../../test/make-task";
import { createChangeLog } from "./change-log";

const nodeOf = (id: number) => buildTaskTree(makeTask({ id }));
const changes = (changed: number[], removed: number[] = [], reads: [number, number[]][] = []): HistoryChanges => ({
  changed: changed.map(nodeOf),
  removed,
  reads: new Map(reads),
  troubles: [],
});
const none = new Map();

describe("the changes since a revision", () => {
  it("are those of all later revisions together", () => {
    const log = createChangeLog();
    log.add(1, changes([1, 2], [], [[10, [1, 2]]]), none);
    log.add(2, changes([2], [], [[20, [2, 3]]]), none);
    expect(log.since(0)?.changed).toEqual(new Set([1, 2]));
    expect(log.since(1)?.changed).toEqual(new Set([2]));
    expect(log.since(0)?.reads).toEqual(
      new Map([
        [1, 10],
        [2, 20],
        [3, 20],
      ]),
    );
    expect(log.since(2)).toEqual({ changed: new Set(), removed: new Map(), reads: new Map(), troubles: new Map() });
  });

  it("report a task that was deleted only as deleted, with its final state", () => {
    const log = createChangeLog();
    const final = nodeOf(1);
    log.add(1, changes([1], [], [[10, [1]]]), none);
    log.add(2, changes([], [1, 2]), new Map([[1, final]]));
    expect(log.since(0)).toEqual({
      changed: new Set(),
      removed: new Map([
        [1, final],
        [2, null],
      ]),
      reads: new Map(),
      troubles: new Map(),
    });
  });

  it("report a task that came back only as changed", () => {
    const log = createChangeLog();
    log.add(1, changes([], [1]), none);
    log.add(2, changes([1]), none);
    expect(log.since(0)).toMatchObject({ changed: new Set([1]), removed: new Map() });
  });

  it.each([-1, 4, 1.5, Number.NaN])("are unknown for the revision %s", (revision) => {
    const log = createChangeLog();
    for (const id of [1, 2, 3]) log.add(id, changes([id]), none);
    expect(log.since(revision)).toBeUndefined();
  });

  it("contain a change of several revisions together for each of them", () => {
    const log = createChangeLog(7);
    log.add(10, changes([1]), none);
    log.add(12, changes([2]), none);
    expect([7, 8, 10, 11, 12].map((revision) => [...(log.since(revision)?.changed ?? [])])).toEqual([
      [1, 2],
      [1, 2],
      [2],
      [2],
      [],
    ]);
    expect([log.since(6), log.since(13)]).toEqual([undefined, undefined]);
  });

  it("are forgotten after so many revisions", () => {
    const log = createChangeLog(0, 2);
    for (const id of [1, 2, 3]) log.add(id, changes([id]), none);
    expect(log.since(0)).toBeUndefined();
    expect(log.since(1)?.changed).toEqual(new Set([2, 3]));
  });
});
