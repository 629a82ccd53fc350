import { describe, expect, it } from "vitest";
import { tookEffect } from "../../tasks/commands/action-effect";
import { makeFrame } from "../../test/make-frame";
import { makeNode, makeShell } from "../../test/make-task";
import type { Obstacle } from "../account/rights";
import { type Exclusion, isMissingRight, planAction } from "./action-plan";
import { planPrice, planTotal } from "./plan-price";
import { indexTasks } from "./task-index";
import type { TaskAction } from "./task-status";
import type { TaskNode } from "./task-tree";

const layered = makeShell({ id: 1 }, [
  { id: 11, statusCode: 25, totalFrames: 10, doneFrames: 10 },
  { id: 12, statusCode: 30, totalFrames: 10, doneFrames: 8, failedFrames: 2, cost: 4 },
  { id: 13, statusCode: 5, totalFrames: 10, doneFrames: 4, failedFrames: 1, executingFrames: 2, cost: 1 },
]);
const finished = makeNode({ id: 2, statusCode: 25, totalFrames: 5, doneFrames: 5 });
const stopped = makeNode({ id: 3, statusCode: 10, totalFrames: 8, doneFrames: 3, abortFrames: 4 });
const waiting = makeNode({ id: 4, statusCode: 0, totalFrames: 6 });
const index = indexTasks(new Map([layered, finished, stopped, waiting].map((node) => [node.task.id, node])));

const plan = (action: TaskAction, ...ids: number[]) =>
  planAction(
    action,
    ids.flatMap((id) => index.get(id) ?? []),
  );
const excluded = (action: TaskAction, ...ids: number[]) =>
  plan(action, ...ids).excluded.map(({ node, reason }) => [node.task.id, reason]);
const sentIds = (action: TaskAction, ...ids: number[]) => plan(action, ...ids).targets.map(({ sendIds }) => sendIds);

/** Finished frames with these charges. */
const sampleOf = (...charges: readonly number[]) =>
  charges.map((accountCost, id) => makeFrame({ id, statusCode: 4, typeCode: 5, accountCost }));

describe("indexTasks", () => {
  it("finds every task and layer with its top-level task", () => {
    expect([1, 11, 12, 13, 2, 3, 4].map((id) => index.get(id)?.topId)).toEqual([1, 1, 1, 1, 2, 3, 4]);
    expect(index.get(13)?.node).toBe(layered.children[2]);
    expect(index.has(99)).toBe(false);
  });
});

describe("rerendering failed frames", () => {
  it("sends the leaves that have failed frames, and counts those frames", () => {
    expect(plan("rerender", 1).targets).toMatchObject([{ rowId: 1, topId: 1, sendIds: [12, 13] }]);
    expect(plan("rerender", 1).frames).toBe(3);
    expect(plan("rerender", 12).targets).toMatchObject([{ rowId: 12, topId: 1, sendIds: [12] }]);
    expect(plan("rerender", 12).frames).toBe(2);
  });

  it("excludes tasks without failed frames", () => {
    expect(excluded("rerender", 1, 2, 4)).toEqual([
      [2, "noFailedFrames"],
      [4, "noFailedFrames"],
    ]);
    expect(excluded("rerender", 11)).toEqual([[11, "noFailedFrames"]]);
  });

  it("costs what frames of the same leaves have cost: the sampled ones, else their mean", () => {
    const price = planPrice(plan("rerender", 1), (leafId) => (leafId === 12 ? sampleOf(0.2, 0.4, 0.6) : []));
    // Two frames of 12 by the sample, one of 13 by its mean of 1 / 4.
    expect(price).toMatchObject({ frames: 3, unpriced: 0, basis: 3 });
    expect(price?.mid).toBeCloseTo(2 * 0.4 + 0.25, 9);
    expect(price?.low).toBeCloseTo(2 * 0.2 + 0.8 * 0.25, 9);
    expect(price?.high).toBeCloseTo(2 * 0.6 + 1.2 * 0.25, 9);
    expect(planPrice(plan("rerender", 2), () => [])).toBeNull();
  });
});

