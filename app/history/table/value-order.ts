/** The order of the table of values. */
import type { UsageSum } from "../../mirror/usage-sum";
import { figureOfSum } from "../figures/usage-sum";
import type { FigureName } from "../history-search";

export const columnNames = ["value", "spend", "done", "failed", "restarted", "machine", "queue"] as const;
export type ColumnName = (typeof columnNames)[number];

export type ValueRow = { readonly value: string; readonly sum: UsageSum };
export type Order = { readonly column: ColumnName; readonly isDescending: boolean };

/** The order that the URL names; by the figure, largest first, if it names none or a column that is not shown. */
export function orderOf(sort: string, figure: FigureName, columns: readonly ColumnName[]): Order {
  const column = columns.find((name) => name === sort.replace(/^-/, ""));
  return column ? { column, isDescending: sort.startsWith("-") } : { column: figure, isDescending: true };
}

/** What a press on a column's header puts on the URL: numbers begin with the largest, names with the first. */
export function nextSort(column: ColumnName, current: Order): string {
  const isDescending = current.column === column ? !current.isDescending : column !== "value";
  return isDescending ? `-${column}` : column;
}

const amountOf = ({ sum }: ValueRow, column: Exclude<ColumnName, "value">): number | null =>
  column === "restarted" ? sum.restarted : figureOfSum(sum, column);

/** Unknown amounts are last in either direction; equal rows are ordered by name. */
export function orderRows(rows: readonly ValueRow[], { column, isDescending }: Order): readonly ValueRow[] {
  const direction = isDescending ? -1 : 1;
  const byName = (a: ValueRow, b: ValueRow) => a.value.localeCompare(b.value);
  if (column === "value") return rows.toSorted((a, b) => direction * byName(a, b));
  return rows.toSorted((a, b) => {
    const [x, y] = [amountOf(a, column), amountOf(b, column)];
    if (x === y) return byName(a, b);
    if (x === null || y === null) return x === null ? 1 : -1;
    return direction * (x - y);
  });
}
