/** The current view as CSV for spreadsheets: visible columns, every row of the filter. Pure. */
import type { TaskNode } from "../protocol/task-tree";
import type { TaskColumn } from "./task-columns";

/** A spreadsheet runs a cell that starts like this as a formula; a quote in front makes it text (OWASP CSV injection). */
const FORMULA = /^[=+\-@\t\r]/;

/** One cell: quoted where it must be; text that looks like a formula is defused, numbers are left alone. */
export function csvCell(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export type CsvOptions = {
  readonly columns: readonly TaskColumn[];
  readonly titleOf: (column: TaskColumn) => string;
  /** Words of columns whose sort value is not what a reader wants to see. */
  readonly wordsOf: (column: TaskColumn, node: TaskNode) => string | number | null | undefined;
  readonly levelTitle: string;
  readonly nowMs: number;
};

/** CSV with a byte order mark (Excel reads Chinese only with it), CRLF, moments as ISO 8601 UTC. */
export function tasksToCsv(nodes: readonly TaskNode[], options: CsvOptions): string {
  const columns = options.columns.filter((column) => column.kind !== "control");
  const lines = [[options.levelTitle, ...columns.map(options.titleOf)].map(csvCell).join(",")];
  const write = (node: TaskNode, level: number) => {
    const cells = columns.map((column) => {
      const words = options.wordsOf(column, node);
      if (words !== undefined) return words;
      const plain = column.plain(node, options.nowMs);
      return column.kind === "moment" && typeof plain === "number" ? new Date(plain).toISOString() : plain;
    });
    lines.push([level, ...cells].map(csvCell).join(","));
  };
  const writeTree = (node: TaskNode, level: number) => {
    write(node, level);
    for (const child of node.children) writeTree(child, level + 1);
  };
  for (const node of nodes) writeTree(node, 1);
  return `\uFEFF${lines.join("\r\n")}\r\n`;
}
