/** Tasks as CSV for spreadsheets. */

import { csvLine, csvText } from "../../protocol/csv-text";
import { estimateEta } from "../../protocol/tasks/task-estimate";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import { isMoment } from "../../protocol/wire/moment";
import { atLeast } from "../../ui/format/format";
import type { TaskColumn } from "../grid/task-columns";
import type { SortValue } from "../view/task-view";

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

/** A number; "≥ 4.8" where a part of the sum is unknown, so that a spreadsheet adds up no incomplete amounts. */
const sumText = (value: SortValue, { rollUp }: TaskNode) =>
  value === null || rollUp.unknownCharges === 0 ? value : atLeast(String(value), rollUp.unknownCharges);

const iso = (ms: SortValue | undefined) => (typeof ms === "number" && isMoment(ms) ? new Date(ms).toISOString() : null);

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
    if (column.kind === "money") return [{ title: labels.money(title), value: (node) => sumText(plain(node), node) }];
    return [{ title, value: plain }];
  });
}

/**
 * A line for each task. Only expanded tasks are followed by their layers: the
 * cost of a task is the sum of its layers, and a spreadsheet that sums the column would count it twice.
 */
export function tasksToCsv(
  nodes: readonly TaskNode[],
  fields: readonly CsvField[],
  { levelTitle, expanded }: { levelTitle: string; expanded: ReadonlySet<number> },
): string {
  const lines = [csvLine([levelTitle, ...fields.map(({ title }) => title)])];
  const write = (node: TaskNode, level: number) => {
    lines.push(csvLine([level, ...fields.map(({ value }) => value(node))]));
    if (expanded.has(node.task.id)) for (const child of node.children) write(child, level + 1);
  };
  for (const node of nodes) write(node, 1);
  return csvText(lines);
}
