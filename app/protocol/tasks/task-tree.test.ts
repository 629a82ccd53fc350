import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeTask } from "../../test/make-task";
import taskListExample from "../fixtures/get-task-list.json";
import taskInfoExample from "../fixtures/query-task-info.json";
import type { Task } from "./task";
import { taskPageSchema } from "./task-info";
import { taskStatus, taskStatuses } from "./task-status";
import { blockingPassBefore, buildTaskTree, rollUpStatus, sum, type TaskNode, walk } from "./task-tree";

const firstTree = (data: unknown): TaskNode => {
  const [first] = taskPageSchema.parse(data).rows;
  if (!first) throw new Error("the example contains no task");
  return buildTaskTree(first);
};

describe("the specification's shells", () => {
  it("roll up task 18278 as finished with 18 of 18 frames for 8.27", () => {
    const { rollUp, children } = firstTree(taskListExample.response.data);
    expect(children.map(({ task }) => task.id)).toEqual([18280, 18281]);
    expect(rollUp).toMatchObject({
      statusCode: 25,
      isStuck: false,
      counts: { total: 18, done: 18, failed: 0, executing: 0, stopped: 0, waiting: 0 },
      charge: 8.27,
      unknownCharges: 0,
      arrears: 0,
      leafIds: [18280, 18281],
    });
    expect(rollUp.startedMs).toBe(children[0]?.task.startedMs);
    expect(rollUp.completedMs).toBe(children[1]?.task.completedMs);
  });

  it("roll up task 19084 as stopped with 12 of 18 frames", () => {
    const { rollUp } = firstTree(taskInfoExample.response.data);
    expect(rollUp).toMatchObject({ statusCode: 10, counts: { total: 18, done: 12, stopped: 6, waiting: 0 } });
    expect(rollUp.charge).toBe(6.15);
  });
});

const documentedCodes = taskStatuses.map(({ code }) => code);
const unknownCodes: readonly (number | null)[] = [37, 999, null];
const code = fc.constantFrom(...documentedCodes, ...unknownCodes);
const frames = fc.nat(50);
const amount = fc.option(fc.nat(100_000).map((cents) => cents / 100));
const moment = fc.option(fc.integer({ min: 1, max: 2e12 }));

const anyLeaf: fc.Arbitrary<Task> = fc
  .record({
    id: fc.integer({ min: 1, max: 1e6 }),
    statusCode: code,
    totalFrames: frames,
    doneFrames: frames,
    failedFrames: frames,
    executingFrames: frames,
    abortFrames: frames,
    cost: amount,
    arrears: amount,
    startedMs: moment,
    completedMs: moment,
  })
  .map(makeTask);
const anyLeaves = fc.array(anyLeaf, { minLength: 1, maxLength: 6 });
const shellOf = (children: readonly Task[]) =>
  buildTaskTree(makeTask({ id: 7, isShell: true, statusCode: 0, preStatusCode: 25, children }));
/** A tree in which some children are shells. */
const nested = fc
  .array(
    fc.oneof(
      anyLeaf,
      anyLeaves.map((children) => makeTask({ id: 8, isShell: true, statusCode: 25, children })),
    ),
    {
      minLength: 1,
      maxLength: 5,
    },
  )
  .map(shellOf);
const leafNodes = (node: TaskNode) => [...walk(node)].filter(({ children }) => children.length === 0);

