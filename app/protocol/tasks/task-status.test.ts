import { describe, expect, it } from "vitest";
import { frameStatus, frameStatuses, frameTypes } from "../frames/frame-status";
import { endedInTrouble, TASK, taskStatus, taskStatuses } from "./task-status";

const undocumented = [37, -1, 1, 99, 2.5, null];

describe("the table of task states", () => {
  it("has every code of section 3.1 and no name twice", () => {
    expect(taskStatuses.map(({ code }) => code)).toEqual([
      0, 5, 8, 10, 15, 20, 23, 25, 30, 35, 40, 45, 50, 60, 65, 70, 100,
    ]);
    expect(new Set(taskStatuses.map(({ name }) => name)).size).toBe(taskStatuses.length);
    for (const status of taskStatuses) expect(taskStatus(status.code)).toBe(status);
  });

  it("marks the vendor's end states as ended", () => {
    for (const code of [10, 20, 23, 25, 30, 35, 45]) expect(taskStatus(code).isEnded).toBe(true);
    for (const code of [0, 5, 8, 50, 60, 100]) expect(taskStatus(code).isEnded).toBe(false);
  });

  it("is green for finished only", () => {
    expect(taskStatuses.filter(({ tone }) => tone === "good").map(({ code }) => code)).toEqual([25]);
  });

  it.each(undocumented)("returns an unknown state that is neither green nor ended for %j", (code) => {
    expect(taskStatus(code)).toMatchObject({ code: code ?? -1, name: "unknown", tone: "unknown", isEnded: false });
  });
});

describe("the table of frame states", () => {
  it("has every code of section 3.2 and no name twice", () => {
    expect(frameStatuses.map(({ code }) => code)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(new Set(frameStatuses.map(({ name }) => name)).size).toBe(frameStatuses.length);
  });

  it("is green for done only", () => {
    expect(frameStatuses.filter(({ tone }) => tone === "good").map(({ code }) => code)).toEqual([4]);
  });

  it.each(undocumented.filter((code) => code !== 1))(
    "returns an unknown state that is neither green nor ended for %j",
    (code) => {
      expect(frameStatus(code)).toMatchObject({ code: code ?? -1, name: "unknown", tone: "unknown", isEnded: false });
    },
  );

  it("has the nine frame types of section 3.3 and the two of distributed Houdini jobs", () => {
    expect(Object.keys(frameTypes)).toEqual(["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"]);
  });
});

it("a task that ended with failures, at its time limit or without a balance needs attention", () => {
  const codes = [...taskStatuses.map(({ code }) => code), ...undocumented];
  const inTrouble = codes.filter(endedInTrouble);
  expect(inTrouble).toEqual([
    TASK.arrearsStopped,
    TASK.timedOut,
    TASK.finishedWithFailed,
    TASK.failed,
    TASK.submitFailed,
  ]);
});
