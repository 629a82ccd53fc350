import { describe, expect, it } from "vitest";
import { makeNode, makeShell } from "../../test/make-task";
import { clonePrice, cloneRequest, describeOriginal, isOlderThanClones } from "./clone";
import { TASK } from "./task-status";

const DAY = 86_400_000;

describe("a clone", () => {
  it("takes over tags, queue priority and artist of the original, also of its layers", () => {
    const shell = makeShell({ id: 7, userLevel: 60, producer: "Lin", tags: ["hero"] }, [
      { id: 8, tags: ["hero", "beauty"] },
      { id: 9 },
    ]);
    expect(cloneRequest(shell)).toEqual({
      cloneOriginalId: 7,
      taskUserLevel: 60,
      labels: ["hero", "beauty"],
      artist: "Lin",
    });
  });

  it("has the usual priority where the original has none, and no empty members", () => {
    expect(cloneRequest(makeNode({ id: 7, userLevel: 0, producer: "" }))).toEqual({
      cloneOriginalId: 7,
      taskUserLevel: 50,
    });
  });

  it("costs as much as all frames of the original, whatever their state", () => {
    const counts = { totalFrames: 10, doneFrames: 5, failedFrames: 2, abortFrames: 1, executingFrames: 0 };
    const node = makeNode({ id: 7, statusCode: TASK.failed, ...counts, accountCost: 5, couponCost: 0, arrears: 0 });
    expect(clonePrice(node, () => [])).toMatchObject({ mid: 10, frames: 10, unpriced: 0 });
    expect(clonePrice(makeNode({ id: 7, totalFrames: 10 }), () => [])).toBeNull();
  });

  it("may be refused for an old original, where the farm says how old", () => {
    const node = makeNode({ id: 7, submittedMs: 0 });
    expect([30, 31, null].map((days) => isOlderThanClones(node, days, 30.5 * DAY))).toEqual([true, false, false]);
  });
});

describe("the description of the original", () => {
  it("has what the list knows, without empty members", () => {
    const node = makeNode({
      id: 7,
      sceneName: "a.ma",
      framesRange: "1-10[1]",
      keyValueText: "width:1920::height:1080::",
    });
    expect(JSON.parse(describeOriginal(node))).toEqual({
      clonedFrom: { id: 7, alias: "7" },
      scene: "a.ma",
      frames: "1-10[1]",
      facts: { width: "1920", height: "1080" },
    });
  });

  it("keeps a fact of the scene with the name of a member of every object", () => {
    const node = makeNode({ id: 7, keyValueText: "__proto__:x::width:1::" });
    expect(describeOriginal(node)).toContain('"__proto__": "x"');
  });
});
