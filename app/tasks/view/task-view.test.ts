import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matchesText } from "../../protocol/tasks/task-search-text";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import { makeNode, makeShell } from "../../test/make-task";
import { facet } from "../toolbar/facet";
import { defaultTaskSearch } from "./task-search";
import {
  createFlattener,
  createSorter,
  type FilterSearch,
  filterNodes,
  NO_PROJECT,
  projectOf,
  type SortValue,
  stateOf,
  toFilter,
} from "./task-view";

const collator = new Intl.Collator("en", { numeric: true });
const idsOf = (nodes: readonly TaskNode[]) => nodes.map(({ task }) => task.id);
const byCost = (node: TaskNode): SortValue => node.task.cost;
const byScene = (node: TaskNode): SortValue => node.task.sceneName || null;
const byId = (nodes: readonly TaskNode[]) => new Map(nodes.map((node) => [node.task.id, node]));
const sorted = (nodes: readonly TaskNode[], value: (node: TaskNode) => SortValue, descending = false) =>
  createSorter({ value, descending }, collator)(byId(nodes));

const anyNodes = fc
  .uniqueArray(fc.record({ id: fc.integer({ min: 1, max: 500 }), cost: fc.option(fc.integer({ min: 0, max: 4 })) }), {
    selector: ({ id }) => id,
    maxLength: 30,
  })
  .map((all) => all.map(makeNode));

it.each([
  ["ガンダム.ma", "ｶﾞﾝﾀﾞﾑ"],
  ["café.ma", "CAFÉ"],
  ["Straße.ma", "strasse"],
])("finds %s in either Unicode form", (sceneName, text) => {
  for (const stored of [sceneName.normalize("NFC"), sceneName.normalize("NFD")])
    for (const typed of [text.normalize("NFC"), text.normalize("NFD")])
      expect(matchesText(typed)(makeNode({ id: 1, sceneName: stored }))).toBe(true);
});

describe("sorting", () => {
  it("puts nodes without a value last in both directions", () => {
    fc.assert(
      fc.property(anyNodes, fc.boolean(), (given, descending) => {
        const values = sorted(given, byCost, descending).map(byCost);
        const firstNull = values.indexOf(null);
        expect(values.slice(firstNull < 0 ? values.length : firstNull).every((value) => value === null)).toBe(true);
      }),
    );
  });

  it("gives the same order whatever order the nodes come in, newest id first among equals", () => {
    const shuffled = anyNodes.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }), fc.boolean()),
    );
    fc.assert(
      fc.property(shuffled, ([given, others, descending]) => {
        const order = sorted(given, byCost, descending);
        expect(idsOf(sorted(others, byCost, descending))).toEqual(idsOf(order));
        const unordered = order.filter((node, index) => {
          const next = order[index + 1];
          return next !== undefined && byCost(next) === byCost(node) && next.task.id > node.task.id;
        });
        expect(unordered).toEqual([]);
      }),
    );
  });

  it("gives the order of a new sorter after nodes were added, removed and changed", () => {
    fc.assert(
      fc.property(fc.array(anyNodes, { minLength: 2, maxLength: 5 }), fc.boolean(), (polls, descending) => {
        const sort = createSorter({ value: byCost, descending }, collator);
        for (const nodes of polls) expect(sort(byId(nodes))).toEqual(sorted(nodes, byCost, descending));
        // The same tasks with other values.
        const last = (polls.at(-1) ?? []).map(({ task }, index) => makeNode({ id: task.id, cost: index % 3 }));
        expect(sort(byId(last))).toEqual(sorted(last, byCost, descending));
      }),
    );
  });

  it("compares digits in names as numbers", () => {
    const named = ["sh10", "sh9", "sh100", ""].map((sceneName, index) => makeNode({ id: index + 1, sceneName }));
    expect(idsOf(sorted(named, byScene))).toEqual([2, 1, 3, 4]);
    expect(idsOf(sorted(named, byScene, true))).toEqual([3, 1, 2, 4]);
  });
});

