/** Tasks as CSV for spreadsheets. */
import { estimateEta } from "../../protocol/tasks/task-estimate";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import type { TaskColumn } from "../grid/task-columns";
import type { SortValue } from "../view/task-view";

/** A spreadsheet runs a cell that starts like this as a formula; a quote in front makes it text (OWASP CSV injection). */
const FORMULA = /^[=+\-@\t\r]/;

/** One cell: quoted where needed. Text that looks like a formula is escaped; numbers are not. */
export function csvCell(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One column of the file. */
export type CsvField = { readonly title: string; readonly value: (node: TaskNode) => string | number | null };

export type CsvLabels = {
  readonly titleOf: (column: TaskColumn) => string;
  readonly done: string;
  readonly total: string;
  readonly etaFrom: string;
  readonly etaTo: string;
  /** A title with its unit. */
  readonly seconds: (title: string) => string;
  readonly money: (title: string) => string;
  readonly statusOf: (node: TaskNode) => string;
  readonly sceneOf: (node: TaskNode) => string;
};

const iso = (ms: SortValue | undefined) => (typeof ms === "number" ? new Date(ms).toISOString() : null);

/**
 * The fields of the grid's columns: counts as two numbers (a spreadsheet reads "12/24" as a date), durations in seconds,
 * moments as ISO 8601 UTC, an estimate as the two ends of its range. `dataReadAtMs`: when the data was read.
 */
export function csvFields(
  columns: readonly TaskColumn[],
  labels: CsvLabels,
  dataReadAtMs: number,
): readonly CsvField[] {
  return columns.flatMap((column): CsvField[] => {
    const title = labels.titleOf(column);
    const plain = (node: TaskNode) => column.plain(node, dataReadAtMs);
    if (column.id === "status") return [{ title, value: labels.statusOf }];
    if (column.id === "scene") return [{ title, value: labels.sceneOf }];
    if (column.id === "progress")
      return [
        { title: labels.done, value: ({ rollUp }) => rollUp.counts.done },
        { title: labels.total, value: ({ rollUp }) => rollUp.counts.total },
      ];
    if (column.id === "eta")
      return [
        { title: labels.etaFrom, value: (node) => iso(estimateEta(node, dataReadAtMs)?.earliestMs) },
        { title: labels.etaTo, value: (node) => iso(estimateEta(node, dataReadAtMs)?.latestMs) },
      ];
    if (column.kind === "control") return [];
    if (column.kind === "moment") return [{ title, value: (node) => iso(plain(node)) }];
    if (column.kind === "duration") return [{ title: labels.seconds(title), value: plain }];
    return [{ title: column.kind === "money" ? labels.money(title) : title, value: plain }];
  });
}

/**
 * CSV with a byte order mark (Excel reads Chinese only with it) and CRLF. Only expanded tasks are followed by their layers: the
 * cost of a task is the sum of its layers, and a spreadsheet that sums the column would count it twice.
 */
export function tasksToCsv(
  nodes: readonly TaskNode[],
  fields: readonly CsvField[],
  { levelTitle, expanded }: { levelTitle: string; expanded: ReadonlySet<number> },
): string {
  const lines = [[levelTitle, ...fields.map(({ title }) => title)].map(csvCell).join(",")];
  const write = (node: TaskNode, level: number) => {
    lines.push([level, ...fields.map(({ value }) => value(node))].map(csvCell).join(","));
    if (expanded.has(node.task.id)) for (const child of node.children) write(child, level + 1);
  };
  for (const node of nodes) write(node, 1);
  return `\uFEFF${lines.join("\r\n")}\r\n`;
}
