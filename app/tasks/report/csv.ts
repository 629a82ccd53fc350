/** The current view as CSV for spreadsheets: visible columns, every task of the filter. Pure. */
import { estimateEta } from "../../protocol/tasks/task-estimate";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import type { TaskColumn } from "../grid/task-columns";
import type { SortValue } from "../view/task-view";

/** A spreadsheet runs a cell that starts like this as a formula; a quote in front makes it text (OWASP CSV injection). */
const FORMULA = /^[=+\-@\t\r]/;

/** One cell: quoted where it must be; text that looks like a formula is defused, numbers are left alone. */
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
  /** A title with its unit behind it. */
  readonly seconds: (title: string) => string;
  readonly money: (title: string) => string;
  readonly statusOf: (node: TaskNode) => string;
  readonly sceneOf: (node: TaskNode) => string;
};

const iso = (ms: SortValue | undefined) => (typeof ms === "number" ? new Date(ms).toISOString() : null);

/**
 * What the columns of the grid are in the file: numbers to reckon with (a spreadsheet takes "12/24" for a day), durations in
 * seconds, moments as ISO 8601 UTC, an estimate as the two ends of its range. `nowMs`: the moment that the data was true.
 */
export function csvFields(columns: readonly TaskColumn[], words: CsvLabels, nowMs: number): readonly CsvField[] {
  return columns.flatMap((column): CsvField[] => {
    const title = words.titleOf(column);
    const plain = (node: TaskNode) => column.plain(node, nowMs);
    if (column.id === "status") return [{ title, value: words.statusOf }];
    if (column.id === "scene") return [{ title, value: words.sceneOf }];
    if (column.id === "progress")
      return [
        { title: words.done, value: ({ rollUp }) => rollUp.counts.done },
        { title: words.total, value: ({ rollUp }) => rollUp.counts.total },
      ];
    if (column.id === "eta")
      return [
        { title: words.etaFrom, value: (node) => iso(estimateEta(node, nowMs)?.earliestMs) },
        { title: words.etaTo, value: (node) => iso(estimateEta(node, nowMs)?.latestMs) },
      ];
    if (column.kind === "control") return [];
    if (column.kind === "moment") return [{ title, value: (node) => iso(plain(node)) }];
    if (column.kind === "duration") return [{ title: words.seconds(title), value: plain }];
    return [{ title: column.kind === "money" ? words.money(title) : title, value: plain }];
  });
}

/**
 * CSV with a byte order mark (Excel reads Chinese only with it) and CRLF. Layers follow open tasks alone: what a task costs
 * is what its layers cost, and a sum over both would be double.
 */
export function tasksToCsv(
  nodes: readonly TaskNode[],
  fields: readonly CsvField[],
  { levelTitle, open }: { levelTitle: string; open: ReadonlySet<number> },
): string {
  const lines = [[levelTitle, ...fields.map(({ title }) => title)].map(csvCell).join(",")];
  const write = (node: TaskNode, level: number) => {
    lines.push([level, ...fields.map(({ value }) => value(node))].map(csvCell).join(","));
    if (open.has(node.task.id)) for (const child of node.children) write(child, level + 1);
  };
  for (const node of nodes) write(node, 1);
  return `\uFEFF${lines.join("\r\n")}\r\n`;
}
