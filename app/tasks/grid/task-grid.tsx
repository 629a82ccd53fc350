/** The rows: columns and sort, keys, and what a click on a row does. What happens to the page goes through the store's actions. */
import { type KeyboardEvent, type MouseEvent, memo, type RefObject } from "react";
import { useTranslations } from "use-intl";
import type { TaskAction } from "../../protocol/tasks/task-status";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import { useCurrency } from "../../queries/account/currency";
import { usePassName } from "../../ui/format/pass-name";
import { usePreferences } from "../../ui/storage/preferences";
import { type ColumnLayout, defaultLayout } from "../../ui/tree-grid/column-layout";
import { useColumnTable } from "../../ui/tree-grid/column-table";
import type { GridMove, TreeRow } from "../../ui/tree-grid/model";
import { TreeGrid } from "../../ui/tree-grid/tree-grid";
import { readSort } from "../view/use-task-view";
import { CellCurrency, GridRowContext, type GridRowStore } from "./row-store";
import { phoneColumns, taskColumns } from "./task-columns";

const phoneLayout = defaultLayout(phoneColumns, []);

const actionKeys: Readonly<Record<string, TaskAction>> = {
  r: "rerender",
  s: "start",
  x: "stop",
  a: "abandon",
  Delete: "delete",
};

type Props = {
  readonly store: GridRowStore;
  readonly rows: readonly TreeRow<TaskNode>[];
  readonly selected: ReadonlySet<number>;
  readonly layout: ColumnLayout;
  readonly sort: string;
  readonly narrow: boolean;
  readonly rowHeight: number;
  readonly focusRef: RefObject<(() => void) | null>;
};

/** Memoised: typing in the search field or a refresh without news draws no row. */
export const TaskGrid = memo(function TaskGrid({
  store,
  rows,
  selected,
  layout,
  sort,
  narrow,
  rowHeight,
  focusRef,
}: Props) {
  const t = useTranslations("task");
  const passName = usePassName();
  const { shortcuts } = usePreferences();
  const currency = useCurrency();
  const columns = narrow ? phoneColumns : taskColumns;
  const table = useColumnTable({
    columns,
    layout: narrow ? phoneLayout : layout,
    onLayout: narrow ? null : (next) => store.actions.layOut(next),
    sort: readSort(sort),
    onSort: ({ column, descending }) => store.actions.sort(descending ? `-${column}` : column),
  });

  const onMove = (move: GridMove) => {
    const { actions } = store;
    switch (move.kind) {
      case "focus":
      case "menu":
        return;
      case "expand":
      case "collapse":
        return actions.toggleExpanded(move.row);
      case "toggleSelection":
        return actions.toggle(move.row, false);
      case "selectAll":
        return actions.selectAll();
      case "open":
        return actions.open(move.row);
      case "clear":
        return actions.clear();
    }
  };
  const onRowClick = ({ id }: TreeRow<TaskNode>, event: MouseEvent) => {
    if (event.shiftKey) store.actions.toggle(id, true);
    else if (event.ctrlKey || event.metaKey) store.actions.toggle(id, false);
    else store.actions.open(id);
  };
  const onOtherKey = (event: KeyboardEvent, row: TreeRow<TaskNode> | undefined) => {
    const action = actionKeys[event.key];
    if (!shortcuts || action === undefined || row === undefined || event.ctrlKey || event.metaKey || event.altKey)
      return;
    event.preventDefault();
    store.actions.ask(action, selected.size > 0 ? [...selected] : [row.id]);
  };

  return (
    <GridRowContext value={store}>
      <CellCurrency value={currency}>
        <TreeGrid
          key={rowHeight}
          label={t("grid")}
          rows={rows}
          columns={columns}
          table={table}
          rowHeight={rowHeight}
          selected={selected}
          rowLabel={(node) => (node.task.parentId === null ? node.task.sceneName : passName(node.task))}
          onMove={onMove}
          onExtend={(from, to) => store.actions.extend(from, to)}
          onRowClick={onRowClick}
          onRowMenu={(row, at) => store.actions.openMenu(row.id, at)}
          onOtherKey={onOtherKey}
          focusRef={focusRef}
        />
      </CellCurrency>
    </GridRowContext>
  );
});
