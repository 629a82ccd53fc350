/** The steps of task-view.ts and held-order.ts, memoised: history -> sorted -> filtered -> held -> rows. */
import { useDeferredValue, useLayoutEffect, useMemo, useReducer, useState } from "react";
import { useLocale } from "use-intl";
import { emptyHistory } from "../../mirror/task-history";
import { indexTasks } from "../../protocol/tasks/task-index";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import { useCurrency } from "../../queries/account/currency";
import { type RenderedHistory, useDataReadAtMs } from "../../queries/tasks/use-task-history";
import { toServerMs } from "../../state/server-clock";
import { useFormat } from "../../ui/format/format";
import { taskColumns } from "../grid/task-columns";
import { claimedTasks } from "./claimed-tasks";
import { failedTasks } from "./failed-tasks";
import { applyHeldOrder, nextHeldOrder } from "./held-order";
import { type TaskSearch, viewKeyOf } from "./task-search";
import { createFlattener, createSorter, filterNodes, toFilter } from "./task-view";
import { useNeedsNow } from "./use-needs";
import { useResolvedDates } from "./use-resolved-dates";

const columnsById = new Map(taskColumns.map((column) => [column.id, column]));

/** The sort that a search parameter names; newest first when the account sees no column of that name or it cannot be sorted. */
export function readSort(sort: string, chargesHidden: boolean): { column: string; descending: boolean } {
  const descending = sort.startsWith("-");
  const column = descending ? sort.slice(1) : sort;
  const found = columnsById.get(column);
  return found?.sortable && !(chargesHidden && found.kind === "money")
    ? { column, descending }
    : { column: "submitted", descending: true };
}

/** Columns whose order changes as time passes; every other order holds until a task changes. */
const timedColumns: readonly string[] = ["eta", "elapsed", "outputs"];

/** Sorted and filtered nodes. `text` is the search field, which the URL follows after a pause. */
export function useTaskView(history: RenderedHistory | undefined, search: TaskSearch, text: string) {
  const { nodes } = history ?? emptyHistory;
  const locale = useLocale();
  const { dayKey } = useFormat();
  const deferredText = useDeferredValue(text);
  const index = useMemo(() => indexTasks(nodes), [nodes]);

  const { chargesHidden } = useCurrency();
  const { column, descending } = readSort(search.sort, chargesHidden);
  // An estimate counts from the time its data was read: a clock that goes on without new data would reorder rows.
  const dataReadAtMs = toServerMs(useDataReadAtMs(timedColumns.includes(column)));
  const sort = useMemo(() => {
    const plain = columnsById.get(column)?.plain ?? (() => null);
    const collator = new Intl.Collator(locale, { numeric: true });
    return createSorter({ value: (node) => plain(node, dataReadAtMs), descending }, collator);
  }, [column, descending, locale, dataReadAtMs]);
  const sorted = useMemo(() => sort(nodes), [sort, nodes]);

  const { group, status, project, software, user, outputs, claim, failed } = search;
  const knownFailed = failedTasks.use();
  const failedIds = failed === undefined ? undefined : knownFailed;
  const knownClaimed = claimedTasks.use();
  const claimed = claim.length === 0 ? undefined : knownClaimed;
  const dates = useResolvedDates(search);
  const moment = useNeedsNow();
  const filter = useMemo(
    () =>
      toFilter(
        { group, status, project, software, user, outputs, failedIds, claimed, ...dates },
        deferredText,
        dayKey,
        moment,
      ),
    [group, status, project, software, user, outputs, failedIds, claimed, dates, deferredText, dayKey, moment],
  );
  const filtered = useMemo(() => filterNodes(sorted, filter), [sorted, filter]);
  const viewKey = viewKeyOf({ ...search, q: deferredText });

  return { index, filtered, viewKey };
}

/** The nodes in their order: while `isFrozen`, those on screen keep their places, and new ones are counted, not inserted. */
export function useHeldOrder(nodes: readonly TaskNode[], viewKey: string, isFrozen: boolean) {
  const [held, dispatch] = useReducer(nextHeldOrder, null);
  const isCurrent = nextHeldOrder(held, { isFrozen, viewKey, nodes }) === held;
  useLayoutEffect(() => {
    if (!isCurrent) dispatch({ isFrozen, viewKey, nodes });
  }, [isCurrent, isFrozen, viewKey, nodes]);
  // Until a new order is held, it is the order of the nodes.
  return useMemo(() => applyHeldOrder(nodes, isCurrent ? held : null), [nodes, held, isCurrent]);
}

export function useRows(nodes: readonly TaskNode[], expanded: ReadonlySet<number>) {
  const [flatten] = useState(createFlattener);
  return useMemo(() => flatten(nodes, expanded), [flatten, nodes, expanded]);
}
