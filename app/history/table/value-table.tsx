/** All figures of each value of the dimension, in the order that the URL names. */
import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import { useCurrency } from "../../queries/account/currency";
import { ScrollRegion } from "../../ui/controls/scroll-region";
import { useFormat } from "../../ui/format/format";
import classes from "../../ui/plain-table.module.css";
import { useFigureText } from "../figures/figure-text";
import type { HistoryView } from "../history-view";
import { useValueNames } from "../value-name";
import { type ColumnName, columnNames, nextSort, orderOf, orderRows, type ValueRow } from "./value-order";

/** Rows on screen; the CSV has all of them. */
const MAX_ROWS = 300;

export function ValueTable({ view, rows }: { view: HistoryView; rows: readonly ValueRow[] }) {
  const { search, change, figure, chargesHidden } = view;
  const t = useTranslations("history");
  const { symbol } = useCurrency();
  const columns = columnNames.filter(
    (column) => !(column === "spend" && chargesHidden) && !(column === "queue" && search.by === "node"),
  );
  const order = orderOf(search.sort, figure, columns);
  const ordered = orderRows(rows, order);
  const title = t("table.values", { figure: t(`figure.${figure}`), by: t(`grouped.${search.by}`) });
  const name = (column: ColumnName) =>
    column === "value" ? t(`by.${search.by}`) : t(`column.${column}`, { currency: symbol });
  return (
    <ScrollRegion label={title}>
      <table className={classes["table"]}>
        <caption className="visually-hidden">{title}</caption>
        <thead>
          <tr>
            {columns.map((column) => {
              const isSorted = order.column === column;
              return (
                <th
                  key={column}
                  scope="col"
                  data-number={column !== "value" || undefined}
                  aria-sort={isSorted ? (order.isDescending ? "descending" : "ascending") : undefined}
                  title={column === "restarted" || column === "queue" ? t(`help.${column}`) : undefined}
                >
                  <button type="button" onClick={() => change({ sort: nextSort(column, order) })}>
                    {name(column)}
                    <span aria-hidden="true">{isSorted ? (order.isDescending ? " ↓" : " ↑") : ""}</span>
                  </button>
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {ordered.slice(0, MAX_ROWS).map((row) => (
            <Row key={row.value} view={view} row={row} columns={columns} />
          ))}
        </tbody>
      </table>
      {ordered.length > MAX_ROWS && <p className="faint">{t("table.more", { count: ordered.length - MAX_ROWS })}</p>}
    </ScrollRegion>
  );
}

function Row({ view, row, columns }: { view: HistoryView; row: ValueRow; columns: readonly ColumnName[] }) {
  const text = useFigureText();
  const format = useFormat();
  const { sum } = row;
  const cell = (column: Exclude<ColumnName, "value">) => {
    if (column === "spend") return text.ofCell("spend", sum.spend?.amount ?? null, sum.spend?.unknown);
    if (column === "machine") return text.ofCell("machine", sum.machineSeconds / 3600);
    return column === "queue" ? text.ofCell("queue", sum.queueMean) : format.count(sum[column]);
  };
  return (
    <tr>
      {columns.map((column) =>
        column === "value" ? (
          <th key={column} scope="row">
            <ValueName view={view} value={row.value} />
          </th>
        ) : (
          <td key={column} data-number>
            {cell(column)}
          </td>
        ),
      )}
    </tr>
  );
}

/** A project, user or software links to its tasks in the Tasks page; it has no filter for the others. */
function ValueName({ view: { search, range }, value }: { view: HistoryView; value: string }) {
  const t = useTranslations("history.table");
  const { ofValue } = useValueNames(search.by);
  const { by } = search;
  const name = ofValue(value);
  if (value === "" || (by !== "project" && by !== "user" && by !== "software")) return <bdi>{name}</bdi>;
  return (
    <Link to="/tasks" search={{ [by]: [value], from: range.firstDay, to: range.lastDay }} title={t("tasks", { name })}>
      <bdi>{name}</bdi>
    </Link>
  );
}
