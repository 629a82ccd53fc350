/** The values of the chart: a row for each period, a column for each series; in total, a column for each figure. */
import { useTranslations } from "use-intl";
import type { UsageRow } from "../../mirror/recorded-history";
import { useCurrency } from "../../queries/account/currency";
import { ScrollRegion } from "../../ui/controls/scroll-region";
import { EMPTY_CELL } from "../../ui/format/format";
import classes from "../../ui/plain-table.module.css";
import type { Series } from "../chart/series";
import { useFigureText } from "../figures/figure-text";
import { figureOfRow } from "../figures/usage-sum";
import type { HistoryView } from "../history-view";
import { usePeriodLabel } from "../range/period-label";
import { useValueNames } from "../value-name";

/** Cells of a period, in the order of the columns. */
type Column = { readonly key: string; readonly title: string; readonly cell: (index: number) => string };

export function PeriodTable({
  view,
  periods,
  series,
  totals,
}: {
  view: HistoryView;
  periods: readonly number[];
  series: readonly Series[];
  totals: readonly UsageRow[];
}) {
  const t = useTranslations("history");
  const periodLabel = usePeriodLabel(view.period);
  const totalColumns = useTotalColumns(view, periods, totals);
  const seriesColumns = useSeriesColumns(view, series);
  const columns = view.search.by === "total" ? totalColumns : seriesColumns;
  const title = t("table.periods", { figure: t(`figure.${view.figure}`), per: t(`per.${view.period}`) });
  const newestFirst = periods.map((startMs, index) => ({ startMs, index })).toReversed();
  return (
    <ScrollRegion label={title}>
      <table className={classes["table"]}>
        <caption>{title}</caption>
        <thead>
          <tr>
            <th scope="col">{t(`period.${view.period}`)}</th>
            {columns.map(({ key, title: name }) => (
              <th key={key} scope="col" data-number>
                <bdi>{name}</bdi>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {newestFirst.map(({ startMs, index }) => (
            <tr key={startMs}>
              <th scope="row">{periodLabel(startMs)}</th>
              {columns.map(({ key, cell }) => (
                <td key={key} data-number>
                  {cell(index)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

function useSeriesColumns({ search, figure }: HistoryView, series: readonly Series[]): readonly Column[] {
  const t = useTranslations("history.column");
  const text = useFigureText();
  const names = useValueNames(search.by);
  const sumAt = (index: number) => {
    const amounts = series.map(({ amounts: all }) => all[index] ?? null).filter((amount) => amount !== null);
    return amounts.length === 0 ? null : amounts.reduce((sum, amount) => sum + amount, 0);
  };
  return [
    ...series.map((one) => ({
      key: one.value === null ? "rest" : `value ${one.value}`,
      title: names.ofSeries(one),
      cell: (index: number) => text.ofCell(figure, one.amounts[index] ?? null),
    })),
    { key: "sum", title: t("sum"), cell: (index) => text.ofCell(figure, sumAt(index)) },
  ];
}

function useTotalColumns(
  { figures }: HistoryView,
  periods: readonly number[],
  totals: readonly UsageRow[],
): readonly Column[] {
  const t = useTranslations("history.column");
  const text = useFigureText();
  const { symbol } = useCurrency();
  const byStart = new Map(totals.map((row) => [row.startMs, row]));
  return figures.map((figure) => ({
    key: figure,
    title: t(figure, { currency: symbol }),
    cell: (index) => {
      const row = byStart.get(periods[index] ?? 0);
      if (!row) return EMPTY_CELL;
      return text.ofCell(figure, figureOfRow(row, figure), figure === "spend" ? row.unpriced : 0);
    },
  }));
}
