/** Reads what plans will cost. Loaded by the labels of menus and bars (use-plan-prices.ts). */
import type { QueryClient } from "@tanstack/react-query";
import type { PriceRange } from "../../protocol/pricing";
import type { ActionPlan } from "../../protocol/tasks/action-plan";
import { planBasis, planPrice } from "../../protocol/tasks/plan-price";
import type { TaskAction } from "../../protocol/tasks/task-status";
import { fetchChargeBases } from "../../queries/frames/charge-basis";

/** The prices of plans by action, from the frames of their leaves. */
export async function readPrices(
  client: QueryClient,
  plans: readonly ActionPlan[],
): Promise<ReadonlyMap<TaskAction, PriceRange | null>> {
  const bases = await fetchChargeBases(client, plans.flatMap(planBasis));
  return new Map(plans.map((plan) => [plan.action, planPrice(plan, (id) => bases.get(id) ?? [])]));
}
