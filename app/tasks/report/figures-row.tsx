/** Expected end, cost so far, spent in the period, and what it will have cost; each with its basis. */
import { useTranslations } from "use-intl";
import { useCurrency } from "../../queries/account/currency";
import { atLeast, EMPTY_CELL, HIDDEN_AMOUNT, useFormat } from "../../ui/format/format";
import { usePreferences } from "../../ui/storage/preferences";
import classes from "./report.module.css";
import { spanOf } from "./report-period";
import type { ReportSearch } from "./report-search";
import type { Report } from "./use-report";
import { useSpent } from "./use-spent";

type Props = { search: ReportSearch; report: Report };
type Fact = { readonly value: string; readonly name: string; readonly basis: string | null };

export function FiguresRow({ search, report }: Props) {
  const facts = [useExpectedEnd(report), useCost(report), useSpentFact({ search, report }), useProjected(report)];
  return (
    <dl className={classes["figures"]}>
      {facts.map(({ value, name, basis }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className={classes["value"]}>{value}</dd>
          <dd className={classes["small"]}>{basis}</dd>
        </div>
      ))}
    </dl>
  );
}

function useExpectedEnd({ summary, dataReadAtMs }: Report): Fact {
  const t = useTranslations("task.report");
  const format = useFormat();
  const { eta, ended, withoutEta, done, total } = summary;
  const name = t("eta");
  if (ended)
    return {
      name,
      value: done === total && total > 0 ? t("allDone") : t("endedAll"),
      basis: done === total ? null : t("ended", { missing: total - done }),
    };
  const missing = withoutEta > 0 ? t("withoutEta", { count: withoutEta }) : null;
  if (!eta) return { name, value: EMPTY_CELL, basis: missing };
  const from = format.clock(eta.earliestMs, dataReadAtMs);
  const isSameDay = format.dayKey(eta.earliestMs) === format.dayKey(eta.latestMs);
  const to = format.clock(eta.latestMs, isSameDay ? eta.latestMs : dataReadAtMs);
  return {
    name,
    value: from === to ? from : `${from}–${to}`,
    basis: [t("etaBasis"), missing].filter((part) => part !== null).join(" · "),
  };
}

function useCost({ summary: { cost } }: Report): Fact {
  const t = useTranslations("task.report");
  const format = useFormat();
  const { currency, chargesHidden } = useCurrency();
  return {
    name: t("cost"),
    value: chargesHidden ? HIDDEN_AMOUNT : format.moneySum(cost, currency),
    basis: cost.unknown > 0 && !chargesHidden ? t("unknownCharges", { count: cost.unknown }) : t("costBasis"),
  };
}

function useSpentFact({ search, report: { span, today } }: Props): Fact {
  const t = useTranslations("task.report");
  const format = useFormat();
  const { timeZone } = usePreferences();
  const { currency, chargesHidden } = useCurrency();
  // Everything has no start: its figure is what was spent today.
  const period = span === null ? "today" : search.period;
  const spent = useSpent(search, span ?? spanOf("today", today, timeZone) ?? { fromMs: 0, toMs: null });
  const name = t("spent", { period: t(`periods.${period}`) });
  if (chargesHidden) return { name, value: HIDDEN_AMOUNT, basis: null };
  if (spent === null) return { name, value: EMPTY_CELL, basis: t("notRecorded") };
  return {
    name,
    value: atLeast(format.money(spent.amount, currency), spent.unpriced),
    basis:
      spent.countedFromMs === null
        ? t("spentBasis")
        : t("countedFrom", { time: format.clock(spent.countedFromMs, spent.countedFromMs) }),
  };
}

function useProjected({ summary: { cost, projected, ended } }: Report): Fact {
  const t = useTranslations("task.report");
  const format = useFormat();
  const { currency, chargesHidden } = useCurrency();
  const { unpriced, ...range } = projected;
  return {
    name: t("projected"),
    value: chargesHidden ? HIDDEN_AMOUNT : atLeast(format.moneyRange(range, currency), cost.unknown),
    basis: unpriced > 0 ? t("unpriced", { count: unpriced }) : ended ? t("endedBasis") : t("projectedBasis"),
  };
}
