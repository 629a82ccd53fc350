import { describe, expect, it } from "vitest";
import { makeNode, makeShell } from "../../test/make-task";
import { foreignReasonsOf, stopReasonsOf } from "./stop-reason";
import { TASK } from "./task-status";

const reasons = (statusCode: number, stopType: number | null = null) =>
  stopReasonsOf(makeNode({ id: 1, statusCode, stopType }));

const isForeign = (stopType: number) =>
  foreignReasonsOf(makeNode({ id: 1, statusCode: TASK.stopped, stopType })).length > 0;

describe("what stopped a task", () => {
  it.each([
    [TASK.stopped, "userOrAdministrator"],
    [TASK.userStopped, "user"],
    [TASK.arrearsStopped, "arrears"],
    [TASK.timedOut, "overtime"],
  ])("is read from state %d where the farm has no code", (statusCode, reason) => {
    expect(reasons(statusCode)).toEqual([reason]);
    expect(reasons(statusCode, 0)).toEqual([reason]);
  });

  it("is the code where there is one, also one without a known meaning", () => {
    expect(reasons(TASK.stopped, 2)).toEqual(["administrator"]);
    expect(reasons(TASK.stopped, 11)).toEqual([11]);
  });

  it("is nothing for a task that finished or goes on, whatever stopped it before", () => {
    expect(reasons(TASK.finished)).toEqual([]);
    expect(reasons(TASK.rendering, 5)).toEqual([]);
  });

  it("is each reason of the layers once: the state of a shell means nothing", () => {
    const layers = [
      { id: 2, statusCode: TASK.stopped, stopType: 4 },
      { id: 3, statusCode: TASK.stopped, stopType: 4 },
      { id: 4, statusCode: TASK.timedOut, stopType: 10 },
    ];
    expect(stopReasonsOf(makeShell({ id: 1, stopType: 0 }, layers))).toEqual(["client", "overtime"]);
  });

  it("is foreign where no user of the account chose it", () => {
    expect([1, 2, 3, 4, 5, 6, 7, 9, 10, 12].filter(isForeign)).toEqual([2, 7, 9, 10, 12]);
  });
});
