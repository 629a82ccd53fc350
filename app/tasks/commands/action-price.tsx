/** About what an action that renders will cost, and the basis of the estimate. */
import { useTranslations } from "use-intl";
import type { Currency } from "../../protocol/account/currency";
import type { PriceRange } from "../../protocol/pricing";
import type { ActionPlan } from "../../protocol/tasks/action-plan";
import { planBasis, planPrice, planTotal } from "../../protocol/tasks/plan-price";
import { useCurrency } from "../../queries/account/currency";
import { useChargeBases } from "../../queries/frames/charge-basis";
import { useFormat } from "../../ui/format/format";
import { PriceLine } from "../../ui/status/price-line";

/** The price of a plan, from the frames that are read for it. */
export function usePlanPrice(plan: ActionPlan) {
  const account = useCurrency();
  const { basisOf, isPending } = useChargeBases(account.chargesHidden ? [] : planBasis(plan));
  return { account, price: planPrice(plan, basisOf), isPending };
}

export function ActionPrice({ plan, shown }: { plan: ActionPlan; shown: ReturnType<typeof usePlanPrice> }) {
  const { account, price, isPending } = shown;
  return (
    <PriceLine price={price} isPending={isPending} account={account}>
      {price && plan.action === "approve" && <Total plan={plan} price={price} currency={account.currency} />}
    </PriceLine>
  );
}

/** For approved test frames: what the complete task will have cost. */
function Total({ plan, price, currency }: { plan: ActionPlan; price: PriceRange; currency: Currency }) {
  const t = useTranslations("task.price");
  const format = useFormat();
  const { charged, low, high } = planTotal(plan, price);
  const money = (amount: number) => format.money(amount, currency);
  return <span>{t("total", { spent: format.moneySum(charged, currency), low: money(low), high: money(high) })} </span>;
}
