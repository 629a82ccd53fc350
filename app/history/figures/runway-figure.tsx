/** How long the balance lasts, with what it is computed from. Its room is kept while that is loaded. */
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { type Runway, runwayOf, runwaySpan } from "../../mirror/runway";
import { useCurrency } from "../../queries/account/currency";
import { usageQuery } from "../../queries/history/recorded-history";
import { EMPTY_CELL, useFormat } from "../../ui/format/format";
import { usePreferences } from "../../ui/storage/preferences";
import type { HistoryView } from "../history-view";
import classes from "./figures-row.module.css";

/** Nobody plans by today's rate for longer. */
const YEAR_DAYS = 365;

export function RunwayFigure({ view: { hourMs } }: { view: HistoryView }) {
  const t = useTranslations("history");
  const format = useFormat();
  const { polling } = usePreferences();
  const { balance, currency } = useCurrency();
  const { data, error } = useQuery({
    ...usageQuery({ ...runwaySpan(hourMs), period: "hour", by: "total", zone: "UTC" }, polling),
    enabled: balance !== null,
  });
  const label = useRunwayLabel();
  if (balance === null) return null;
  const runway = data && runwayOf(data.rows, { balance, nowMs: hourMs, recordingSinceMs: data.recordingSinceMs });
  const money = format.money(balance, currency);
  const basis = () => {
    if (!runway) return null;
    if (runway.kind === "tooShort") return t("runway.tooShortBasis");
    if (runway.kind === "usedUp") return t("runway.usedUpBasis", { balance: money });
    if (runway.kind === "noSpend") return t("runway.noSpendBasis", { hours: runway.hours });
    const rate = format.moneyRange({ low: runway.lowPerDay, high: runway.highPerDay }, currency);
    const text = t("runway.basis", { balance: money, rate, hours: runway.hours });
    return runway.isIncomplete ? `${text} ${t("runway.incomplete")}` : text;
  };
  return (
    <div className={classes["figure"]}>
      <dt>{t("figures.runway")}</dt>
      <dd className={classes["value"]}>{runway ? label(runway) : error ? EMPTY_CELL : "…"}</dd>
      <dd className={`faint ${classes["basis"]}`}>{basis()}</dd>
    </div>
  );
}

/** Whole days, rounded down: a balance that lasts 2.9 days does not last three. */
function useRunwayLabel(): (runway: Runway) => string {
  const t = useTranslations("history.runway");
  return (runway) => {
    if (runway.kind !== "lasts") return t(runway.kind);
    const from = Math.floor(runway.shortestDays);
    if (from >= YEAR_DAYS) return t("moreThanYear");
    if (runway.longestDays === null || runway.longestDays >= YEAR_DAYS) return t("atLeast", { days: from });
    const to = Math.floor(runway.longestDays);
    if (to === 0) return t("lessThanDay");
    return from === to ? t("days", { days: to }) : t("range", { from, to });
  };
}
