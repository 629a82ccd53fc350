/** Controls of the rows of the Tasks grid: select one or all, open the menu. Plain elements, as in task-cells.tsx. */
import { memo } from "react";
import { useTranslations } from "use-intl";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import type { CellProps } from "../../ui/tree-grid/grid-column";
import classes from "./grid.module.css";
import { useAllRows, useGridRowActions, useIsSelected } from "./row-store";

type Cell = CellProps<TaskNode>;

/** They show only the name of the task: they do not render when other fields change. */
const sameRow = (before: Cell, after: Cell) =>
  before.value.task.id === after.value.task.id && before.value.task.sceneName === after.value.task.sceneName;

export const SelectCell = memo(function SelectCell({ value }: Cell) {
  const t = useTranslations("task");
  const isSelected = useIsSelected(value.task.id);
  const { toggle } = useGridRowActions(value.task.id);
  return (
    <input
      type="checkbox"
      tabIndex={-1}
      className={classes["checkbox"]}
      aria-label={t("select", { name: value.task.sceneName })}
      checked={isSelected}
      onClick={(event) => {
        event.stopPropagation();
        toggle(event.shiftKey);
      }}
      onChange={() => undefined}
    />
  );
}, sameRow);

/** Selects every task of the filter, or clears the selection. Memoised: React rewrites a controlled checkbox at every render. */
export const SelectAll = memo(function SelectAll() {
  const t = useTranslations("task");
  const { selectedCount, rowCount, toggleAll } = useAllRows();
  return (
    <input
      type="checkbox"
      tabIndex={-1}
      className={classes["checkbox"]}
      aria-label={t("selectAll")}
      ref={(checkbox) => {
        if (checkbox) checkbox.indeterminate = selectedCount > 0 && selectedCount < rowCount;
      }}
      checked={selectedCount > 0 && selectedCount >= rowCount}
      onChange={toggleAll}
    />
  );
});

export const MenuCell = memo(function MenuCell({ value }: Cell) {
  const t = useTranslations("task");
  const { openMenu } = useGridRowActions(value.task.id);
  return (
    <button
      type="button"
      tabIndex={-1}
      className={classes["rowMenu"]}
      aria-label={t("menu", { name: value.task.sceneName })}
      aria-haspopup="menu"
      onClick={(event) => {
        event.stopPropagation();
        const box = event.currentTarget.getBoundingClientRect();
        openMenu({ x: box.left, y: box.bottom });
      }}
    >
      <span aria-hidden="true">⋯</span>
    </button>
  );
}, sameRow);
