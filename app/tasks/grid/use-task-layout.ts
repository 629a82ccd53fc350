import { useCallback, useMemo } from "react";
import { type ColumnLayout, createColumnLayout, listedLayout } from "../../ui/tree-grid/column-layout";
import { pinnedTaskColumns, taskColumns } from "./task-columns";

const ownLayout = createColumnLayout("tasks", taskColumns, pinnedTaskColumns);

/**
 * The columns as this browser keeps them, or as a link lists them. Whoever changes those of a link makes them their own:
 * `onOwn` takes them off the URL.
 */
export function useTaskLayout(listed: readonly string[], onOwn: () => void) {
  const own = ownLayout.use();
  const layout = useMemo(() => listedLayout(listed, taskColumns, own), [listed, own]);
  const fromLink = listed.length > 0;
  const write = useCallback(
    (next: ColumnLayout) => {
      ownLayout.write(next);
      if (fromLink) onOwn();
    },
    [fromLink, onOwn],
  );
  return { layout, write };
}