describe("the roll-up of any tree", () => {
  it("sums the counts of the leaves and counts every frame once", () => {
    fc.assert(
      fc.property(nested, (tree) => {
        for (const key of ["total", "done", "failed", "executing", "stopped", "waiting"] as const) {
          const expected = leafNodes(tree).reduce((sumOfLeaves, { rollUp }) => sumOfLeaves + rollUp.counts[key], 0);
          expect(tree.rollUp.counts[key]).toBe(expected);
          expect(expected).toBeGreaterThanOrEqual(0);
        }
        const { total, done, failed, executing, stopped, waiting } = tree.rollUp.counts;
        expect(done + failed + executing + stopped + waiting).toBe(total);
        expect(tree.rollUp.leafIds).toEqual(leafNodes(tree).map(({ task }) => task.id));
      }),
    );
  });

  it("does not depend on the order of the children", () => {
    const shuffled = anyLeaves.chain((children) =>
      fc.tuple(fc.constant(children), fc.shuffledSubarray(children, { minLength: children.length })),
    );
    fc.assert(
      fc.property(shuffled, ([children, others]) => {
        const { leafIds: a, ...one } = shellOf(children).rollUp;
        const { leafIds: b, ...other } = shellOf(others).rollUp;
        expect(other).toEqual(one);
        expect(new Set(b)).toEqual(new Set(a));
      }),
    );
  });

  it("is green only when every leaf has finished", () => {
    fc.assert(
      fc.property(nested, (tree) => {
        const green = taskStatus(tree.rollUp.statusCode).tone === "good";
        expect(green).toBe(leafNodes(tree).every(({ task }) => task.statusCode === 25));
      }),
    );
  });

  it("has ended, with a completion time, only when every leaf has ended", () => {
    fc.assert(
      fc.property(anyLeaves, (children) => {
        const { statusCode, completedMs } = shellOf(children).rollUp;
        const allEnded = children.every((child) => taskStatus(child.statusCode).isEnded);
        expect(allEnded || completedMs === null).toBe(true);
        // Exception: a stuck task counts as ended, since only a user can make it continue.
        const isWaiting = children.some((child) => child.statusCode === 0);
        expect(allEnded || isWaiting || !taskStatus(statusCode).isEnded).toBe(true);
      }),
    );
  });

  it("shows an unknown code before any ended state", () => {
    const ended: fc.Arbitrary<number | null> = fc.constantFrom(
      ...taskStatuses.filter((status) => status.isEnded).map((status) => status.code),
      0,
    );
    fc.assert(
      fc.property(fc.array(ended, { maxLength: 5 }), fc.constantFrom(...unknownCodes), fc.nat(5), (codes, odd, at) => {
        const leaves = codes.toSpliced(at, 0, odd).map((statusCode) => ({ statusCode, taskType: "Render" }));
        expect(taskStatus(rollUpStatus(leaves).code).name).toBe("unknown");
      }),
    );
  });

  it("cuts a response that is nested too deeply", () => {
    let task = makeTask({ id: 1, statusCode: 25 });
    for (let id = 2; id < 5000; id += 1) task = makeTask({ id, isShell: true, children: [task] });
    expect([...walk(buildTaskTree(task))].length).toBeLessThan(20);
  });
});

describe("one state for several leaves", () => {
  it.each([
    ["all finished", [25, 25], 25, false],
    ["one is rendering", [25, 5], 5, false],
    ["one is rendering, one failed", [45, 5], 5, false],
    ["one is rendering, one is unknown", [37, 5], 5, false],
    ["one is preprocessing, one waits", [8, 0], 8, false],
    ["a pass is done, the next waits", [25, 0], 0, false],
    ["a layer was stopped, the others wait for machines", [10, 0, 0], 0, false],
    ["one stopped for arrears, one failed", [45, 20], 20, false],
    ["one failed, one finished with failed frames", [30, 45, 25], 45, false],
    ["one finished, one finished with failed frames", [25, 30], 30, false],
    ["test frames are done", [40, 25], 40, false],
    ["test frames are done, the main pass waits", [40, 0], 0, false],
    ["one finished, one was stopped", [25, 10], 10, false],
    ["one finished, one is unknown", [25, 37], 37, false],
    ["one failed, one is unknown", [45, 37], 37, false],
    ["all wait", [0, 0], 0, false],
    ["one has no status", [null, 25], null, false],
    ["no leaves", [], null, false],
  ])("when %s: %j gives %j", (_, codes, expected, isStuck) => {
    const layers = codes.map((statusCode) => ({ statusCode, taskType: "Render" }));
    expect(rollUpStatus(layers)).toEqual({ code: expected, isStuck });
  });

  it.each([
    ["failed", 45, 0, 45, true],
    ["was stopped", 10, 0, 10, true],
    ["was abandoned", 35, 0, 35, true],
    ["has failed frames", 30, 0, 30, true],
    ["finished", 25, 0, 0, false],
    ["is rendering", 5, 0, 5, false],
    ["waits", 0, 10, 0, false],
    ["failed, but nothing waits", 45, 10, 45, false],
    ["finished its test frames", 40, 0, 0, false],
  ])("when a prerequisite pass %s: %d and %d give %d", (_, pass, main, expected, isStuck) => {
    for (const taskType of ["RenderPhoton", "GopRender"]) {
      const passes = [
        { statusCode: pass, taskType },
        { statusCode: main, taskType: "Render" },
      ];
      expect(rollUpStatus(passes)).toEqual({ code: expected, isStuck });
      expect(rollUpStatus(passes.toReversed())).toEqual({ code: expected, isStuck });
    }
  });
});

