import { hashKey, useQuery, useQueryClient } from "@tanstack/react-query";
import type { PriceRange } from "../../protocol/pricing";
import type { ActionPlan } from "../../protocol/tasks/action-plan";
import type { TaskAction } from "../../protocol/tasks/task-status";
import { taskKeys } from "../../queries/tasks/task-keys";

/**
 * The prices that the dialogs of some plans will state, by action; none while they are read, or with `isHidden`. When the tasks
 * change, their former prices stay until the new ones are read, so that an open menu does not flicker.
 */
export function usePlanPrices(
  allPlans: readonly (ActionPlan | null)[],
  isHidden: boolean,
): ReadonlyMap<TaskAction, PriceRange | null> | undefined {
  const client = useQueryClient();
  const plans = allPlans.flatMap((plan) => (plan !== null && plan.toRender.length > 0 ? [plan] : []));
  const leaves = plans.map(({ action, toRender }) => [action, ...toRender.map(({ leaf }) => leaf.task.id)]);
  const { data } = useQuery({
    queryKey: taskKeys.prices(
      leaves,
      plans.map(({ toRender }) =>
        toRender.map(({ leaf: { rollUp }, frames }) => [frames, rollUp.counts.done, rollUp.charge]),
      ),
    ),
    queryFn: async () => (await import("./read-prices")).readPrices(client, plans),
    placeholderData: (previous, query) =>
      query && hashKey(query.queryKey[2]) === hashKey(leaves) ? previous : undefined,
    enabled: !isHidden && plans.length > 0,
    structuralSharing: false,
    staleTime: 60_000,
  });
  return data;
}