describe("approving test frames", () => {
  const tested = makeShell({ id: 20 }, [
    { id: 21, statusCode: 40, totalFrames: 44, doneFrames: 4, cost: 2 },
    { id: 22, statusCode: 25, totalFrames: 10, doneFrames: 10, cost: 5 },
    { id: 23, statusCode: 40, totalFrames: 12, doneFrames: 2 },
  ]);
  const refs = [{ node: tested, topId: 20 }];

  it("goes to the leaves that wait for it, and counts the frames they hold back", () => {
    const { targets, frames, toRender } = planAction("approve", refs);
    expect(targets).toMatchObject([{ rowId: 20, topId: 20, sendIds: [21, 23] }]);
    expect(frames).toBe(40 + 10);
    expect(toRender.map(({ leaf }) => leaf.task.id)).toEqual([21, 23]);
  });

  it("is for rendering leaves with waiting frames too, and for no other state", () => {
    expect(plan("approve", 1)).toMatchObject({ targets: [{ rowId: 1, sendIds: [13] }], frames: 3 });
    expect(excluded("approve", 2, 3, 4)).toEqual([2, 3, 4].map((id) => [id, "state"]));
    const odd = makeNode({ id: 9, statusCode: 37, totalFrames: 3 });
    expect(planAction("approve", [{ node: odd, topId: 9 }]).targets).toEqual([]);
  });

  it("extrapolates the whole cost from the test frames, as a range", () => {
    const approval = planAction("approve", refs);
    const price = planPrice(approval, (leafId) => (leafId === 21 ? sampleOf(0.3, 0.5, 0.7) : []));
    expect(price).toMatchObject({ frames: 40, basis: 3, unpriced: 10 });
    const total = price && planTotal(approval, price);
    expect(total?.charged).toEqual({ amount: 2, unknown: 1 });
    expect(total?.low).toBeCloseTo(2 + 40 * 0.3, 9);
    expect(total?.high).toBeCloseTo(2 + 40 * 0.7, 9);
  });

  it("shows when no leaf waits for it any more", () => {
    const renders = makeShell({ id: 20 }, [
      { id: 21, statusCode: 5 },
      { id: 23, statusCode: 0 },
    ]);
    const half = makeShell({ id: 20 }, [
      { id: 21, statusCode: 5 },
      { id: 23, statusCode: 40 },
    ]);
    expect(tookEffect("approve", tested, renders)).toBe(true);
    expect(tookEffect("approve", tested, half)).toBe(false);
    expect(tookEffect("approve", tested, tested)).toBe(false);
  });
});