const shell = makeShell({ id: 1, sceneName: "衣帽间.max", userName: "ljian", cgId: 2001, projectName: "Wardrobe" }, [
  {
    id: 11,
    statusCode: 45,
    taskType: "RenderPhoton",
    sceneName: "衣帽间.max",
    camera: "VRayCam003",
    totalFrames: 1,
    failedFrames: 1,
  },
  { id: 12, statusCode: 0, sceneName: "衣帽间.max", layerName: "Beauty", totalFrames: 17 },
]);
const dragon = makeNode({
  id: 2,
  alias: "2W2",
  statusCode: 25,
  sceneName: "Dragon_s010_sh0200.ma",
  userName: "chen_bo",
  cgId: 2000,
  submittedMs: Date.UTC(2026, 9, 31, 20),
});
const robot = makeNode({
  id: 3,
  statusCode: 25,
  sceneName: "robot.ma",
  userName: "chen_bo",
  producer: "Mia",
  cgId: 2000,
});
const odd = makeNode({ id: 4, statusCode: 37, sceneName: "odd.ma", cgId: 4242 });
const all = [shell, dragon, robot, odd];

const NOW = Date.UTC(2026, 10, 1, 12);
const noDates = { from: undefined, to: undefined, endedFromMs: undefined, endedToMs: undefined };
const filterOf = (search: Partial<FilterSearch>, text = "", dayOf: (ms: number) => string = () => "") =>
  toFilter({ ...defaultTaskSearch, ...noDates, ...search }, text, dayOf, {
    nowMs: NOW,
    hungLeaves: new Set(),
    slowLeaves: new Set(),
  });

const matchingIds = (search: Partial<FilterSearch>, text = "", zoneHours = 0) =>
  idsOf(
    filterNodes(
      all,
      filterOf(search, text, (ms) => new Date(ms + zoneHours * 3_600_000).toISOString().slice(0, 10)),
    ).nodes,
  );