/** Builds a photon pass (2), a main picture (3) and a failed layer (4). Returns the id of the pass that blocks 2 or 3. */
function blockingPassId(pass: number, main: number, of: "pass" | "main"): number | undefined {
  const leaves = buildTaskTree(
    makeTask({
      id: 1,
      isShell: true,
      children: [
        makeTask({ id: 2, statusCode: pass, taskType: "RenderPhoton" }),
        makeTask({ id: 3, statusCode: main, taskType: "Render" }),
        makeTask({ id: 4, statusCode: 45, taskType: "Render" }),
      ],
    }),
  ).children;
  const leaf = leaves.find(({ task }) => task.id === (of === "pass" ? 2 : 3));
  return leaf && blockingPassBefore(leaf, leaves)?.task.id;
}

describe("the pass that blocks a leaf", () => {
  it("is the prerequisite pass that ended unsuccessfully", () => expect(blockingPassId(45, 0, "main")).toBe(2));
  it("is undefined while the prerequisite pass renders, and for a leaf that does not wait", () => {
    expect(blockingPassId(5, 0, "main")).toBeUndefined();
    expect(blockingPassId(45, 10, "main")).toBeUndefined();
    expect(blockingPassId(0, 0, "pass")).toBeUndefined();
  });
});

describe("a shell without layers", () => {
  it("has the state of its preprocessing while that runs and after it failed", () => {
    expect(buildTaskTree(makeTask({ id: 1, isShell: true, statusCode: 0, preStatusCode: 8 })).rollUp.statusCode).toBe(
      8,
    );
    expect(buildTaskTree(makeTask({ id: 1, isShell: true, statusCode: 0, preStatusCode: 45 })).rollUp.statusCode).toBe(
      45,
    );
  });

  it("is not green after its preprocessing has finished", () => {
    const { statusCode } = buildTaskTree(makeTask({ id: 1, isShell: true, statusCode: 0, preStatusCode: 25 })).rollUp;
    expect(taskStatus(statusCode).tone).not.toBe("good");
  });
});

describe("sum", () => {
  it("ignores null and is null without any value", () => {
    expect(sum([])).toBeNull();
    expect(sum([null, null])).toBeNull();
    expect(sum([null, 0])).toBe(0);
    expect(sum([1.57, 6.7, null])).toBe(8.27);
    expect(sum([0.1, 0.2])).toBe(0.3);
  });
});

describe("a shell with a malformed child", () => {
  it("has an unknown state and no completion time", () => {
    const [shell] = taskPageSchema.parse({
      items: [
        {
          id: 1,
          isOpen: 1,
          respRenderingTaskList: [{ id: 2, taskStatus: 25, totalFrames: 1, doneFrames: 1 }, { id: "?" }],
        },
      ],
    }).rows;
    if (!shell) throw new Error("the shell is malformed");
    const { rollUp } = buildTaskTree(shell);
    expect(taskStatus(rollUp.statusCode).name).toBe("unknown");
    expect(rollUp.completedMs).toBeNull();
    expect(rollUp.counts.done).toBe(1);
  });
});
