/** A pass that is restarted after its main picture has started. */
import { describe, expect, it } from "vitest";
import { type TestFarm, testFarm } from "../test-farm";

/** The photon pass of the specification and its main picture. */
const PASS = 19087;
const MAIN = 19088;
const PHOTON_FRAME = 1_546_590;

const restartAll = (farm: TestFarm, taskId: number) => farm.code("restartFrame", { taskId, selectAll: 1, ids: [] });
const states = (farm: TestFarm, id: number) => new Set(farm.leaf(id).frames.map((frame) => frame.status));

/** Moves the clock until the task has this status. */
function waitForStatus(farm: TestFarm, id: number, status: number): void {
  for (let seconds = 0; farm.leaf(id).status !== status; seconds += 1) {
    if (seconds > 7200) throw new Error(`${id} does not reach status ${status}`);
    farm.pass(1);
  }
}

describe("a main picture whose pass is restarted", () => {
  it("waits for the pass again if it has not started, then renders", () => {
    const farm = testFarm({ tasks: 2 });
    restartAll(farm, PASS);
    restartAll(farm, MAIN);
    expect(farm.leaf(MAIN).status).toBe(0);
    waitForStatus(farm, PASS, 25);
    farm.code("restartFrame", { taskId: PASS, selectAll: 0, ids: [PHOTON_FRAME] });
    farm.pass(60);
    expect(farm.leaf(PASS).status).toBe(5);
    expect(farm.leaf(MAIN)).toMatchObject({ status: 0, executing: 0, waiting: 17 });
    expect(states(farm, MAIN)).toEqual(new Set([9]));
    waitForStatus(farm, PASS, 25);
    farm.pass(60);
    expect(farm.leaf(MAIN)).toMatchObject({ status: 5, executing: 16 });
    farm.pass(7200);
    expect(farm.leaf(MAIN)).toMatchObject({ status: 25, done: 17 });
  });

  it("finishes its rendering tiles and starts the composite after the pass", () => {
    const farm = testFarm({ tasks: 2 });
    restartAll(farm, MAIN);
    farm.pass(3);
    restartAll(farm, PASS);
    expect(farm.leaf(MAIN)).toMatchObject({ status: 5, executing: 16 });
    waitForStatus(farm, MAIN, 0);
    expect(farm.leaf(MAIN)).toMatchObject({ done: 16, waiting: 1 });
    expect(farm.leaf(MAIN).frames.at(-1)?.status).toBe(9);
    expect(farm.read("queryTaskInfo", { taskIds: [MAIN] }).rows[0]).toMatchObject({ completedMs: null });
    waitForStatus(farm, PASS, 25);
    farm.pass(3600);
    expect(farm.leaf(MAIN)).toMatchObject({ status: 25, done: 17 });
  });

  it("stays in status rendering while it has rendering frames, also when other frames are restarted", () => {
    const farm = testFarm({ tasks: 2 });
    farm.code("startTask", { taskIds: [MAIN] });
    farm.pass(3);
    restartAll(farm, PASS);
    restartAll(farm, MAIN);
    expect(farm.leaf(MAIN)).toMatchObject({ status: 5, executing: 5, waiting: 12 });
    expect(states(farm, MAIN)).toEqual(new Set([2, 9, 12]));
    waitForStatus(farm, MAIN, 0);
    expect(farm.leaf(MAIN)).toMatchObject({ executing: 0, done: 5, waiting: 12 });
    waitForStatus(farm, PASS, 25);
    farm.pass(3600);
    expect(farm.leaf(MAIN)).toMatchObject({ status: 25, done: 17 });
  });

  it("renders the frames that waited for the pass while its other frames render", () => {
    const farm = testFarm();
    const { rows } = farm.read("getTaskList", { pageNum: 1, pageSize: 100, searchKeyword: "主卧_日景_v005" });
    const [pass, main] = (rows[0]?.children ?? []).map(({ id }) => id);
    if (pass === undefined || main === undefined) throw new Error("There is no such job");
    farm.code("restartFailedFrames", { taskIds: [pass] });
    for (let seconds = 0; farm.leaf(main).done === 0 && seconds < 1200; seconds += 1) farm.pass(1);
    const state = (id: number) => farm.leaf(main).frames.find((frame) => frame.id === id)?.status;
    const done = farm.leaf(main).frames.find((frame) => frame.status === 4)?.id ?? 0;
    restartAll(farm, pass);
    farm.code("restartFrame", { taskId: main, selectAll: 0, ids: [done] });
    expect(state(done)).toBe(9);
    waitForStatus(farm, pass, 25);
    expect(farm.leaf(main)).toMatchObject({ status: 5, executing: 5 });
    farm.pass(5);
    expect([1, 2]).toContain(state(done));
    farm.pass(7200);
    expect(farm.leaf(main)).toMatchObject({ waiting: 0, executing: 0 });
  });
});
