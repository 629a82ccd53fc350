/**
 * The columns of the Tasks grid: one row defines header, cell, sort and CSV. To add a column, add a row, and its label under
 * `task.column` in app/i18n.
 */
import { type ComponentType, memo, useMemo } from "react";
import { useTranslations } from "use-intl";
import { softwareName } from "../../protocol/environments/software";
import { parseKeyValue } from "../../protocol/tasks/key-value";
import { estimateEta } from "../../protocol/tasks/task-estimate";
import { outputsEndMs } from "../../protocol/tasks/task-outputs";
import { taskStatus } from "../../protocol/tasks/task-status";
import { urgencyOf } from "../../protocol/tasks/task-status-order";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import { outputDays } from "../../queries/account/output-days";
import { useCapability } from "../../queries/http/capabilities";
import { EMPTY_CELL, useFormat } from "../../ui/format/format";
import type { CellProps, GridColumn } from "../../ui/tree-grid/grid-column";
import type { SortValue } from "../view/task-view";
import { elapsedSeconds } from "./elapsed";
import { MenuCell, SelectAll, SelectCell } from "./row-controls";
import { useCellCurrency } from "./row-store";
import { SceneCell } from "./scene-cell";
import { CardCell } from "./task-card";
import {
  ElapsedCell,
  EtaCell,
  FailedCell,
  MomentCell,
  OutputsCell,
  ProgressCell,
  QueuePriorityCell,
  StatusCell,
} from "./task-cells";

export type TaskColumnId = Exclude<keyof IntlMessages["task"]["column"], "select" | "menu" | "costUnit">;
type IntlMessages = typeof import("../../i18n/en/base.json");

export type TaskColumn = GridColumn<TaskNode> & {
  /** What sorting compares and the CSV writes: moments as epoch ms, durations as seconds, money as a number. */
  readonly plain: (node: TaskNode, nowMs: number) => SortValue;
  readonly kind: "text" | "number" | "duration" | "money" | "moment" | "control";
};

function header(id: TaskColumnId) {
  return function Header() {
    const t = useTranslations("task.column");
    return <span title={t(id)}>{t(id)}</span>;
  };
}

/** A cell of one value of the node: it renders only when that value changes. */
function valueCell(value: (node: TaskNode) => SortValue, Cell: ComponentType<CellProps<TaskNode>>) {
  return memo(Cell, (before, after) => value(before.value) === value(after.value));
}

/** A text is cut at its end, so that it may shrink more than figures, px. */
const TEXT_MIN = 70;

function text(id: TaskColumnId, width: number, value: (node: TaskNode) => string, hidden = true): TaskColumn {
  return {
    id,
    width,
    min: Math.min(width, TEXT_MIN),
    hidden,
    kind: "text",
    sortable: true,
    Header: header(id),
    plain: (node) => value(node) || null,
    Cell: valueCell(value, ({ value: node }) => {
      const cellText = value(node);
      return cellText === "" ? <span className="faint">{EMPTY_CELL}</span> : <bdi title={cellText}>{cellText}</bdi>;
    }),
  };
}

type NumberFormat = "count" | "duration";

function number(
  id: TaskColumnId,
  width: number,
  as: NumberFormat,
  value: (node: TaskNode) => number | null,
): TaskColumn {
  return {
    id,
    width,
    hidden: true,
    kind: as === "duration" ? "duration" : "number",
    align: "end",
    sortable: true,
    descendingFirst: true,
    Header: header(id),
    plain: value,
    Cell: valueCell(value, ({ value: node }) => useFormat()[as](value(node))),
  };
}

/** An amount of money, with the currency in the header. Left out where charges are hidden (`useShownTaskColumns`). */
function money(id: TaskColumnId, hidden: boolean, value: (node: TaskNode) => number | null): TaskColumn {
  return {
    id,
    width: 84,
    min: 76,
    hidden,
    kind: "money",
    align: "end",
    sortable: true,
    descendingFirst: true,
    plain: value,
    Header: () => {
      const t = useTranslations("task.column");
      const { symbol } = useCellCurrency();
      return <span title={t(id)}>{`${t(id)} ${symbol}`}</span>;
    },
    Cell: valueCell(
      (node) => `${value(node)} ${node.rollUp.unknownCharges}`,
      ({ value: node }) => {
        const format = useFormat();
        return format.amount(value(node), node.rollUp.unknownCharges);
      },
    ),
  };
}

function moment(id: TaskColumnId, hidden: boolean, value: (node: TaskNode) => number | null): TaskColumn {
  return {
    id,
    width: 88,
    hidden,
    kind: "moment",
    align: "end",
    sortable: true,
    descendingFirst: true,
    Header: header(id),
    plain: value,
    Cell: valueCell(value, ({ value: node }) => <MomentCell ms={value(node)} />),
  };
}

const fact = (node: TaskNode, ...keys: string[]) => {
  const pairs = parseKeyValue(node.task.keyValueText);
  return keys
    .map((key) => pairs.find((pair) => pair.key === key)?.value ?? "")
    .filter((value) => value !== "")
    .join(" × ");
};

