import { describe, expect, it } from "vitest";
import { TASK } from "../protocol/tasks/task-status";
import { makeNode } from "../test/make-task";
import { taskFigures } from "./accounts-summary";

const nowMs = Date.UTC(2026, 10, 29, 12);
const HOUR_MS = 3_600_000;
const ended = (id: number, hoursAgo: number, statusCode: number) =>
  makeNode({ id, sceneName: `shot_${id}.ma`, statusCode, completedMs: nowMs - hoursAgo * HOUR_MS });
const rendering = (id: number, sceneName = `shot_${id}.ma`) =>
  makeNode({ id, sceneName, statusCode: TASK.rendering, totalFrames: 10, executingFrames: 2, doneFrames: 3 });
const figures = (nodes: readonly ReturnType<typeof makeNode>[], text = "", chargesHidden = false) =>
  taskFigures({ nodes: new Map(nodes.map((node) => [node.task.id, node])) }, { text, nowMs, chargesHidden });
const ids = (result: ReturnType<typeof figures>) => result.tasks.map(({ id }) => id);

describe("taskFigures", () => {
  it("lists what failed in the last day, then what is active, the newest first", () => {
    const result = figures([
      rendering(1),
      ended(2, 1, TASK.failed),
      ended(3, 25, TASK.failed),
      ended(4, 1, TASK.finished),
      ended(5, 23, TASK.finishedWithFailed),
      rendering(6),
    ]);
    expect(ids(result)).toEqual([5, 2, 6, 1]);
    expect(result).toMatchObject({ active: 2, inTrouble: 2, executing: 4, waiting: 10, taskCount: 4 });
  });

  it("lists every task that contains all words of a text, ended ones too", () => {
    const nodes = [rendering(1, "dragon_A.ma"), ended(2, 500, TASK.finished), rendering(3, "Dragon_b.ma")];
    expect(ids(figures(nodes, " dragon "))).toEqual([3, 1]);
    expect(ids(figures(nodes, "shot_2"))).toEqual([2]);
    expect(ids(figures(nodes, "dragon b"))).toEqual([3]);
  });

  it("sends at most 50 tasks and says how many there are", () => {
    const result = figures(Array.from({ length: 60 }, (_, index) => rendering(index + 1)));
    expect(result.tasks).toHaveLength(50);
    expect(result.taskCount).toBe(60);
  });

  it("sends no charge where charges are hidden", () => {
    const node = makeNode({ id: 1, statusCode: TASK.rendering, accountCost: 5, cost: 5 });
    expect(figures([node]).tasks[0]?.charge).toBe(5);
    expect(figures([node], "", true).tasks[0]).toMatchObject({ charge: null, unknownCharges: 0 });
  });
});
