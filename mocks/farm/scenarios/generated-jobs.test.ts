/** The scenarios and generated jobs of a new farm. */
import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import type { Frame } from "../../../app/protocol/frames/frame";
import type { Task } from "../../../app/protocol/tasks/task";
import { taskStatuses } from "../../../app/protocol/tasks/task-status";
import { answerRequest } from "../answer";
import { testFarm } from "../test-farm";

const leavesOf = (tasks: readonly Task[]): Task[] => tasks.flatMap((task) => (task.isShell ? task.children : [task]));

const world = testFarm();
const { rows: tasks, malformed } = world.read("getTaskList", { pageNum: 1, pageSize: 100 });
const leaves = leavesOf(tasks);
const framePages = leaves.map((leaf) => world.read("queryTaskFrames", { taskId: leaf.id, pageNum: 1, pageSize: 1000 }));
const frames: readonly Frame[] = framePages.flatMap((page) => page.rows);

describe("a new farm", () => {
  it("has no malformed row", () => {
    expect(malformed).toBe(0);
    expect(framePages.every((page) => page.malformed === 0)).toBe(true);
    expect(tasks).toHaveLength(60);
  });

  it("has tasks in every known state and one unknown", () => {
    const states = new Set(leaves.map((leaf) => leaf.statusCode));
    for (const { code } of taskStatuses) expect(states).toContain(code);
    expect(states).toContain(37);
  });

  it("has frames of every type, in every known state and one unknown", () => {
    const states = new Set(frames.map((frame) => frame.statusCode));
    for (let code = 1; code <= 12; code += 1) expect(states).toContain(code);
    expect(states).toContain(99);
    const types = new Set(frames.map((frame) => frame.typeCode));
    for (let code = 1; code <= 9; code += 1) expect(types).toContain(code);
  });

  it("has tiles, groups of frames, layers, a simulation node and hostile names", () => {
    expect(frames.some((frame) => frame.name === "0-1" && frame.tile === "1")).toBe(true);
    expect(frames.some((frame) => frame.name === "2-4[1]" && frame.tile === null)).toBe(true);
    expect(frames.some((frame) => frame.simulationNode !== null)).toBe(true);
    expect(leaves.some((leaf) => leaf.layerName === "beauty")).toBe(true);
    const scenes = tasks.map((task) => task.sceneName);
    expect(scenes).toEqual(expect.arrayContaining(["<b>bold</b>.max", "__proto__.ma", "   "]));
    expect(scenes.some((scene) => scene.length > 280)).toBe(true);
  });

  it("has a failed photon pass whose main picture waits", () => {
    const shell = tasks.find(
      (task) => task.children[0]?.statusCode === 45 && task.children[0].taskType === "RenderPhoton",
    );
    const main = shell?.children[1];
    expect(main).toMatchObject({ statusCode: 0, startedMs: null });
    const page = world.read("queryTaskFrames", { taskId: main?.id, pageNum: 1, pageSize: 10 });
    expect(new Set(page.rows.map((frame) => frame.statusCode))).toEqual(new Set([9]));
  });

  it("lists tasks newest first, with no moment in the future", () => {
    const submitted = tasks.map((task) => task.submittedMs ?? 0);
    expect(submitted).toEqual(submitted.toSorted((a, b) => b - a));
    const moments = leaves.flatMap((leaf) => [leaf.submittedMs, leaf.startedMs, leaf.completedMs]);
    moments.push(...frames.flatMap((frame) => [frame.startedMs, frame.endedMs]));
    for (const moment of moments) expect(moment ?? 0).toBeLessThanOrEqual(world.now());
  });

  it("has tasks whose counts and costs are the sums of their frames", () => {
    for (const leaf of leaves) {
      if (leaf.totalFrames > 1000) continue;
      const own = frames.filter((frame) => frame.taskId === leaf.id);
      const having = (...codes: number[]) => own.filter((frame) => codes.includes(frame.statusCode ?? 0)).length;
      expect(own).toHaveLength(leaf.totalFrames);
      expect([having(4), having(5, 11), having(2), having(3)]).toEqual([
        leaf.doneFrames,
        leaf.failedFrames,
        leaf.executingFrames,
        leaf.abortFrames,
      ]);
      const cost = own.reduce((sum, frame) => sum + (frame.accountCost ?? 0) + (frame.couponCost ?? 0), 0);
      expect(cost).toBeCloseTo(leaf.cost ?? 0, 6);
    }
  });

  it("has rows with numbers as text", () => {
    const page = z.object({ items: z.array(z.object({ totalFrames: z.unknown() })) });
    const { data } = answerRequest(world.farm, "getTaskList", { pageNum: 1, pageSize: 100 });
    expect(page.parse(data).items.some((item) => typeof item.totalFrames === "string")).toBe(true);
  });

  it("finishes at least 8 frames in 30 seconds", () => {
    const busy = testFarm();
    const before = busy.read("queryAllFrameStats").doneFramesTotal ?? 0;
    busy.pass(30);
    expect(busy.read("queryAllFrameStats").doneFramesTotal).toBeGreaterThanOrEqual(before + 8);
  });

  it("renders and has money after three days", () => {
    const busy = testFarm();
    busy.pass(3 * 86_400);
    expect(busy.read("queryAllFrameStats").executingFramesTotal).toBeGreaterThan(0);
    expect(busy.read("queryUserProfile").rmbbalance).toBeGreaterThan(10_000);
  });

  it("can have 5,000 tasks with 14,000 rows and one task with 100,000 frames", () => {
    const large = testFarm({ tasks: 5000, frames: 100_000 });
    const page = large.read("getTaskList", { pageNum: 51, pageSize: 100 });
    expect(page).toMatchObject({ total: 5001, pageCount: 51, malformed: 0 });
    expect(page.rows).toHaveLength(1);
    expect(large.farm.leavesById.size + 5000).toBeGreaterThan(14_000);
    const [big] = large.read("getTaskList", { pageNum: 1, pageSize: 10, searchKeyword: "100000_frames" }).rows;
    expect(big).toMatchObject({ totalFrames: 100_000, statusCode: 5 });
    const last = large.read("queryTaskFrames", { taskId: big?.id, pageNum: 1000, pageSize: 100 });
    expect(last.rows.at(-1)).toMatchObject({ name: "100000", statusCode: 1 });
  });
});

const snapshot = (seed: number, steps: readonly number[]) => {
  const { farm, pass, read } = testFarm({ seed });
  for (const seconds of steps) {
    pass(seconds);
    read("queryAllFrameStats");
  }
  return JSON.stringify([
    answerRequest(farm, "getTaskList", { pageNum: 1, pageSize: 200 }),
    answerRequest(farm, "queryUserProfile", {}),
  ]);
};

describe("two farms", () => {
  it("answer alike with equal seed and clock, however many requests were sent before", () => {
    expect(snapshot(7, [7200])).toBe(snapshot(7, [1, 59, 600, 3000, 3540]));
  });

  it("answer differently with different seeds", () => {
    expect(snapshot(7, [])).not.toBe(snapshot(8, []));
  });
});
