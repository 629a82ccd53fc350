/** The rows: columns and sort, keys, and what a click on a row does. */
import { type KeyboardEvent, type MouseEvent, memo, type RefObject, useLayoutEffect, useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import { useCurrency } from "../../queries/account/currency";
import { useFrameTroubles } from "../../queries/tasks/use-frame-troubles";
import { usePendingActions } from "../../queries/tasks/use-pending-actions";
import { findShortcut } from "../../ui/controls/shortcut";
import { toggled } from "../../ui/controls/toggled";
import { usePassName } from "../../ui/format/pass-name";
import { usePreferences } from "../../ui/storage/preferences";
import { defaultLayout } from "../../ui/tree-grid/column-layout";
import { useColumnTable } from "../../ui/tree-grid/column-table";
import type { GridMove, TreeRow } from "../../ui/tree-grid/model";
import { TreeGrid } from "../../ui/tree-grid/tree-grid";
import { useOpenDialog } from "../commands/command-dialog";
import { useRowOverlay } from "../commands/row-overlay-state";
import { useOpenFrames } from "../commands/use-open-frames";
import { taskShortcuts } from "../task-shortcuts";
import { readLastTask } from "../view/last-list";
import { useChangeSearch, useSortParameter, useViewParameter } from "../view/use-task-search";
import { readSort } from "../view/use-task-view";
import {
  CellCurrencyContext,
  createGridRowStore,
  GridRowContext,
  type GridRowState,
  TroublesContext,
} from "./row-store";
import type { SelectionEvent } from "./selection-events";
import { phoneColumns, useShownTaskColumns } from "./task-columns";
import { useTaskLayout } from "./use-task-layout";

const phoneLayout = defaultLayout(phoneColumns, []);

type Props = {
  readonly rows: readonly TreeRow<TaskNode>[];
  readonly selected: ReadonlySet<number>;
  readonly onSelect: (event: SelectionEvent) => void;
  readonly expanded: ReadonlySet<number>;
  /** The row of the task in the side panel. */
  readonly current: number | undefined;
  readonly isNarrow: boolean;
  readonly rowHeight: number;
  readonly focusRef: RefObject<(() => void) | null>;
};

/** Memoised: typing in the search field, or a refresh without changes, renders no row. */
export const TaskGrid = memo(function TaskGrid(props: Props) {
  const { rows, selected, onSelect, expanded, current, isNarrow, rowHeight, focusRef } = props;
  const t = useTranslations("task");
  const passName = usePassName();
  const { shortcuts } = usePreferences();
  const currency = useCurrency();
  const pending = usePendingActions();
  const troubles = useFrameTroubles();
  const openDialog = useOpenDialog();
  const openFrames = useOpenFrames();
  const rowOverlay = useRowOverlay();
  const changeSearch = useChangeSearch();
  const sort = useSortParameter();
  const placeKey = `tasks ${useViewParameter()}`;
  const { layout, setLayout } = useTaskLayout();
  const shownColumns = useShownTaskColumns(currency.chargesHidden);
  const columns = isNarrow ? phoneColumns : shownColumns;
  const table = useColumnTable({
    columns,
    layout: isNarrow ? phoneLayout : layout,
    onLayout: isNarrow ? null : setLayout,
    sort: readSort(sort, currency.chargesHidden),
    onSort: ({ column, descending }) => changeSearch({ sort: descending ? `-${column}` : column }),
  });

  const topIds = useMemo(() => rows.filter(({ level }) => level === 1).map(({ id }) => id), [rows]);
  const rowState: GridRowState = {
    selected,
    expanded,
    pending,
    rowCount: topIds.length,
    selectedCount: topIds.filter((id) => selected.has(id)).length,
  };
  const [store] = useState(() => createGridRowStore(rowState));

  const extend = (to: number, from?: number) =>
    onSelect({ kind: "extend", to, order: rows.map(({ id }) => id), ...(from === undefined ? {} : { from }) });
  const toggle = (id: number) => onSelect({ kind: "toggle", id });
  const toggleExpanded = (id: number) => changeSearch(({ open }) => ({ open: toggled(open, id) }));
  const openMenu = (id: number, at: { x: number; y: number }) =>
    rowOverlay.dispatch({ kind: "open", overlay: { id, at } });
  const openPanel = (id: number) => changeSearch({ task: id }, false);
  useLayoutEffect(() => {
    store.setState(rowState);
    store.setActions({
      toggle: (id, isRange) => (isRange ? extend(id) : toggle(id)),
      toggleAll: () => onSelect(rowState.selectedCount > 0 ? { kind: "clear" } : { kind: "select", ids: topIds }),
      toggleExpanded,
      openMenu,
    });
  });

  const onMove = (move: GridMove) => {
    switch (move.kind) {
      case "focus":
      case "menu":
        return;
      case "expand":
      case "collapse":
        return toggleExpanded(move.row);
      case "toggleSelection":
        return toggle(move.row);
      case "selectAll":
        return onSelect({ kind: "select", ids: topIds });
      case "open":
        return openPanel(move.row);
      case "clear":
        return selected.size > 0 ? onSelect({ kind: "clear" }) : changeSearch({ task: undefined });
    }
  };
  const onRowClick = ({ id }: TreeRow<TaskNode>, event: MouseEvent) => {
    if (event.shiftKey) extend(id);
    else if (event.ctrlKey || event.metaKey) toggle(id);
    else openPanel(id);
  };
  const onOtherKey = (event: KeyboardEvent, row: TreeRow<TaskNode> | undefined) => {
    const shortcut = shortcuts ? findShortcut(taskShortcuts, event) : undefined;
    if (shortcut === undefined || row === undefined) return;
    event.preventDefault();
    if (shortcut.command === "frames") openFrames(row.id);
    else openDialog(shortcut.command, selected.size > 0 ? [...selected] : [row.id]);
  };

  return (
    <GridRowContext value={store}>
      <CellCurrencyContext value={currency}>
        <TroublesContext value={troubles}>
          <TreeGrid
            key={rowHeight}
            label={t("grid")}
            rows={rows}
            columns={columns}
            table={table}
            rowHeight={rowHeight}
            selected={selected}
            current={current}
            openAt={readLastTask()}
            rowLabel={(node) => (node.task.parentId === null ? node.task.sceneName : passName(node.task))}
            onMove={onMove}
            onExtend={(from, to) => extend(to, from)}
            onRowClick={onRowClick}
            onRowMenu={(row, at) => openMenu(row.id, at)}
            onOtherKey={onOtherKey}
            focusRef={focusRef}
            placeKey={placeKey}
          />
        </TroublesContext>
      </CellCurrencyContext>
    </GridRowContext>
  );
});
