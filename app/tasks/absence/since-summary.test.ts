import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { taskStatuses } from "../../protocol/tasks/task-status";
import { makeNode } from "../../test/make-task";
import { resolveDates } from "../view/relative-dates";
import { defaultTaskSearch } from "../view/task-search";
import { filterNodes, toFilter } from "../view/task-view";
import { sinceGroupNames, sinceGroups, sinceSummary } from "./since-summary";

const anyNodes = fc
  .array(
    fc.record({
      statusCode: fc.constantFrom(...taskStatuses.map(({ code }) => code), 37),
      completedMs: fc.option(fc.integer({ min: 0, max: 600_000 })),
      cost: fc.option(fc.integer({ min: 0, max: 5000 }).map((cents) => cents / 100)),
    }),
    { maxLength: 30 },
  )
  .map((all) => all.map((members, index) => makeNode({ id: index + 1, ...members })));

describe("sinceSummary", () => {
  it("has exactly one group for every status in which a task ends", () => {
    const grouped = sinceGroupNames.flatMap((group) => [...sinceGroups[group]]);
    const ended = taskStatuses.filter((status) => status.isEnded).map((status) => status.name);
    expect(grouped.toSorted()).toEqual(ended.toSorted());
  });

  it("counts in each group exactly the tasks that its link shows", () => {
    fc.assert(
      fc.property(anyNodes, fc.integer({ min: 0, max: 9 }), (nodes, minute) => {
        const sinceMs = minute * 60_000;
        const counts = sinceSummary(nodes, sinceMs);
        const ended = `${new Date(sinceMs).toISOString().slice(0, 16)}Z`;
        for (const group of sinceGroupNames) {
          const dates = resolveDates({ ended }, { nowMs: 0, zone: "utc", dayOf: () => "1970-01-01" });
          const search = { ...defaultTaskSearch, ...dates, status: [...sinceGroups[group]] };
          const listed = filterNodes(
            nodes,
            toFilter(search, "", String, { nowMs: 0, hungLeaves: new Set(), slowLeaves: new Set() }),
          ).nodes;
          expect(counts.get(group) ?? 0).toBe(listed.length);
        }
      }),
    );
  });
});