describe("the other actions", () => {
  it.each([
    ["stop", [1, 2, 3, 4], [[1], [4]], [2, 3]],
    ["start", [1, 2, 3, 4], [[3]], [1, 2, 4]],
    ["abandon", [1, 2, 3, 4], [[1], [3], [4]], [2]],
    ["delete", [2, 3, 4], [[2], [3]], [4]],
  ] as const)("%s goes to the tasks whose state allows it", (action, ids, targets, left) => {
    expect(sentIds(action, ...ids)).toEqual(targets);
    expect(excluded(action, ...ids)).toEqual(left.map((id) => [id, "state"]));
  });

  it("start renders what stopped or waits, and what failed where the task failed or ran out of time", () => {
    const shell = makeShell({ id: 40 }, [
      { id: 41, statusCode: 10, totalFrames: 10, doneFrames: 4, failedFrames: 1, abortFrames: 3, cost: 2 },
      { id: 42, statusCode: 45, totalFrames: 10, failedFrames: 10 },
      { id: 43, statusCode: 23, totalFrames: 10, doneFrames: 5, failedFrames: 1, abortFrames: 4, cost: 5 },
      { id: 44, statusCode: 25, totalFrames: 10, doneFrames: 10, cost: 9 },
    ]);
    const started = planAction("start", [{ node: shell, topId: 40 }]);
    expect(started.targets).toMatchObject([{ sendIds: [40] }]);
    expect(started.toRender.map(({ leaf, frames }) => [leaf.task.id, frames])).toEqual([
      [41, 3 + 2],
      [42, 10],
      [43, 5],
    ]);
    expect(started.frames).toBe(20);
    expect(planPrice(started, () => [])).toMatchObject({ frames: 10, unpriced: 10, mid: 5 * 0.5 + 5 * 1 });
  });

  it("delete takes a task only when all of its layers allow it, as the farm does", () => {
    expect(sentIds("delete", 1, 2)).toEqual([[2]]);
    expect(excluded("delete", 1)).toEqual([[1, "unfinished"]]);
    expect(excluded("delete", 13, 4)).toEqual([
      [13, "state"],
      [4, "state"],
    ]);
    expect(sentIds("delete", 11)).toEqual([[11]]);
    const ended = makeShell({ id: 30 }, [
      { id: 31, statusCode: 25 },
      { id: 32, statusCode: 45 },
    ]);
    expect(planAction("delete", [{ node: ended, topId: 30 }]).targets).toMatchObject([{ sendIds: [30] }]);
  });

  it("count the frames they concern", () => {
    expect(plan("stop", 1, 4).frames).toBe(2 + 3 + 6);
    expect(plan("start", 3).frames).toBe(4 + 1);
    expect(plan("delete", 2, 3).frames).toBe(5 + 8);
  });

  it("leave a layer out whose task is chosen as well: it goes along", () => {
    expect(sentIds("stop", 1, 13)).toEqual([[1]]);
    expect(excluded("stop", 13, 1)).toEqual([[13, "withParent"]]);
    expect(sentIds("stop", 13)).toEqual([[13]]);
  });

  it("go to a task of unknown state: the farm has the last word", () => {
    const odd = makeNode({ id: 9, statusCode: 37 });
    for (const action of ["start", "stop", "abandon", "delete"] as const)
      expect(planAction(action, [{ node: odd, topId: 9 }]).targets).toHaveLength(1);
  });

  it("to nothing are a plan for nothing", () => {
    expect(planAction("stop", [])).toEqual({ action: "stop", targets: [], excluded: [], frames: 0, toRender: [] });
  });
});

describe("whether an action took effect", () => {
  const failing = makeNode({ id: 1, statusCode: 30, totalFrames: 4, doneFrames: 2, failedFrames: 2 });
  const running = makeNode({ id: 1, statusCode: 5, totalFrames: 4, doneFrames: 2, executingFrames: 2 });
  const halted = makeNode({ id: 1, statusCode: 10, totalFrames: 4, doneFrames: 2, abortFrames: 2 });
  const held = makeNode({ id: 1, statusCode: 40, totalFrames: 4, doneFrames: 2 });
  const given = makeNode({ id: 1, statusCode: 35, totalFrames: 4 });
  it.each([
    ["rerender", failing, running, true],
    ["rerender", failing, failing, false],
    ["rerender", failing, null, false],
    ["start", halted, running, true],
    ["start", halted, halted, false],
    ["stop", running, halted, true],
    ["stop", running, running, false],
    ["stop", held, held, false],
    ["stop", running, held, false],
    ["stop", held, halted, true],
    ["abandon", running, given, true],
    ["abandon", running, halted, false],
    ["delete", halted, null, true],
    ["delete", halted, halted, false],
  ] as const satisfies readonly (readonly [TaskAction, TaskNode, TaskNode | null, boolean])[])(
    "%s shows by what is read back",
    (action, before, after, effective) => {
      expect(tookEffect(action, before, after)).toBe(effective);
    },
  );
});

describe("failed frames of a task whose state forbids rendering them again", () => {
  const analysing = makeNode({ id: 9, statusCode: 50, totalFrames: 4, failedFrames: 2, abortFrames: 2 });
  it("are not offered, and the state is named as the reason", () => {
    const { targets, excluded: left, frames } = planAction("rerender", [{ node: analysing, topId: 9 }]);
    expect(targets).toEqual([]);
    expect(left.map(({ reason }) => reason)).toEqual(["state"]);
    expect(frames).toBe(0);
  });
});

