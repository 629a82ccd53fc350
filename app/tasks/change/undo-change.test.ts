import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Hardware } from "../../protocol/tasks/hardware";
import type { Task } from "../../protocol/tasks/task";
import { indexTasks, type TaskIndex } from "../../protocol/tasks/task-index";
import { buildTaskTree, type TaskNode } from "../../protocol/tasks/task-tree";
import type { ChangeRequest, TaskChange } from "../../queries/tasks/task-changes";
import { makeNode, makeShell } from "../../test/make-task";
import { planChange } from "./change-plan";
import { planUndo, withoutChangedSince } from "./undo-change";

const RENDERING = 5;
const anyMachine: Hardware = {
  id: 0,
  kind: "cpu",
  model: "",
  ram: "64GB",
  gpus: null,
  platform: null,
  isCurrent: true,
  excludedSoftware: [],
  isAvailable: true,
};
const machine = (id: number): Hardware => ({ ...anyMachine, id, model: String(id) });
const tag = fc.constantFrom("urgent", "client", "wip");
const values = fc.record({
  frameLimitSeconds: fc.constantFrom(3600, 7200, 86_400),
  userLevel: fc.constantFrom(50, 60),
  machineLimit: fc.constantFrom(1, 12, 200),
  tags: fc.uniqueArray(tag, { maxLength: 3 }),
});
/** Tasks 10, 20, …, each with up to two layers. */
const anyTasks = fc
  .array(fc.record({ own: values, layers: fc.array(values, { maxLength: 2 }) }), { minLength: 1, maxLength: 4 })
  .map((tasks) =>
    tasks.map(({ own, layers }, index) => {
      const id = 10 * (index + 1);
      if (layers.length === 0) return makeNode({ id, statusCode: RENDERING, ...own });
      const children = layers.map((layer, at) => ({ id: id + at + 1, statusCode: RENDERING, ...layer }));
      return makeShell({ id, ...own }, children);
    }),
  );
const anyChange: fc.Arbitrary<TaskChange> = fc.oneof(
  fc.constantFrom(3600, 7200, 43_200).map((seconds) => ({ kind: "timeLimit" as const, seconds })),
  fc.constantFrom(50 as const, 60 as const).map((level) => ({ kind: "priority" as const, level })),
  fc.constantFrom(1, 12, 200).map((machines) => ({ kind: "machineLimit" as const, machines })),
  tag.map((one) => ({ kind: "addTag" as const, tag: one })),
  tag.map((one) => ({ kind: "removeTag" as const, tag: one })),
);

/** A task after requests that name it or its layers, as the farm changes them. */
function apply(task: Task, requests: readonly ChangeRequest[]): Task {
  const changed = requests
    .filter(({ targets }) => targets.some(({ sendIds }) => sendIds.includes(task.id)))
    .reduce((one, { change }) => changedBy(one, change), task);
  return { ...changed, children: changed.children.map((child) => apply(child, requests)) };
}

function changedBy(task: Task, change: TaskChange): Task {
  switch (change.kind) {
    case "timeLimit":
      return { ...task, frameLimitSeconds: change.seconds };
    case "priority":
      return { ...task, userLevel: change.level };
    case "machineLimit":
      return { ...task, machineLimit: change.machines };
    case "addTag":
      return { ...task, tags: [...new Set([...task.tags, change.tag])].toSorted((a, b) => a.localeCompare(b)) };
    case "removeTag":
      return { ...task, tags: task.tags.filter((one) => one !== change.tag) };
    case "hardware":
      return task;
  }
}

/** The value that a change is about. */
function fieldOf(change: TaskChange, node: TaskNode | undefined): unknown {
  if (change.kind === "timeLimit") return node?.task.frameLimitSeconds;
  if (change.kind === "priority") return node?.task.userLevel;
  if (change.kind === "machineLimit") return node?.task.machineLimit;
  return change.kind !== "hardware" && node?.task.tags.includes(change.tag);
}

const indexOf = (nodes: readonly TaskNode[]): TaskIndex =>
  indexTasks(new Map(nodes.map((node) => [node.task.id, node])));
const applyAll = (nodes: readonly TaskNode[], requests: readonly ChangeRequest[]) =>
  nodes.map(({ task }) => buildTaskTree(apply(task, requests)));
const refsOf = (nodes: readonly TaskNode[]) => nodes.map((node) => ({ node, topId: node.task.id }));
const sorted = (task: Task): Task => ({
  ...task,
  tags: task.tags.toSorted((a, b) => a.localeCompare(b)),
  children: task.children.map(sorted),
});

