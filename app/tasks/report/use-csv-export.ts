import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { taskStatus } from "../../protocol/tasks/task-status";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import { useCurrency } from "../../queries/account/currency";
import { loadedHistory } from "../../queries/tasks/task-history-query";
import { dataReadAtMsOf } from "../../queries/tasks/use-task-history";
import { serverNow, toServerMs } from "../../state/server-clock";
import { saveFile } from "../../ui/browser/save-file";
import { usePassName } from "../../ui/format/pass-name";
import { useTaskStatusLabel } from "../../ui/status/status-badge";
import { isTaskColumnId, type TaskColumn, useShownTaskColumns } from "../grid/task-columns";
import { useTaskLayout } from "../grid/use-task-layout";
import { useOpenParameter } from "../view/use-task-search";
import { csvFields, tasksToCsv } from "./csv";

/** Downloads the tasks that `getNodes` returns, with the visible columns in their order, and the layers of expanded ones. */
export function useCsvExport(getNodes: () => readonly TaskNode[]): () => void {
  const { layout } = useTaskLayout();
  const expanded = useOpenParameter();
  const { chargesHidden } = useCurrency();
  const shownColumns = useShownTaskColumns(chargesHidden);
  const save = useSaveCsv();
  return () => {
    const columns = layout.columnOrder.flatMap((id) => {
      const column = shownColumns.find((candidate) => candidate.id === id);
      return column && layout.columnVisibility[id] !== false ? [column] : [];
    });
    save(getNodes(), columns, expanded);
  };
}

/** Downloads the tasks of a report with every column that the account may see. */
export function useReportCsv(nodes: readonly TaskNode[]): () => void {
  const { chargesHidden } = useCurrency();
  const shownColumns = useShownTaskColumns(chargesHidden);
  const save = useSaveCsv();
  return () => save(nodes, shownColumns, []);
}

function useSaveCsv() {
  const t = useTranslations("task");
  const client = useQueryClient();
  const passName = usePassName();
  const label = useTaskStatusLabel();
  const { currency } = useCurrency();
  return (nodes: readonly TaskNode[], columns: readonly TaskColumn[], expanded: readonly number[]) => {
    const history = loadedHistory(client);
    const fields = csvFields(
      columns,
      {
        titleOf: ({ id }) => (isTaskColumnId(id) ? t(`column.${id}`) : id),
        done: t("csv.done"),
        total: t("csv.total"),
        etaFrom: t("csv.etaFrom"),
        etaTo: t("csv.etaTo"),
        seconds: (title) => t("csv.seconds", { title }),
        money: (title) => `${title} ${currency}`,
        statusOf: ({ rollUp }) => label(taskStatus(rollUp.statusCode), { stuck: rollUp.isStuck }),
        sceneOf: ({ task }) => (task.parentId === null ? task.sceneName : `${task.sceneName} · ${passName(task)}`),
      },
      toServerMs((history && dataReadAtMsOf(history)) ?? Date.now()),
    );
    const csv = tasksToCsv(nodes, fields, { levelTitle: t("csv.level"), expanded: new Set(expanded) });
    const name = `renderdeck-tasks-${new Date(serverNow()).toISOString().slice(0, 16).replaceAll(":", "")}.csv`;
    saveFile(name, csv, "text/csv;charset=utf-8");
  };
}
