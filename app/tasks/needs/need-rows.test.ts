import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FRAME } from "../../protocol/frames/frame-status";
import type { NeedsMoment } from "../../protocol/tasks/task-needs";
import { TASK } from "../../protocol/tasks/task-status";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import { makeFrame } from "../../test/make-frame";
import { makeNode, makeShell } from "../../test/make-task";
import { idsByLeaf } from "./frames/frames-act";
import { causeRows, layerRows, nodeRows } from "./need-rows";

const NOW = Date.UTC(2026, 10, 28, 9);
const moment: NeedsMoment = { nowMs: NOW, hungLeaves: new Set([5]), slowLeaves: new Set() };
const idsOf = (nodes: readonly TaskNode[]) => nodes.map(({ task }) => task.id);

const failed = (id: number, agoMs: number) =>
  makeNode({ id, statusCode: TASK.failed, totalFrames: 9, failedFrames: 9, completedMs: NOW - agoMs });
const losing = makeNode({ id: 5, statusCode: TASK.rendering, totalFrames: 9, failedFrames: 2, executingFrames: 1 });
const stuck = makeShell({ id: 6 }, [
  { id: 61, statusCode: TASK.failed, taskType: "RenderPhoton", totalFrames: 1, failedFrames: 1 },
  { id: 62, statusCode: TASK.waiting, totalFrames: 30 },
  { id: 63, statusCode: TASK.waiting, totalFrames: 30 },
]);
const fine = makeNode({ id: 7, statusCode: TASK.finished, completedMs: NOW });

describe("the causes of some tasks", () => {
  const rows = causeRows([failed(1, 1000), losing, failed(2, 5000), stuck, fine], moment);

  it("are in the order of urgency, each with its tasks in their order", () => {
    expect(rows.map(({ cause, nodes }) => [cause, idsOf(nodes)])).toEqual([
      ["hung", [5]],
      ["stuck", [6]],
      ["failed", [1, 2]],
      ["failedFrames", [5]],
    ]);
  });

  it("say since when the first ended, and nothing of tasks that go on", () => {
    expect(rows.map(({ sinceMs }) => sinceMs)).toEqual([null, null, NOW - 5000, null]);
  });

  it("act on the pass that a stuck task waits for, once, and on nothing else of it", () => {
    expect(rows[1]?.refs.map(({ node, topId }) => [node.task.id, topId])).toEqual([[61, 6]]);
  });
});

const shot = (id: number, beauty: number, shadow: number) =>
  makeShell({ id }, [
    { id: id * 10, layerName: "beauty", statusCode: TASK.rendering, totalFrames: 9, failedFrames: beauty },
    { id: id * 10 + 1, layerName: "shadow", statusCode: TASK.rendering, totalFrames: 9, failedFrames: shadow },
  ]);

const frame = (id: number, node: string | null, hasFailed: boolean) =>
  makeFrame({ id, node, statusCode: hasFailed ? FRAME.failed : FRAME.done });

describe("the layers with failed frames", () => {
  it("are summed across tasks, the most first, with the layers to rerender", () => {
    const rows = layerRows([shot(1, 1, 3), shot(2, 0, 2), losing]);
    expect(rows.map(({ layer, failed: frames, nodes }) => [layer, frames, idsOf(nodes)])).toEqual([
      ["shadow", 5, [1, 2]],
      ["", 2, [5]],
      ["beauty", 1, [1]],
    ]);
    expect(rows[0]?.refs.map(({ node, topId }) => [node.task.id, topId])).toEqual([
      [11, 1],
      [21, 2],
    ]);
  });
});

describe("the machines with failed frames", () => {
  it("count what was read of every task, and lead to the leaf with the most failures", () => {
    const read = new Map([
      [1, [frame(1, "10.0.0.1", true), frame(2, "10.0.0.1", false), frame(3, null, true)]],
      [2, [frame(4, "10.0.0.1", true), frame(5, "10.0.0.1", true), frame(6, "10.0.0.2", false)]],
    ]);
    const rows = nodeRows([failed(1, 0), failed(2, 0), failed(3, 0)], (id) => read.get(id) ?? []);
    expect(rows.map((row) => ({ ...row, nodes: idsOf(row.nodes) }))).toEqual([
      expect.objectContaining({ node: "10.0.0.1", failed: 3, ended: 4, nodes: [1, 2], leafId: 2 }),
    ]);
  });

  it("have the frames that can be rendered again, by leaf", () => {
    const composite = { ...frame(3, "10.0.0.1", true), typeCode: 7 };
    const read = new Map([
      [1, [frame(1, "10.0.0.1", true), frame(2, "10.0.0.1", false), composite]],
      [2, [frame(4, "10.0.0.1", true), frame(5, "10.0.0.2", true)]],
    ]);
    const [row] = nodeRows([failed(1, 0), failed(2, 0)], (id) => read.get(id) ?? []);
    expect(row?.failed).toBe(3);
    expect([...idsByLeaf(row?.parts ?? [])]).toEqual([
      [1, [1]],
      [2, [4]],
    ]);
  });

  it("claim no failure and no end that was not read", () => {
    const frames = fc.array(fc.tuple(fc.constantFrom("a", "b", null), fc.boolean()), { maxLength: 30 });
    fc.assert(
      fc.property(frames, (given) => {
        const read = given.map(([node, hasFailed], at) => frame(at + 1, node, hasFailed));
        const rows = nodeRows([failed(1, 0)], () => read);
        const sum = rows.reduce((total, row) => total + row.failed, 0);
        expect(sum).toBe(given.filter(([node, hasFailed]) => node !== null && hasFailed).length);
        for (const row of rows) expect(row.failed).toBeLessThanOrEqual(row.ended);
      }),
    );
  });
});
