/** The dialogs of tasks and of frames state one price for the same frames (docs/decisions/036-one-price.md). */
import { cleanup, screen, waitFor, within } from "@testing-library/react";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { storeOf } from "../mocks/farm/engine/frames";
import { type TestFarm, testFarm } from "../mocks/farm/test-farm";
import { isFailed, rerenderPrice } from "./frames/commands/rerender-plan";
import { stepBetween } from "./monitor/trends/tab-steps";
import { frameCharge, sumCharges } from "./protocol/charges";
import type { Frame } from "./protocol/frames/frame";
import { frameFigures } from "./protocol/frames/frame-figures";
import { type CountedState, countedState } from "./protocol/frames/frame-status";
import { priceOfFrames, projectedCost, remainingPart } from "./protocol/pricing";
import { type ActionPlan, planAction } from "./protocol/tasks/action-plan";
import { planPrice, planTotal } from "./protocol/tasks/plan-price";
import { sum, type TaskNode } from "./protocol/tasks/task-tree";
import { taskColumns } from "./tasks/grid/task-columns";
import { csvFields } from "./tasks/report/csv";
import { reportSummary } from "./tasks/report/report-summary";
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

/** A leaf whose totals are those of its frames, as the farm adds them up. */
function leafOf(frames: readonly Frame[]): TaskNode {
  const count = (state: CountedState) => frames.filter(({ statusCode }) => countedState(statusCode) === state).length;
  const add = (member: "accountCost" | "couponCost" | "arrears") => sum(frames.map((frame) => frame[member]));
  const [accountCost, couponCost, arrears] = [add("accountCost"), add("couponCost"), add("arrears")];
  return makeNode({
    id: 1,
    statusCode: 5,
    totalFrames: frames.length,
    doneFrames: count("done"),
    failedFrames: count("failed"),
    executingFrames: count("executing"),
    abortFrames: count("stopped"),
    cost: sum([accountCost, couponCost]),
    accountCost,
    couponCost,
    arrears,
  });
}

describe("the charge and the projection of a leaf", () => {
  const costColumn = taskColumns.filter(({ id }) => id === "cost");
  const labels = { titleOf: () => "", money: () => "", seconds: () => "", statusOf: () => "", sceneOf: () => "" };
  const csvLabels = { ...labels, done: "", total: "", etaFrom: "", etaTo: "" };

  it("are the same in figures, columns, CSV, report, Monitor and the summary after an absence", () => {
    fc.assert(
      fc.property(anyFrames(0), (frames) => {
        const leaf = leafOf(frames);
        const figures = frameFigures(frames, 0);
        const { amount } = figures.charge;
        const nodes = new Map([[1, leaf]]);
        const report = reportSummary([leaf], 0, () => frames);
        const csv = csvFields(costColumn, csvLabels, 0).map(({ value }) => value(leaf))[0];
        const grown = stepBetween({ nodes: new Map(), atMs: 0 }, { nodes, atMs: 1 }).spend ?? 0;
        const places = [leaf.rollUp.charge ?? 0, report.cost.amount, grown];
        expect(new Set([...places, costColumn[0]?.plain(leaf, 0) ?? 0, csv ?? 0])).toEqual(new Set([amount]));
        expect(amount).toBe(sumCharges(frames.map(frameCharge)).amount);

        const remaining = priceOfFrames([remainingPart(leaf.rollUp, figures.basis)]);
        const { low, high } = projectedCost(amount, remaining);
        expect(report.projected).toMatchObject({ low, high });
        const approval: ActionPlan = {
          ...planAction("approve", []),
          toRender: [{ leaf, states: ["waiting", "executing"], frames: 0 }],
        };
        const price = planPrice(approval, () => frames);
        expect(price).toEqual(remaining);
        expect(price && planTotal(approval, price)).toEqual(price && { charged: { amount, unknown: 0 }, low, high });
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
