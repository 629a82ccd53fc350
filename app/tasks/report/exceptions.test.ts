import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { taskStatuses } from "../../protocol/tasks/task-status";
import { makeNode, makeShell } from "../../test/make-task";
import { exceptionOf, exceptionsOf } from "./exceptions";

describe("an exception", () => {
  it.each([
    ["out of balance", { statusCode: 20, doneFrames: 4 }, { cause: "arrears", frames: 6 }],
    ["over the time limit", { statusCode: 23, doneFrames: 9 }, { cause: "timeLimit", frames: 1 }],
    ["with failed frames", { statusCode: 5, failedFrames: 3 }, { cause: "failed", frames: 3 }],
    ["that failed entirely", { statusCode: 30, failedFrames: 10 }, { cause: "allFailed", frames: 10 }],
    [
      "stopped by an administrator",
      { statusCode: 10, doneFrames: 4, stopType: 2 },
      { cause: "stopped", reasons: ["administrator"], frames: 6 },
    ],
    ["past its reminder", { statusCode: 5, doneFrames: 2, isOverdue: true }, { cause: "late", frames: 8 }],
  ] as const)("is a task %s", (_name, members, exception) => {
    expect(exceptionOf(makeNode({ id: 1, totalFrames: 10, ...members }))).toMatchObject(exception);
  });

  it.each([
    ["finished", { statusCode: 25, doneFrames: 10 }],
    ["running", { statusCode: 5, doneFrames: 1 }],
    ["stopped by its user", { statusCode: 15 }],
    ["stopped in the desktop client", { statusCode: 10, stopType: 4 }],
    ["stopped without a known reason", { statusCode: 10 }],
    ["finished late", { statusCode: 25, doneFrames: 10, isOverdue: true, completedMs: 5 }],
  ] as const)("is no task that is %s", (_name, members) => {
    expect(exceptionOf(makeNode({ id: 1, totalFrames: 10, ...members }))).toBeNull();
  });

  it("names the layers with failures", () => {
    const shell = makeShell({ id: 1 }, [
      { id: 2, statusCode: 30, totalFrames: 5, failedFrames: 1, doneFrames: 4 },
      { id: 3, statusCode: 25, totalFrames: 5, doneFrames: 5 },
    ]);
    expect(exceptionOf(shell)?.layers.map(({ task }) => task.id)).toEqual([2]);
  });

  it("comes in an order that depends on the tasks alone: stopped, failed, late", () => {
    const node = fc
      .record({
        id: fc.integer({ min: 1, max: 999 }),
        statusCode: fc.constantFrom(...taskStatuses.map(({ code }) => code)),
        failedFrames: fc.nat(10),
        isOverdue: fc.boolean(),
      })
      .map((members) => makeNode({ totalFrames: 10, ...members }));
    fc.assert(
      fc.property(fc.uniqueArray(node, { selector: ({ task }) => task.id, maxLength: 20 }), (nodes) => {
        const ids = (all: typeof nodes) => exceptionsOf(all).map((one) => one.node.task.id);
        expect(ids(nodes.toReversed())).toEqual(ids(nodes));
        const ranks = exceptionsOf(nodes).map(({ cause }) => (cause === "late" ? 2 : cause === "failed" ? 1 : 0));
        expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
      }),
    );
  });
});
