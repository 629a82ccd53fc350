/** What an action that renders will about cost, with what the estimate rests on. */
import { useQueries } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { useCurrency } from "../queries/currency";
import { frameSampleQuery } from "../queries/tasks";
import { useFormat } from "../ui/format";
import { type ActionPlan, planPrice, planTotal } from "./action-plan";

/** Leaves whose frames are sampled for the price; beyond these the mean of the leaf serves. */
const SAMPLED_LEAVES = 8;
const DONE = 4;

/** The composite of the test frames: it costs next to nothing and says nothing of what a frame costs. */
const PRIORITY_COMPOSITE = 6;

export function ActionPrice({ plan }: { plan: ActionPlan }) {
  const t = useTranslations("task.price");
  const format = useFormat();
  const { currency, hidden, balance } = useCurrency();
  const leaves = plan.toRender.slice(0, SAMPLED_LEAVES).map(({ leaf }) => leaf.task.id);
  const samples = useQueries({ queries: leaves.map((id) => frameSampleQuery(id)) });
  if (hidden) return <p className="faint">{t("hidden")}</p>;
  const costs = new Map(
    leaves.map((id, index) => [
      id,
      (samples[index]?.data ?? [])
        .filter((frame) => frame.statusCode === DONE && frame.typeCode !== PRIORITY_COMPOSITE)
        .map((frame) => (frame.accountCost ?? 0) + (frame.couponCost ?? 0)),
    ]),
  );
  const price = planPrice(plan, (id) => costs.get(id) ?? []);
  if (price === null) return <p>{t("unknown")}</p>;
  const money = (amount: number) => format.money(amount, currency);
  const total = planTotal(plan, price);
  return (
    <p>
      <strong>
        {price.low === price.high
          ? t("about", { amount: money(price.mid) })
          : t("range", { low: money(price.low), high: money(price.high) })}
      </strong>{" "}
      {plan.action === "approve" && (
        <>
          <span>{t("total", { spent: money(total.spent), low: money(total.low), high: money(total.high) })}</span>{" "}
        </>
      )}
      <span className="faint">
        {price.basis > 0
          ? t("basis", { frames: price.frames, count: price.basis, median: money(price.mid / price.frames) })
          : t("basisMean", { frames: price.frames })}
        {price.unpriced > 0 && ` ${t("unpriced", { count: price.unpriced })}`}
        {balance !== null && ` ${t("balance", { before: money(balance), after: money(balance - price.mid) })}`}
      </span>
    </p>
  );
}
