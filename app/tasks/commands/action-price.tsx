/** About what an action that renders will cost, and the basis of the estimate. */
import { useQueries } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import type { Currency } from "../../protocol/account/currency";
import type { PriceRange } from "../../protocol/pricing";
import { useCurrency } from "../../queries/account/currency";
import { frameSampleQuery } from "../../queries/tasks/frame-sample";
import { useFormat } from "../../ui/format/format";
import { PriceLine } from "../../ui/status/price-line";
import { type ActionPlan, planPrice, planTotal } from "./action-plan";

/** Leaves whose frames are sampled for the price; the others are priced by the mean of the leaf. */
const SAMPLED_LEAVES = 8;

export function ActionPrice({ plan }: { plan: ActionPlan }) {
  const account = useCurrency();
  const leaves = plan.toRender.slice(0, SAMPLED_LEAVES).map(({ leaf }) => leaf.task.id);
  const samples = useQueries({ queries: leaves.map((id) => frameSampleQuery(id)) });
  const sampleById = new Map(leaves.map((id, index) => [id, samples[index]?.data]));
  const price = planPrice(plan, (id) => sampleById.get(id) ?? []);
  return (
    <PriceLine price={price} account={account}>
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
  return <span>{t("total", { spent: money(charged), low: money(low), high: money(high) })} </span>;
}
