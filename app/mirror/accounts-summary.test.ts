import { describe, expect, it } from "vitest";
import { TASK } from "../protocol/tasks/task-status";
import { makeNode, makeShell } from "../test/make-task";
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

  it("says what a task is, whose, and how far it is", () => {
    const node = makeNode({
      id: 7,
      sceneName: "dragon.ma",
      projectName: "Alps",
      userName: "mei",
      statusCode: TASK.rendering,
      totalFrames: 10,
      doneFrames: 3,
      failedFrames: 1,
      submittedMs: 5,
    });
    expect(figures([node]).tasks).toEqual([
      {
        id: 7,
        name: "dragon.ma",
        project: "Alps",
        user: "mei",
        statusCode: TASK.rendering,
        isStuck: false,
        counts: { total: 10, done: 3, failed: 1 },
        charge: null,
        unknownCharges: 1,
        submittedMs: 5,
      },
    ]);
  });

  it("lists what failed for exactly one day, and nothing whose end is not known", () => {
    expect(ids(figures([ended(1, 24, TASK.failed), ended(2, 23.99, TASK.failed)]))).toEqual([2]);
    expect(ids(figures([makeNode({ id: 3, statusCode: TASK.failed, completedMs: null })]))).toEqual([]);
  });

  it("lists what matters now for a text of blanks", () => {
    expect(ids(figures([rendering(1), ended(2, 500, TASK.finished)], "  "))).toEqual([1]);
  });

  it("lists stuck tasks before newer ones", () => {
    const stuck = makeShell({ id: 1, sceneName: "shot_1.ma" }, [
      { id: 11, statusCode: TASK.failed, taskType: "RenderPhoton", totalFrames: 1 },
      { id: 12, statusCode: TASK.waiting, totalFrames: 30 },
    ]);
    expect(ids(figures([stuck, rendering(2)], "shot"))).toEqual([1, 2]);
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
