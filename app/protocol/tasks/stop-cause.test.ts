import { describe, expect, it } from "vitest";
import { makeNode, makeShell } from "../../test/make-task";
import { stopCauseOf } from "./stop-cause";
import { TASK } from "./task-status";

const causeOf = (statusCode: number, members: Partial<Parameters<typeof makeNode>[0]> = {}) =>
  stopCauseOf(makeNode({ id: 1, statusCode, totalFrames: 10, ...members }));

describe("why a task does not go on", () => {
  it("is named by its state", () => {
    expect(causeOf(TASK.arrearsStopped)).toBe("arrears");
    expect(causeOf(TASK.submitFailed)).toBe("submission");
    expect(causeOf(TASK.timedOut, { doneFrames: 5 })).toBe("timeLimit");
  });

  it("is a pass that ended unsuccessfully, before anything else", () => {
    const stuck = makeShell({ id: 1 }, [
      { id: 2, statusCode: TASK.timedOut, taskType: "RenderPhoton", totalFrames: 1 },
      { id: 3, statusCode: TASK.waiting, totalFrames: 9 },
    ]);
    expect(stopCauseOf(stuck)).toBe("blocked");
  });

  it("is that all of it failed: every frame, or it ended badly without one that is done", () => {
    expect(causeOf(TASK.rendering, { failedFrames: 10 })).toBe("allFailed");
    expect(causeOf(TASK.failed)).toBe("allFailed");
    expect(causeOf(TASK.finishedWithFailed, { failedFrames: 9 })).toBe("allFailed");
  });

  it("is nothing while it goes on, when its user stopped it, or when some frames are done", () => {
    expect(causeOf(TASK.rendering, { failedFrames: 9 })).toBeNull();
    expect(causeOf(TASK.rendering, { totalFrames: 0 })).toBeNull();
    expect(causeOf(TASK.userStopped)).toBeNull();
    expect(causeOf(TASK.finishedWithFailed, { failedFrames: 9, doneFrames: 1 })).toBeNull();
    expect(causeOf(TASK.finished)).toBeNull();
    expect(stopCauseOf(makeNode({ id: 1, statusCode: null, totalFrames: 10 }))).toBeNull();
  });
});
