import { useCallback, useLayoutEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { taskStatus } from "../protocol/task-status";
import type { TaskNode } from "../protocol/task-tree";
import { useCurrency } from "../queries/currency";
import type { ColumnLayout } from "../ui/column-layout";
import { usePassName } from "../ui/pass-name";
import { saveFile } from "../ui/save-file";
import { useTaskStatusLabel } from "../ui/status-badge";
import { tasksToCsv } from "./csv";
import { isTaskColumnId, taskColumns } from "./task-columns";

const moneyColumns = new Set(["cost", "accountCost", "couponCost", "arrears"]);

/** Downloads the given tasks with the visible columns in their order. The same function for good. */
export function useCsvExport(nodes: readonly TaskNode[], layout: ColumnLayout) {
  const t = useTranslations("task");
  const passName = usePassName();
  const label = useTaskStatusLabel();
  const { hidden, currency } = useCurrency();
  const exporting = () => {
    const columns = layout.columnOrder.flatMap((id) => {
      const column = taskColumns.find((known) => known.id === id);
      const visible = column && layout.columnVisibility[id] !== false && !(hidden && moneyColumns.has(id));
      return visible ? [column] : [];
    });
    const csv = tasksToCsv(nodes, {
      columns,
      levelTitle: t("csv.level"),
      titleOf: ({ id }) => {
        const title = isTaskColumnId(id) ? t(`column.${id}`) : id;
        return moneyColumns.has(id) ? `${title} ${currency}` : title;
      },
      wordsOf: (column, node) => {
        const { statusCode, stuck, counts } = node.rollUp;
        if (column.id === "status") return label(taskStatus(statusCode), { stuck });
        if (column.id === "progress") return `${counts.done}/${counts.total}`;
        if (column.id === "scene" && node.task.parentId !== null)
          return `${node.task.sceneName} · ${passName(node.task)}`;
        return undefined;
      },
      nowMs: Date.now(),
    });
    const name = `renderdeck-tasks-${new Date().toISOString().slice(0, 16).replaceAll(":", "")}.csv`;
    saveFile(name, csv, "text/csv;charset=utf-8");
  };
  const latest = useRef(exporting);
  useLayoutEffect(() => {
    latest.current = exporting;
  });
  return useCallback(() => latest.current(), []);
}
