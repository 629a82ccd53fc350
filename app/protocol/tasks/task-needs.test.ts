import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeNode, makeShell } from "../../test/make-task";
import type { Task } from "./task";
import { causesOf, countNeeds, NEEDS_FOR_MS, type NeedsMoment, needsYou, sinceMsOf } from "./task-needs";
import { TASK, taskStatuses } from "./task-status";
import { filterStates, groupOfState, groupStates, OVERDUE, stateGroups } from "./task-status-order";

const NOW = Date.UTC(2026, 10, 28, 9);
const HOUR = 3_600_000;
const moment: NeedsMoment = { nowMs: NOW, hungLeaves: new Set(), slowLeaves: new Set() };
const causes = (members: Partial<Task>) =>
  causesOf(makeNode({ id: 1, completedMs: NOW - HOUR, totalFrames: 10, ...members }), moment);

describe("the causes of a task", () => {
  it.each([
    [{ statusCode: TASK.rendering }, []],
    [{ statusCode: TASK.rendering, failedFrames: 1 }, ["failedFrames"]],
    [{ statusCode: TASK.waiting, failedFrames: 1 }, ["failedFrames"]],
    [{ statusCode: TASK.finishedWithFailed, failedFrames: 1 }, ["failedFrames"]],
    [{ statusCode: TASK.failed, failedFrames: 10 }, ["failed"]],
    [{ statusCode: TASK.timedOut, failedFrames: 1 }, ["timedOut"]],
    [{ statusCode: TASK.arrearsStopped }, ["arrears"]],
    [{ statusCode: TASK.submitFailed }, ["submitFailed"]],
    [{ statusCode: TASK.testDone }, ["tests"]],
    [{ statusCode: TASK.rendering, isOverdue: true }, ["overdue"]],
    [{ statusCode: TASK.rendering, isOverdue: true, failedFrames: 1 }, ["failedFrames", "overdue"]],
    [{ statusCode: TASK.finished, isOverdue: true }, []],
    [{ statusCode: TASK.stopped, failedFrames: 3 }, []],
    [{ statusCode: TASK.abandoned, failedFrames: 3 }, []],
    [{ statusCode: TASK.finished }, []],
  ])("of %j are %j", (members, expected) => {
    expect(causes(members)).toEqual(expected);
  });

  it("are one for a stuck task, whatever failed in it and however long ago it was submitted", () => {
    const stuck = makeShell({ id: 1, submittedMs: 0 }, [
      { id: 11, statusCode: TASK.failed, taskType: "RenderPhoton", totalFrames: 1, failedFrames: 1, completedMs: 0 },
      { id: 12, statusCode: TASK.waiting, totalFrames: 30 },
    ]);
    expect(causesOf(stuck, moment)).toEqual(["stuck"]);
    expect(sinceMsOf(stuck)).toBeNull();
  });

  it("end after three days, but not for a task that goes on", () => {
    const failed = (agoMs: number) => causes({ statusCode: TASK.failed, completedMs: NOW - agoMs });
    expect([failed(NEEDS_FOR_MS), failed(NEEDS_FOR_MS + 1)]).toEqual([["failed"], []]);
    expect(causes({ statusCode: TASK.submitFailed, completedMs: null, submittedMs: NOW - NEEDS_FOR_MS - 1 })).toEqual(
      [],
    );
    expect(causes({ statusCode: TASK.rendering, failedFrames: 1, submittedMs: 0 })).toEqual(["failedFrames"]);
  });

  it("are frames that hang or are slow in one of its layers, while it goes on", () => {
    const layers = [
      { id: 11, statusCode: TASK.finished },
      { id: 12, statusCode: TASK.rendering, failedFrames: 1 },
    ];
    const read = { ...moment, hungLeaves: new Set([12]), slowLeaves: new Set([12, 13]) };
    expect(causesOf(makeShell({ id: 1 }, layers), read)).toEqual(["hung", "failedFrames", "slow"]);
    expect(causesOf(makeNode({ id: 13, statusCode: TASK.rendering }), read)).toEqual(["slow"]);
    expect(causesOf(makeNode({ id: 12, statusCode: TASK.finished }), read)).toEqual([]);
  });

  it("are counted by task", () => {
    const node = fc
      .record({
        id: fc.nat(),
        statusCode: fc.constantFrom(...taskStatuses.map(({ code }) => code)),
        failedFrames: fc.nat(2),
        isOverdue: fc.boolean(),
        completedMs: fc.option(fc.integer({ min: NOW - 2 * NEEDS_FOR_MS, max: NOW })),
      })
      .map(makeNode);
    fc.assert(
      fc.property(fc.array(node), (nodes) => {
        expect(countNeeds(nodes, moment)).toBe(nodes.filter((one) => needsYou(one, moment)).length);
        for (const one of nodes) expect(causesOf(one, moment).length).toBeLessThanOrEqual(2);
      }),
    );
  });
});

describe("the groups of states", () => {
  it("have every state once", () => {
    const inGroups = stateGroups.flatMap((group): readonly string[] => groupStates[group]);
    const named = [...taskStatuses.map(({ name }) => name), "unknown", "stuck"];
    expect(inGroups.toSorted()).toEqual(named.toSorted());
    expect(filterStates.toSorted()).toEqual([...named, OVERDUE].toSorted());
  });

  it("end where the state does, but for tests that wait for approval", () => {
    for (const { name, isEnded } of taskStatuses)
      expect([name, groupOfState(name) === "ended"]).toEqual([name, isEnded && name !== "testDone"]);
  });
});
