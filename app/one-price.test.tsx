/** The dialogs of tasks and of frames state one price for the same frames (docs/decisions/036-one-price.md). */
import { cleanup, screen, waitFor, within } from "@testing-library/react";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { storeOf } from "../mocks/farm/engine/frames";
import { type TestFarm, testFarm } from "../mocks/farm/test-farm";
import { isFailed, rerenderPrice } from "./frames/commands/rerender-plan";
import { frameFigures } from "./protocol/frames/frame-figures";
import { planAction, planPrice } from "./tasks/commands/action-plan";
import { anyFrames, makeFrame, rowsOf } from "./test/make-frame";
import { makeNode } from "./test/make-task";
import { findRow, renderApp } from "./test/render-app";

const SCENE = "robot_s040_sh0110_fx_v003.ma";
const FARM = { tasks: 22 };

describe("the price of the failed frames of a leaf", () => {
  it("is the same from a sample of all its frames as from the frames themselves", () => {
    const anyFailed = fc.integer({ min: 1, max: 9 });
    const anyCost = fc.option(fc.nat(100));
    fc.assert(
      fc.property(anyFrames(0), anyFailed, anyCost, anyCost, (others, failedFrames, cost, arrears) => {
        const failed = Array.from({ length: failedFrames }, (_, index) =>
          makeFrame({ id: 1000 + index, statusCode: index % 2 === 0 ? 5 : 11, typeCode: index % 3 === 0 ? 2 : 5 }),
        );
        const frames = [...others, ...failed];
        const rows = rowsOf(frames);
        const counts = { failedFrames: rows.filter(isFailed).length, doneFrames: 7, totalFrames: 500 };
        const leaf = makeNode({ id: 1, statusCode: 30, ...counts, cost, arrears });
        const plan = planAction("rerender", [{ node: leaf, topId: 1 }]);
        expect(planPrice(plan, () => frames)).toEqual(
          rerenderPrice(leaf, frameFigures(frames, 0).charges, rows.filter(isFailed)),
        );
      }),
    );
  });
});

const taskId = () => {
  const id = testFarm(FARM).farm.jobs.find(({ sceneName }) => sceneName === SCENE)?.id;
  if (id === undefined) throw new Error(`no task ${SCENE}`);
  return id;
};

type Paid = "account" | "coupon" | "arrears";

/** Charges every finished frame of the task to one source. */
const chargeTo = (source: Paid) => (_: unknown, farm: TestFarm) => {
  const leaf = farm.farm.leavesById.get(taskId());
  if (!leaf) throw new Error("no leaf");
  const store = storeOf(leaf);
  for (let index = 0; index < leaf.plan.count; index += 1) {
    const charge = (store.account[index] ?? 0) + (store.coupon[index] ?? 0) + (store.arrears[index] ?? 0);
    for (const column of ["account", "coupon", "arrears"] as const) store[column][index] = 0;
    store[source][index] = charge;
  }
};

const amountIn = async (dialog: HTMLElement) => {
  await waitFor(() => expect(dialog).toHaveTextContent(/12 frames × median ¥/));
  return /About (¥[\d.]+–¥[\d.]+)/.exec(dialog.textContent ?? "")?.[1];
};

const openFromTasks = async (prepare: ReturnType<typeof chargeTo>) => {
  const { user } = await renderApp({ farm: FARM, url: "/tasks?q=robot_s040", prepare });
  await user.click(within(await findRow(SCENE)).getByRole("button", { name: /^Actions for / }));
  await user.click(await screen.findByRole("menuitem", { name: /^Rerender 12 failed frames/ }));
  return screen.findByRole("dialog");
};

const openFromFrames = async (prepare: ReturnType<typeof chargeTo>) => {
  const { user } = await renderApp({ farm: FARM, url: `/tasks/${taskId()}`, prepare });
  await user.click(await screen.findByRole("button", { name: /^Rerender 12 failed frames/ }));
  return screen.findByRole("dialog");
};

describe("the rerender dialogs of a task and of its frames", () => {
  it.each(["account", "coupon", "arrears"] as const)("state one amount where %s bears the charges", async (source) => {
    const ofTask = await amountIn(await openFromTasks(chargeTo(source)));
    cleanup();
    const ofFrames = await amountIn(await openFromFrames(chargeTo(source)));
    expect(ofTask).toBe(ofFrames);
    expect(ofTask).toMatch(/^¥0\.[1-9]|^¥[1-9]/);
  });
});