/** The farm of 2018 sends 0 for tasks without one. */
const queueLevel = ({ task }: TaskNode) => task.userLevel || null;

/** Files that are gone are last in both directions. */
const keptUntil = (node: TaskNode, nowMs = 0) => {
  const endMs = outputsEndMs(node, outputDays.get()) ?? 0;
  return endMs > nowMs ? endMs : null;
};

const share = ({ rollUp: { counts } }: TaskNode) => (counts.total === 0 ? null : counts.done / counts.total);

const urgency = ({ rollUp }: TaskNode) => urgencyOf(taskStatus(rollUp.statusCode).tone, rollUp.isStuck);

export const taskColumns: readonly TaskColumn[] = [
  { id: "select", width: 32, kind: "control", fixed: "start", Header: SelectAll, Cell: SelectCell, plain: () => null },
  {
    id: "status",
    width: 168,
    min: 120,
    kind: "text",
    sortable: true,
    Header: header("status"),
    Cell: StatusCell,
    plain: urgency,
  },
  {
    id: "scene",
    width: 252,
    min: 200,
    grow: 3,
    kind: "text",
    sortable: true,
    Header: header("scene"),
    Cell: SceneCell,
    plain: ({ task }) => [task.sceneName, task.layerName ?? ""].join(" ").trim(),
  },
  {
    id: "progress",
    width: 176,
    min: 136,
    grow: 2,
    kind: "number",
    sortable: true,
    descendingFirst: true,
    Header: header("progress"),
    Cell: ProgressCell,
    plain: share,
  },
  {
    id: "failed",
    width: 62,
    min: 54,
    kind: "number",
    align: "end",
    sortable: true,
    descendingFirst: true,
    Header: header("failed"),
    Cell: FailedCell,
    plain: (node) => node.rollUp.counts.failed,
  },
  {
    id: "eta",
    width: 122,
    kind: "moment",
    align: "end",
    sortable: true,
    Header: header("eta"),
    Cell: EtaCell,
    plain: (node, nowMs) => estimateEta(node, nowMs)?.latestMs ?? null,
  },
  money("cost", false, (node) => node.rollUp.charge),
  text("project", 96, (node) => node.task.projectName, false),
  text("software", 92, (node) => softwareName(node.task.cgId), false),
  text("user", 108, (node) => node.task.userName, false),
  {
    ...number("queuePriority", 76, "count", queueLevel),
    min: 56,
    hidden: false,
    Cell: valueCell(queueLevel, QueuePriorityCell),
  },
  number("priority", 66, "count", (node) => node.task.level),
  moment("submitted", false, (node) => node.task.submittedMs),
  moment("started", true, (node) => node.rollUp.startedMs),
  moment("completed", true, (node) => node.rollUp.completedMs),
  { ...moment("outputs", true, keptUntil), descendingFirst: false, Cell: OutputsCell, plain: keptUntil },
  { ...number("elapsed", 88, "duration", (node) => elapsedSeconds(node, 0)), Cell: ElapsedCell, plain: elapsedSeconds },
  number("machineTime", 96, "duration", (node) => node.rollUp.machineSeconds),
  money("accountCost", true, (node) => node.rollUp.accountCost),
  money("couponCost", true, (node) => node.rollUp.couponCost),
  money("arrears", true, (node) => node.rollUp.arrears),
  text("id", 76, (node) => String(node.task.id)),
  text("alias", 84, (node) => node.task.alias),
  text("producer", 96, (node) => node.task.producer ?? ""),
  text("camera", 110, (node) => node.task.camera),
  text("framesRange", 110, (node) => node.task.framesRange),
  number("machineLimit", 88, "count", (node) => node.task.machineLimit),
  number("timeLimit", 88, "duration", (node) => node.task.frameLimitSeconds),
  text("renderer", 88, (node) => fact(node, "name")),
  text("resolution", 104, (node) => fact(node, "width", "height")),
  text("fileType", 80, (node) => fact(node, "output_file_type")),
  { id: "menu", width: 36, kind: "control", fixed: "end", Header: () => null, Cell: MenuCell, plain: () => null },
];

/** The columns that the account may see and the farm has: only the current dialect has a queue priority that can be set. */
export function useShownTaskColumns(chargesHidden: boolean): readonly TaskColumn[] {
  const { has } = useCapability("priority");
  return useMemo(
    () => taskColumns.filter(({ id, kind }) => (has || id !== "queuePriority") && !(chargesHidden && kind === "money")),
    [has, chargesHidden],
  );
}

/** Columns that stay in view when the grid is scrolled sideways. */
export const pinnedTaskColumns = ["status", "scene"];

const ids = new Set<string>(taskColumns.filter((column) => column.kind !== "control").map((column) => column.id));

/** Whether a column has a label under `task.column`. */
export const isTaskColumnId = (id: string): id is TaskColumnId => ids.has(id);

/** The columns of a phone: one card per task. */
export const phoneColumns: readonly TaskColumn[] = taskColumns.flatMap((column): TaskColumn[] => {
  if (column.kind === "control") return [{ ...column, width: 44 }];
  return column.id === "scene" ? [{ ...column, width: 200, Cell: CardCell }] : [];
});
