/** What a plan will cost. Loaded with the dialogs, and by the labels of menus and bars (use-plan-prices.ts). */
import type { QueryClient } from "@tanstack/react-query";
import { type ChargeSum, sumRollUps } from "../../protocol/charges";
import type { Frame } from "../../protocol/frames/frame";
import { type CostRange, type PriceRange, priceOfFrames, projectedCost, renderPart } from "../../protocol/pricing";
import type { TaskAction } from "../../protocol/tasks/task-status";
import { BASIS_LEAVES, fetchChargeBases } from "../../queries/frames/charge-basis";
import type { ActionPlan } from "./action-plan";

/** The leaves whose frames are read for the price of a plan; the others are priced by their mean charge. */
export const planBasis = ({ toRender }: ActionPlan): number[] =>
  toRender.slice(0, BASIS_LEAVES).map(({ leaf }) => leaf.task.id);

/** The price of rendering the plan's frames, from the frames read of each leaf; empty where there are none. */
export function planPrice(plan: ActionPlan, basisOf: (leafId: number) => readonly Frame[]): PriceRange | null {
  const isRead = new Set(planBasis(plan));
  return priceOfFrames(
    plan.toRender.map(({ leaf, states }) =>
      renderPart(leaf.rollUp, states, isRead.has(leaf.task.id) ? basisOf(leaf.task.id) : []),
    ),
  );
}

/** What the plan's leaves were charged so far, and will have cost when the frames of `price` are rendered too. */
export function planTotal({ toRender }: ActionPlan, price: PriceRange): CostRange & { readonly charged: ChargeSum } {
  const charged = sumRollUps(toRender.map(({ leaf }) => leaf.rollUp));
  return { charged, ...projectedCost(charged.amount, price) };
}

/** The prices of plans by action, from the frames of their leaves. */
export async function readPrices(
  client: QueryClient,
  plans: readonly ActionPlan[],
): Promise<ReadonlyMap<TaskAction, PriceRange | null>> {
  const bases = await fetchChargeBases(client, plans.flatMap(planBasis));
  return new Map(plans.map((plan) => [plan.action, planPrice(plan, (id) => bases.get(id) ?? [])]));
}