describe("filtering", () => {
  it("finds every word in any field of the task and its layers, in any case", () => {
    expect(matchingIds({}, "")).toEqual([1, 2, 3, 4]);
    expect(matchingIds({}, "  DRAGON  sh0200 ")).toEqual([2]);
    expect(matchingIds({}, "vraycam003")).toEqual([1]);
    expect(matchingIds({}, "beauty ljian")).toEqual([1]);
    expect(matchingIds({}, "12")).toEqual([1]);
    expect(matchingIds({}, "2w2")).toEqual([2]);
    expect(matchingIds({}, "mia")).toEqual([3]);
    expect(matchingIds({}, "wardrobe")).toEqual([1]);
    expect(matchingIds({}, "衣帽间")).toEqual([1]);
    expect(matchingIds({}, "dragon robot")).toEqual([]);
  });

  it("accepts any of several values of a field, and requires all fields", () => {
    expect(matchingIds({ user: ["chen_bo"] })).toEqual([2, 3]);
    expect(matchingIds({ user: ["chen_bo", "ljian"] })).toEqual([1, 2, 3]);
    expect(matchingIds({ user: ["chen_bo"] }, "robot")).toEqual([3]);
    expect(matchingIds({ project: ["Wardrobe"], user: ["chen_bo"] })).toEqual([]);
  });

  it("by status has a group for tasks that wait for a failed pass", () => {
    expect(all.map(stateOf)).toEqual(["stuck", "finished", "finished", "unknown"]);
    expect(matchingIds({ status: ["stuck"] })).toEqual([1]);
    expect(matchingIds({ status: ["failed"] })).toEqual([]);
    expect(matchingIds({ status: ["finished", "unknown"] })).toEqual([2, 3, 4]);
  });

  it("by the day of submission uses the chosen time zone, includes both ends and leaves out tasks without one", () => {
    expect(matchingIds({ from: "2026-10-31", to: "2026-10-31" })).toEqual([2]);
    expect(matchingIds({ from: "2026-11-01" })).toEqual([]);
    expect(matchingIds({ from: "2026-11-01" }, "", 8)).toEqual([2]);
    expect(matchingIds({ to: "2026-10-30" })).toEqual([]);
  });

  it("by frames that failed since a moment takes the known tasks, and without them those that have failed frames", () => {
    const tasks = [
      makeNode({ id: 1, statusCode: 5, failedFrames: 2 }),
      makeNode({ id: 2, statusCode: 25, failedFrames: 0 }),
      makeNode({ id: 3, statusCode: 23, failedFrames: 1 }),
    ];
    const filtered = (failedIds: ReadonlySet<number> | null | undefined) =>
      idsOf(filterNodes(tasks, filterOf({ failedIds })).nodes);
    expect(filtered(new Set([2, 3, 99]))).toEqual([2, 3]);
    expect(filtered(null)).toEqual([1, 3]);
    expect(filtered(undefined)).toEqual([1, 2, 3]);
  });

  it("counts statuses among the tasks that match all other filters", () => {
    const { nodes: matching, stateCounts } = filterNodes(all, filterOf({ status: ["unknown"] }, "ma"));
    expect(idsOf(matching)).toEqual([4]);
    expect(Object.fromEntries(stateCounts)).toEqual({ stuck: 1, finished: 2, unknown: 1 });
  });

  it("by the mark of the farm narrows the chosen statuses to overdue tasks, layers included", () => {
    const tasks = [
      makeNode({ id: 1, statusCode: 5, isOverdue: true }),
      makeNode({ id: 2, statusCode: 5, isOverdue: false }),
      makeNode({ id: 3, statusCode: 25, isOverdue: true }),
      makeShell({ id: 4, isOverdue: null }, [
        { id: 41, statusCode: 5, isOverdue: true },
        { id: 42, statusCode: 25 },
      ]),
    ];
    const filtered = (status: string[]) => filterNodes(tasks, filterOf({ status }));
    expect(idsOf(filtered(["overdue"]).nodes)).toEqual([1, 3, 4]);
    expect(idsOf(filtered(["overdue", "rendering"]).nodes)).toEqual([1, 4]);
    expect(Object.fromEntries(filtered([]).stateCounts)).toEqual({ overdue: 3, rendering: 3, finished: 1 });
    expect(Object.fromEntries(filtered(["overdue"]).stateCounts)).toEqual({ overdue: 3, rendering: 2, finished: 1 });
    expect(Object.fromEntries(filtered(["rendering"]).stateCounts)).toMatchObject({ overdue: 2, rendering: 3 });
  });
});