describe("the undo of a change", () => {
  it("does not set a machine limit where there was none: no request removes one", () => {
    const before = [makeNode({ id: 10, statusCode: RENDERING, machineLimit: null })];
    const request = planChange({ kind: "machineLimit", machines: 12 }, refsOf(before));
    expect(planUndo([request], indexOf(before))).toEqual({ steps: [], unknown: new Set([10]) });
  });

  it("gives every task and layer the value that it had", () => {
    fc.assert(
      fc.property(anyTasks, anyChange, (tasks, change) => {
        const requests = [planChange(change, refsOf(tasks))];
        const { steps } = planUndo(requests, indexOf(tasks));
        const changed = applyAll(tasks, requests);
        const undo = withoutChangedSince(steps, indexOf(changed));
        expect(undo.changedSince.size).toBe(0);
        const restored = applyAll(changed, undo.requests);
        expect(restored.map(({ task }) => sorted(task))).toEqual(tasks.map(({ task }) => sorted(task)));
      }),
    );
  });

  it("is sent for what still has the changed value, and for nothing else", () => {
    fc.assert(
      fc.property(anyTasks, anyChange, anyChange, (tasks, change, later) => {
        const requests = [planChange(change, refsOf(tasks))];
        const { steps } = planUndo(requests, indexOf(tasks));
        const changed = applyAll(tasks, requests);
        const current = applyAll(changed, [planChange(later, refsOf(changed.slice(0, 1)))]);
        const undo = withoutChangedSince(steps, indexOf(current));
        const sent = undo.requests.flatMap(({ targets }) => targets.flatMap(({ sendIds }) => sendIds));
        const made = requests.flatMap(({ targets }) => targets.flatMap(({ sendIds }) => sendIds));
        const valueIn = (nodes: readonly TaskNode[], id: number) => fieldOf(change, indexOf(nodes).get(id)?.node);
        const expected = made.filter((id) => valueIn(changed, id) === valueIn(current, id));
        expect(new Set(sent)).toEqual(new Set(expected));
        expect(undo.changedSince.size > 0).toBe(expected.length < made.length);
      }),
    );
  });

  it.each([
    ["a limit that the farm did not tell", { kind: "timeLimit", seconds: 3600 }, { frameLimitSeconds: null }],
    ["a limit that cannot be set", { kind: "timeLimit", seconds: 3600 }, { frameLimitSeconds: 5 }],
    ["a priority that cannot be set", { kind: "priority", level: 60 }, { userLevel: 70 }],
  ] as const)("is not offered for %s", (_, change, members) => {
    const node = makeNode({ id: 1, statusCode: RENDERING, ...members });
    const known = makeNode({ id: 2, statusCode: RENDERING, userLevel: 50, frameLimitSeconds: 7200 });
    const nodes = [node, known];
    const { steps, unknown } = planUndo([planChange(change, refsOf(nodes))], indexOf(nodes));
    expect(unknown).toEqual(new Set([1]));
    // What is known is taken back all the same.
    expect(steps.flatMap(({ request }) => request.targets.flatMap(({ sendIds }) => sendIds))).toEqual([2]);
  });

  it("gives each task its former machine type, and leaves a task that has another one by now", () => {
    const nodes = [1, 2, 3].map((id) => makeNode({ id, statusCode: RENDERING }));
    const made = { kind: "hardware", hardware: machine(9) } as const;
    const before = new Map([
      [1, machine(4)],
      [2, machine(5)],
    ]);
    const { steps, unknown } = planUndo([planChange(made, refsOf(nodes))], indexOf(nodes), before);
    expect(unknown).toEqual(new Set([3]));
    const now = new Map([
      [1, machine(9)],
      [2, machine(6)],
    ]);
    const { requests, changedSince } = withoutChangedSince(steps, indexOf(nodes), now);
    expect(requests.map(({ change, targets }) => [change, targets.map(({ sendIds }) => sendIds)])).toEqual([
      [{ kind: "hardware", hardware: machine(4) }, [[1]]],
    ]);
    expect(changedSince).toEqual(new Set([2]));
  });

  it("leaves out a task that is gone", () => {
    const node = makeNode({ id: 1, statusCode: RENDERING, userLevel: 50 });
    const requests = [planChange({ kind: "priority", level: 60 }, refsOf([node]))];
    const undo = withoutChangedSince(planUndo(requests, indexOf([node])).steps, indexOf([]));
    expect(undo).toEqual({ requests: [], changedSince: new Set([1]) });
  });
});
