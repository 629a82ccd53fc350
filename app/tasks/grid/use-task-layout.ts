import { useCallback, useMemo } from "react";
import { type ColumnLayout, createColumnLayout, listedLayout } from "../../ui/tree-grid/column-layout";
import { useChangeSearch, useColumnsParameter } from "../view/use-task-search";
import { pinnedTaskColumns, taskColumns } from "./task-columns";

const storedLayout = createColumnLayout("tasks", taskColumns, pinnedTaskColumns);

/**
 * The columns that the link lists, else those stored in this browser. A change is stored, and removes the list from the URL,
 * which would hide it.
 */
export function useTaskLayout() {
  const columns = useColumnsParameter();
  const changeSearch = useChangeSearch();
  const stored = storedLayout.use();
  const layout = useMemo(() => listedLayout(columns, taskColumns, stored), [columns, stored]);
  const isListed = columns.length > 0;
  const setLayout = useCallback(
    (next: ColumnLayout) => {
      storedLayout.set(next);
      if (isListed) changeSearch({ columns: [] });
    },
    [isListed, changeSearch],
  );
  return { layout, setLayout };
}
