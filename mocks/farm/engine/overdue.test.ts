/** The reminder marks and stops nothing; the frame stop stops. */
import { describe, expect, it } from "vitest";
import { type TestFarm, testFarm } from "../test-farm";
import { currentSerializers } from "../wire/current-task-info";

const DAY = 86_400;

/** A task that the account submits now, rendering. */
function submitted(farm: TestFarm, hours: number): number {
  farm.code("updateUserSetting", { taskOverTime: hours });
  const [id = 0] = farm.read("createTask", { count: 1 }).taskIdList;
  farm.code("submitTask", { taskId: id });
  farm.pass(120);
  expect(farm.leaf(id).status).toBe(5);
  return id;
}

const info = (farm: TestFarm, id: number) => {
  const leaf = farm.farm.leavesById.get(id);
  if (!leaf) throw new Error(`${id} is no leaf`);
  return currentSerializers.leaf(leaf, farm.now());
};

describe("the reminder of the account", () => {
  it("marks a task that takes longer and stops nothing", () => {
    const farm = testFarm();
    const id = submitted(farm, 1);
    expect(info(farm, id)).toMatchObject({ isOverTime: 0, taskOverTime: 3600 });
    for (const leaf of farm.farm.leavesById.values()) if (leaf.id === id) Object.assign(leaf, { machines: 0 });
    farm.pass(3700);
    expect(farm.leaf(id)).toMatchObject({ status: 5, stopped: 0 });
    expect(info(farm, id)).toMatchObject({ isOverTime: 1 });
  });

  it("is no frame stop: that of the task stays a day", () => {
    const farm = testFarm();
    expect(info(farm, submitted(farm, 1))).toMatchObject({ overTimeStop: DAY });
  });

  it("marks a frame that renders longer", () => {
    const farm = testFarm();
    const id = submitted(farm, 1);
    const leaf = farm.farm.leavesById.get(id);
    if (!leaf) throw new Error("no leaf");
    const [index = 0] = leaf.running;
    const overdue = (now: number) => Reflect.get(currentSerializers.frame(leaf, index, now), "isOverTime");
    expect([overdue(farm.now()), overdue(farm.now() + 3_700_000)]).toEqual([0, 1]);
  });
});

it("the frame stop stops the frame and its task, whatever the reminder", () => {
  const farm = testFarm();
  const id = submitted(farm, 720);
  farm.code("setTaskOverTimeStop", { taskIds: [id], overTime: 60 });
  farm.pass(120);
  expect(farm.leaf(id).status).toBe(23);
  expect(farm.leaf(id).frames.some(({ status }) => status === 11)).toBe(true);
  expect(info(farm, id)).toMatchObject({ isOverTime: 0 });
});

it("the demo farm has tasks past their reminder, of which some render", () => {
  const farm = testFarm();
  const overdue = [...farm.farm.leavesById.values()].filter(
    (leaf) => Reflect.get(currentSerializers.leaf(leaf, farm.now()), "isOverTime") === 1,
  );
  expect(overdue.some(({ status }) => status === 5)).toBe(true);
});
