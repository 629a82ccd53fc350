/** What a plan will cost: the same in the dialogs, in the labels of menus and bars, and in the command line. */
import { type ChargeSum, sumRollUps } from "../charges";
import { BASIS_LEAVES } from "../frames/charge-basis";
import type { Frame } from "../frames/frame";
import { type CostRange, type PriceRange, priceOfFrames, projectedCost, renderPart } from "../pricing";
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
