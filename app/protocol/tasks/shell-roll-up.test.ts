/** What the task tree computes for a shell from its leaves. */
import { describe, expect, it } from "vitest";
import { makeTask } from "../../test/make-task";
import type { Task } from "./task";
import { buildTaskTree, leavesOf, pendingPasses, rollUpStatus, type TaskNode } from "./task-tree";

const leaf = (id: number, members: Partial<Task> = {}) => makeTask({ id, statusCode: 25, ...members });
const shellOf = (children: readonly Task[]) => buildTaskTree(makeTask({ id: 7, isShell: true, children }));
const codeOf = (...codes: readonly (number | null)[]) =>
  rollUpStatus(codes.map((statusCode) => ({ statusCode, taskType: "" }))).code;
const idsOf = (nodes: readonly TaskNode[]) => nodes.map(({ task }) => task.id);

describe("the roll-up of a shell", () => {
  it("sums the amounts and times of its leaves, without those that are not known", () => {
    const { rollUp } = shellOf([
      leaf(1, { accountCost: 1, couponCost: 2, arrears: 3, machineSeconds: 4 }),
      leaf(2, { accountCost: 0.5, arrears: 0.25, machineSeconds: null }),
    ]);
    expect(rollUp).toMatchObject({ accountCost: 1.5, couponCost: 2, arrears: 3.25, machineSeconds: 4, charge: 6.75 });
    expect(shellOf([leaf(1), leaf(2)]).rollUp).toMatchObject({ accountCost: null, machineSeconds: null, charge: null });
  });

  it("starts with its first leaf and ends with its last, of those with a moment", () => {
    const { rollUp } = shellOf([
      leaf(1, { startedMs: 20, completedMs: 30 }),
      leaf(2, { startedMs: 10, completedMs: 40 }),
      leaf(3),
    ]);
    expect(rollUp).toMatchObject({ startedMs: 10, completedMs: 40 });
    expect(shellOf([leaf(1), leaf(2)]).rollUp).toMatchObject({ startedMs: null, completedMs: null });
  });

  it.each([
    ["the shell", true, null, false, true],
    ["one leaf", null, true, null, true],
    ["no leaf", false, false, null, false],
  ])("is overdue when the farm marks %s", (_, shell, first, second, isOverdue) => {
    const children = [leaf(1, { isOverdue: first }), leaf(2, { isOverdue: second })];
    const node = buildTaskTree(makeTask({ id: 7, isShell: true, isOverdue: shell, children }));
    expect(node.rollUp.isOverdue).toBe(isOverdue);
    expect(node.children.map(({ rollUp }) => rollUp.isOverdue)).toEqual([first === true, false]);
  });

  it("is stuck when one of its shells is", () => {
    const stuck = makeTask({
      id: 8,
      isShell: true,
      children: [leaf(1, { taskType: "RenderPhoton", statusCode: 45 }), leaf(2, { statusCode: 0 })],
    });
    expect(shellOf([stuck, leaf(3)]).rollUp.isStuck).toBe(true);
    expect(shellOf([leaf(3), leaf(4)]).rollUp.isStuck).toBe(false);
  });

  it("counts malformed children as leaves with an unknown charge and of an unknown state", () => {
    const node = buildTaskTree(
      makeTask({ id: 7, isShell: true, malformedChildren: 2, children: [leaf(1, { cost: 5, completedMs: 9 })] }),
    );
    expect(node.rollUp).toMatchObject({ charge: 5, unknownCharges: 2, statusCode: null, completedMs: null });
  });

  it("has the largest of several unknown codes", () => {
    expect([codeOf(37, 999, null), codeOf(null, 37), codeOf(null, 25)]).toEqual([999, 37, null]);
  });
});

describe("leaves and passes", () => {
  const passes = makeTask({
    id: 1,
    isShell: true,
    children: [
      makeTask({ id: 2, taskType: "RenderPhoton", statusCode: 5 }),
      makeTask({ id: 3, taskType: "GopRender", statusCode: 45 }),
      makeTask({ id: 4, taskType: "RenderPhoton", statusCode: 25 }),
      makeTask({ id: 5, taskType: "Render", statusCode: 5 }),
      makeTask({ id: 6, isShell: true, children: [makeTask({ id: 7 })] }),
    ],
  });

  it("leaves are the nodes without children, however deep", () => {
    expect(idsOf(leavesOf(buildTaskTree(passes)))).toEqual([2, 3, 4, 5, 7]);
    expect(idsOf(leavesOf(buildTaskTree(makeTask({ id: 9 }))))).toEqual([9]);
  });

  it("passes that others wait for are pending until they have finished", () => {
    expect(idsOf(pendingPasses(buildTaskTree(passes)))).toEqual([2, 3]);
  });
});
