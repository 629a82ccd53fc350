import { describe, expect, it } from "vitest";
import { type TestFarm, testFarm } from "../test-farm";

/** A job of the specification: a photon pass, then tiles with a composite, which the specification has stopped. */
const SHELL = 19084;
const PASS = 19087;
const MAIN = 19088;

const empty = (farm: TestFarm) => Object.assign(farm.farm.wallets.account, { couponCents: 0, balanceCents: 0 });
const passUntil = (farm: TestFarm, isReached: () => boolean) => {
  for (let seconds = 0; seconds < 20_000 && !isReached(); seconds += 1) farm.pass(1);
};

describe("a request for rendering without balance", () => {
  it.each([
    ["startTask", { taskIds: [MAIN] }],
    ["restartFrame", { taskId: PASS, selectAll: 1 }],
    ["recommitTasks", { taskIds: [PASS], status: [4] }],
  ] as const)("is refused with 507 (%s)", (name, body) => {
    const farm = testFarm({ tasks: 2 });
    const before = farm.leaf(MAIN);
    empty(farm);
    expect(farm.code(name, body)).toBe(507);
    expect(farm.leaf(MAIN)).toEqual(before);
    farm.farm.wallets.account.balanceCents = 10_000;
    expect(farm.code(name, body)).toBe(200);
  });

  it("is accepted when one of its tasks can be paid", () => {
    const farm = testFarm();
    const { rows } = farm.read("getTaskList", { pageNum: 1, pageSize: 100, searchKeyword: "🐉" });
    const id = rows[0]?.id ?? 0;
    farm.pass(3600);
    expect(farm.leaf(id).status).toBe(20);
    expect(farm.code("startTask", { taskIds: [id] })).toBe(507);
    expect(farm.code("startTask", { taskIds: [id, MAIN] })).toBe(200);
  });
});

describe("a start of a task whose pass has not finished", () => {
  it("is refused with 710 until it has", () => {
    const farm = testFarm({ tasks: 2 });
    farm.code("restartFrame", { taskId: PASS, selectAll: 1 });
    expect(farm.code("startTask", { taskIds: [MAIN] })).toBe(710);
    expect(farm.code("startTask", { taskIds: [SHELL] })).toBe(710);
    expect(farm.leaf(MAIN).status).toBe(10);
    passUntil(farm, () => farm.leaf(PASS).status === 25);
    expect(farm.code("startTask", { taskIds: [MAIN] })).toBe(200);
  });

  it("is accepted together with the start of the pass", () => {
    const farm = testFarm({ tasks: 2 });
    farm.code("restartFrame", { taskId: PASS, selectAll: 1 });
    farm.code("stopTask", { taskIds: [PASS] });
    expect(farm.code("startTask", { taskIds: [MAIN] })).toBe(710);
    expect(farm.code("startTask", { taskIds: [SHELL] })).toBe(200);
    expect([farm.leaf(PASS).status, farm.leaf(MAIN).status]).toEqual([5, 0]);
  });
});

describe("a stop while the composite of a picture renders", () => {
  it("is refused with 748, and the picture is finished", () => {
    const farm = testFarm({ tasks: 2 });
    farm.code("startTask", { taskIds: [MAIN] });
    const isComposing = () => farm.leaf(MAIN).executing === 1 && farm.leaf(MAIN).frames.at(-1)?.status === 2;
    passUntil(farm, isComposing);
    expect(isComposing()).toBe(true);
    expect(farm.code("stopTask", { taskIds: [MAIN] })).toBe(748);
    passUntil(farm, () => farm.leaf(MAIN).status !== 5);
    expect(farm.leaf(MAIN).status).toBe(25);
  });

  it("is carried out before, while tiles render", () => {
    const farm = testFarm({ tasks: 2 });
    farm.code("startTask", { taskIds: [MAIN] });
    farm.pass(10);
    expect(farm.code("stopTask", { taskIds: [MAIN] })).toBe(200);
    expect(farm.leaf(MAIN).status).toBe(10);
  });
});