const refsOf = (...nodes: readonly TaskNode[]) => nodes.map((node) => ({ node, topId: node.task.id }));

const reasons = (action: TaskAction, nodes: readonly TaskNode[], ...obstacles: Obstacle[]) =>
  planAction(action, refsOf(...nodes), new Set(obstacles)).excluded.map(({ node, reason }) => [node.task.id, reason]);

describe("an action that the account has no right to", () => {
  const inoperable = makeNode({ id: 50, statusCode: 30, totalFrames: 4, failedFrames: 2, isOperable: false });
  const mixed = makeShell({ id: 60 }, [
    { id: 61, statusCode: 30, totalFrames: 4, failedFrames: 2, isOperable: false },
    { id: 62, statusCode: 30, totalFrames: 4, failedFrames: 1 },
  ]);
  it("leaves out tasks that the account may not change, with the reason", () => {
    for (const action of ["rerender", "delete"] as const)
      expect(reasons(action, [inoperable, finished])).toContainEqual([50, "inoperable"]);
    expect(reasons("stop", [inoperable])).toEqual([[50, "state"]]);
  });

  it("sends the leaves that the account may change", () => {
    const { targets, frames } = planAction("rerender", refsOf(mixed));
    expect(targets).toMatchObject([{ rowId: 60, sendIds: [62] }]);
    expect(frames).toBe(1);
    const none = makeShell({ id: 70 }, [{ id: 71, statusCode: 30, failedFrames: 2, isOperable: false }]);
    expect(reasons("rerender", [none])).toEqual([[70, "inoperable"]]);
  });

  it("names the missing right to delete, and only for delete", () => {
    expect(reasons("delete", [finished, waiting], "deleteTasks")).toEqual([
      [2, "deleteTasks"],
      [4, "state"],
    ]);
    expect(planAction("stop", refsOf(waiting), new Set<Obstacle>(["deleteTasks"])).targets).toHaveLength(1);
  });

  it("goes to tasks of which the farm does not say whether they are operable", () => {
    expect(finished.task.isOperable).toBeNull();
    expect(planAction("delete", refsOf(finished)).targets).toHaveLength(1);
  });
});

it("a person whose role is too low may act on no task whose state allows it", () => {
  const refs = [2, 3].flatMap((id) => index.get(id) ?? []);
  const { targets, excluded: left } = planAction("start", refs, new Set<Obstacle>(["roleOperator"]));
  expect(targets).toEqual([]);
  expect(left.map(({ node, reason }) => [node.task.id, reason])).toEqual([
    [2, "state"],
    [3, "roleOperator"],
  ]);
});

it("a missing right and a state that forbids the action are two reasons", () => {
  const all: readonly Exclusion[] = [
    "state",
    "inoperable",
    "noFailedFrames",
    "deleteTasks",
    "unfinished",
    "roleOperator",
    "withParent",
  ];
  expect(all.filter(isMissingRight)).toEqual(["inoperable", "deleteTasks", "roleOperator"]);
});

const shellOf = (...leaves: Parameters<typeof makeShell>[1]) => [{ node: makeShell({ id: 50 }, leaves), topId: 50 }];

describe("a task with layers that the account may not change", () => {
  const failedLayer = { statusCode: 30, totalFrames: 10, doneFrames: 8, failedFrames: 2 };

  it("is rerendered in the others, and only in those with failed frames", () => {
    const refs = shellOf(
      { id: 51, ...failedLayer, isOperable: false },
      { id: 52, ...failedLayer },
      { id: 53, statusCode: 5, totalFrames: 10, doneFrames: 4, executingFrames: 2 },
    );
    expect(planAction("rerender", refs).targets).toMatchObject([{ sendIds: [52] }]);
  });

  it("cannot be rerendered when the failed frames are all in those", () => {
    const refs = shellOf({ id: 51, ...failedLayer, isOperable: false }, { id: 52, statusCode: 25, totalFrames: 10 });
    expect(planAction("rerender", refs).excluded.map(({ reason }) => reason)).toEqual(["inoperable"]);
  });
});
