import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeNode, makeShell } from "../../test/make-task";
import { notificationOf } from "./task-notification";
import { taskStatus, taskStatuses } from "./task-status";

const codes = taskStatuses.map(({ code }) => code);
const anyCode = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...codes) }, fc.integer({ min: 0, max: 200 }));
const node = (statusCode: number, failedFrames = 0) =>
  makeNode({ id: 7, sceneName: "a.ma", statusCode, totalFrames: 20, doneFrames: 8, failedFrames, completedMs: 5000 });

describe("notificationOf", () => {
  it("returns the kind of the state in which a rendering task ends", () => {
    const kindOf = (code: number) => notificationOf(node(5), node(code))?.kind;
    expect(kindOf(25)).toBe("finished");
    expect(kindOf(30)).toBe("finishedWithFailed");
    expect(kindOf(15)).toBe("stopped");
    expect(kindOf(23)).toBe("timedOut");
    expect(kindOf(20)).toBe("arrears");
    expect(kindOf(45)).toBe("failed");
    expect(notificationOf(node(5), node(30, 3))).toMatchObject({ taskId: 7, name: "a.ma", failedFrames: 3 });
  });

  it("returns a kind for every ended state", () => {
    const ended = taskStatuses.filter((status) => status.isEnded);
    expect(ended.filter(({ code }) => notificationOf(node(5), node(code)) === null)).toEqual([]);
  });

  it("returns null unless the task ended", () => {
    fc.assert(
      fc.property(anyCode, anyCode, (before, after) => {
        const ends = !taskStatus(before).isEnded && taskStatus(after).isEnded;
        expect(notificationOf(node(before), node(after)) !== null).toBe(ends);
      }),
    );
  });

  it("returns one notification when a pass waits for one that failed", () => {
    const [busy, stuck] = [[5, 0] as const, [45, 0] as const].map(([first, second]) =>
      makeShell({ id: 7 }, [
        { id: 8, statusCode: first, totalFrames: 1, taskType: "RenderPhoton" },
        { id: 9, statusCode: second, totalFrames: 30 },
      ]),
    );
    if (!busy || !stuck) throw new Error("two shells");
    expect(notificationOf(busy, stuck)?.kind).toBe("stuck");
    expect(notificationOf(stuck, stuck)).toBeNull();
  });

  it("gives the same end one key in every tab, and another end another key", () => {
    expect(notificationOf(node(5), node(30, 2))?.key).toBe(notificationOf(node(8), node(30, 2))?.key);
    expect(notificationOf(node(5), node(30, 2))?.key).not.toBe(notificationOf(node(5), node(30, 1))?.key);
    expect(notificationOf(node(5), node(25))?.key).not.toBe(notificationOf(node(5), node(45))?.key);
  });
});

it("the key of an end is the task, the kind, the counts and the moment", () => {
  expect(notificationOf(node(5), node(30, 2))?.key).toBe("7/finishedWithFailed/8/2/5000");
  const timeless = makeNode({ ...node(30, 2).task, completedMs: null });
  expect(notificationOf(node(5), timeless)?.key).toBe("7/finishedWithFailed/8/2/0");
});
