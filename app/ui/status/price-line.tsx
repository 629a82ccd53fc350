/** About what rendering frames will cost, the basis of the estimate, and the balance afterwards. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Currency } from "../../protocol/account/currency";
import type { PriceRange } from "../../protocol/pricing";
import { useFormat } from "../format/format";

export function PriceLine({
  price,
  isPending = false,
  account: { currency, chargesHidden, balance },
  children,
}: {
  /** null: no frame has a price. */
  price: PriceRange | null;
  /** The frames that the price is computed from are being read. */
  isPending?: boolean;
  /** `balance` null: not loaded or hidden. */
  account: { readonly currency: Currency; readonly chargesHidden: boolean; readonly balance: number | null };
  /** Further text between the amount and its basis. */
  children?: ReactNode;
}) {
  const t = useTranslations("task.price");
  const format = useFormat();
  if (chargesHidden) return <p className="faint">{t("hidden")}</p>;
  if (isPending) return <p className="faint">{t("reading")}</p>;
  if (price === null) return <p>{t("unknown")}</p>;
  const money = (amount: number) => format.money(amount, currency);
  return (
    <p>
      <strong>
        {price.low === price.high
          ? t("about", { amount: money(price.mid) })
          : t("range", { low: money(price.low), high: money(price.high) })}
      </strong>{" "}
      {children}
      <span className="faint">
        {price.basis > 0
          ? t("basis", { frames: price.frames, count: price.basis, median: money(price.mid / price.frames) })
          : t("basisMean", { frames: price.frames })}
        {price.unpriced > 0 && ` ${t("unpriced", { count: price.unpriced })}`}
        {balance !== null &&
          ` ${t("balance", { before: money(balance), after: money(balance - price.mid), unpriced: price.unpriced })}`}
      </span>
    </p>
  );
}
