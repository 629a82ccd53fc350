/** The pure steps of task-view.ts, memoised: history -> sorted -> filtered -> held -> rows. */
import { useDeferredValue, useMemo, useState } from "react";
import { useLocale } from "use-intl";
import { emptyHistory } from "../../mirror/task-history";
import type { ShownHistory } from "../../queries/tasks/shown-history";
import { useFormat } from "../../ui/format/format";
import { indexTasks } from "../commands/action-plan";
import { taskColumns } from "../grid/task-columns";
import type { TaskSearch } from "./task-search";
import { createFlattener, createSorter, filterNodes, holdOrder, toFilter } from "./task-view";

const columnsById = new Map(taskColumns.map((column) => [column.id, column]));

/** The order that a search asks for; newest first where no column can be sorted by that. */
export function readSort(sort: string): { column: string; descending: boolean } {
  const descending = sort.startsWith("-");
  const column = descending ? sort.slice(1) : sort;
  return columnsById.get(column)?.sortable ? { column, descending } : { column: "submitted", descending: true };
}

/** Whether an order changes as time goes by; every other holds until a task changes. */
export const isTimed = (sort: string): boolean => ["eta", "elapsed"].includes(readSort(sort).column);

/** `readMs` is the moment of the data where the order is timed: estimates sort by what was true when it was read. */
export function useTaskView(history: ShownHistory | undefined, search: TaskSearch, text: string, readMs: number) {
  const { nodes } = history ?? emptyHistory;
  const locale = useLocale();
  const { dayKey } = useFormat();
  const deferredText = useDeferredValue(text);
  const subjects = useMemo(() => indexTasks(nodes), [nodes]);

  const { column, descending } = readSort(search.sort);
  const sort = useMemo(() => {
    const plain = columnsById.get(column)?.plain ?? (() => null);
    const collator = new Intl.Collator(locale, { numeric: true });
    return createSorter({ value: (node) => plain(node, readMs), descending }, collator);
  }, [column, descending, locale, readMs]);
  const sorted = useMemo(() => sort(nodes), [sort, nodes]);

  const { status, project, software, user, from, to, ended } = search;
  const filter = useMemo(
    () => toFilter({ status, project, software, user, from, to, ended }, deferredText, dayKey),
    [status, project, software, user, from, to, ended, deferredText, dayKey],
  );
  const filtered = useMemo(() => filterNodes(sorted, filter), [sorted, filter]);
  const open = useMemo(() => new Set(search.open), [search.open]);

  return { subjects, sorted, filtered, open };
}

/** The nodes to show: while `frozen`, those on screen keep their places and new ones are counted instead of inserted. */
export function useHeldOrder(nodes: ReturnType<typeof filterNodes>["nodes"], viewKey: string, frozen: boolean) {
  const [held, setHeld] = useState<{ key: string; order: readonly number[] } | null>(null);
  // Sorting or filtering anew is the user's own wish: it takes a new hold.
  if (frozen && held?.key !== viewKey) setHeld({ key: viewKey, order: nodes.map((node) => node.task.id) });
  if (!frozen && held !== null) setHeld(null);
  return useMemo(() => (held === null ? { nodes, heldBack: 0 } : holdOrder(nodes, held.order)), [nodes, held]);
}

export function useRows(nodes: ReturnType<typeof filterNodes>["nodes"], open: ReadonlySet<number>) {
  const [flatten] = useState(createFlattener);
  return useMemo(() => flatten(nodes, open), [flatten, nodes, open]);
}