describe("groups", () => {
  const tasks = [
    makeNode({ id: 1, statusCode: 5, failedFrames: 2, totalFrames: 9 }),
    makeNode({ id: 2, statusCode: 5, totalFrames: 9 }),
    makeNode({ id: 3, statusCode: 0 }),
    makeNode({ id: 4, statusCode: 45, completedMs: NOW - 3_600_000 }),
    makeNode({ id: 5, statusCode: 25, completedMs: NOW - 3_600_000 }),
    makeNode({ id: 6, statusCode: 45, completedMs: NOW - 30 * 86_400_000 }),
  ];
  const filtered = (search: Partial<FilterSearch>) => filterNodes(tasks, filterOf(search));

  it("count a running task with failed frames as running and as one that needs you", () => {
    expect(filtered({}).groupCounts).toEqual({ needsYou: 2, running: 2, waiting: 1, ended: 3 });
    expect(idsOf(filtered({ group: "running" }).nodes)).toEqual([1, 2]);
    expect(idsOf(filtered({ group: "needsYou" }).nodes)).toEqual([1, 4]);
    expect(idsOf(filtered({ group: "ended" }).nodes)).toEqual([4, 5, 6]);
  });

  it("keep their counts when one is chosen, and count the states within it", () => {
    const { groupCounts, stateCounts } = filtered({ group: "ended", status: ["finished"] });
    expect(groupCounts).toEqual(filtered({}).groupCounts);
    expect(Object.fromEntries(stateCounts)).toEqual({ failed: 2, finished: 1 });
    expect(idsOf(filtered({ group: "ended", status: ["finished"] }).nodes)).toEqual([5]);
  });

  it("have every task once, but for those that need you", () => {
    const anyTasks = fc
      .array(fc.record({ id: fc.nat(), statusCode: fc.integer({ min: -1, max: 101 }) }))
      .map((rows) => rows.map(makeNode));
    fc.assert(
      fc.property(anyTasks, (given) => {
        const { running, waiting, ended } = filterNodes(given, filterOf({})).groupCounts;
        expect(running + waiting + ended).toBe(given.length);
      }),
    );
  });

  it("by end time take the moments of the range, its end excluded, and no task that goes on", () => {
    const hourAgo = NOW - 3_600_000;
    expect(idsOf(filtered({ endedFromMs: hourAgo }).nodes)).toEqual([4, 5]);
    expect(idsOf(filtered({ endedFromMs: hourAgo + 1 }).nodes)).toEqual([]);
    expect(idsOf(filtered({ endedFromMs: 0, endedToMs: hourAgo }).nodes)).toEqual([6]);
  });
});

describe("tasks without a project", () => {
  const tasks = ["", "b", ""].map((projectName, index) => makeNode({ id: index + 1, projectName }));
  it("are a filter value", () => {
    expect(facet(tasks, projectOf)).toEqual([
      [NO_PROJECT, 2],
      ["b", 1],
    ]);
    const filter = filterOf({ project: [NO_PROJECT] });
    expect(filterNodes(tasks, filter).nodes.map(({ task }) => task.id)).toEqual([1, 3]);
  });
});

describe("facet", () => {
  it("lists values with their counts, most frequent first, without the empty value", () => {
    expect(facet(all, (node) => node.task.userName)).toEqual([
      ["chen_bo", 2],
      ["ljian", 1],
    ]);
  });
});

const flatten = (given: readonly TaskNode[], expandedIds: ReadonlySet<number>) => createFlattener()(given, expandedIds);

describe("the rows of the tree", () => {
  it("are every task, and the layers of expanded ones below it", () => {
    const closed = flatten(all, new Set());
    expect(closed.map(({ id, level, expandable, expanded }) => [id, level, expandable, expanded])).toEqual([
      [1, 1, true, false],
      [2, 1, false, false],
      [3, 1, false, false],
      [4, 1, false, false],
    ]);
    const open = flatten(all, new Set([1, 2]));
    expect(open.map(({ id, level, parentId, expanded }) => [id, level, parentId, expanded])).toEqual([
      [1, 1, null, true],
      [11, 2, 1, false],
      [12, 2, 1, false],
      [2, 1, null, false],
      [3, 1, null, false],
      [4, 1, null, false],
    ]);
  });

  it("equal those of a new flattener, and are the same objects where nothing changed", () => {
    const expandedLists = fc.array(fc.constantFrom(1, 2, 3));
    const some = fc.subarray(all);
    fc.assert(
      fc.property(fc.array(fc.tuple(some, expandedLists), { minLength: 2, maxLength: 5 }), (polls) => {
        const flattenOn = createFlattener();
        for (const [given, open] of polls)
          expect(flattenOn(given, new Set(open))).toEqual(flatten(given, new Set(open)));
      }),
    );
    const flattenOn = createFlattener();
    const before = flattenOn(all, new Set([1]));
    const changed = all.map((node) => (node === dragon ? makeNode({ id: 2, statusCode: 5 }) : node));
    const after = flattenOn(changed, new Set([1]));
    expect(after.map((row, index) => row === before[index])).toEqual([true, true, true, false, true, true]);
  });
});
