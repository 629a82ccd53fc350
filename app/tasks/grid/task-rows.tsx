/** The main part of the page: the grid, or what replaces it while there are no rows. */
import type { UseQueryResult } from "@tanstack/react-query";
import { type RefObject, useMemo } from "react";
import { useTranslations } from "use-intl";
import { type TaskNode, walk } from "../../protocol/tasks/task-tree";
import { failureOf } from "../../protocol/wire/call-error";
import type { RenderedHistory } from "../../queries/tasks/use-task-history";
import { useNarrow } from "../../ui/browser/narrow";
import { LoadFailed } from "../../ui/status/query-state";
import { usePreferences } from "../../ui/storage/preferences";
import type { TreeRow } from "../../ui/tree-grid/model";
import { hasFilters, withoutFilters } from "../view/task-search";
import { useChangeSearch, useTaskSearch } from "../view/use-task-search";
import { useRows } from "../view/use-task-view";
import { NoRows, TaskSkeleton } from "./grid-placeholders";
import type { SelectionEvent } from "./selection-events";
import { TaskGrid } from "./task-grid";

/** Row heights in px: at 1440 x 900 the default shows 26 tasks, compact 33. */
const ROW_HEIGHT = { normal: 28, compact: 22, narrow: 62 } as const;

export function TaskRows({
  query: { data: history, error, refetch },
  nodes,
  text,
  onText,
  selected,
  onSelect,
  focusRef,
}: {
  query: Pick<UseQueryResult<RenderedHistory>, "data" | "error" | "refetch">;
  /** Top-level tasks that match the filters, in the order of the rows. */
  nodes: readonly TaskNode[];
  text: string;
  onText: (text: string) => void;
  selected: ReadonlySet<number>;
  onSelect: (event: SelectionEvent) => void;
  focusRef: RefObject<(() => void) | null>;
}) {
  const search = useTaskSearch();
  const changeSearch = useChangeSearch();
  const t = useTranslations("task");
  const { density } = usePreferences();
  const isNarrow = useNarrow();
  const expanded = useMemo(() => new Set(search.open), [search.open]);
  const rows = useRows(nodes, expanded);
  const current = useMemo(() => rowOf(rows, search.task), [rows, search.task]);
  const rowHeight = isNarrow ? ROW_HEIGHT.narrow : ROW_HEIGHT[density];
  if (!history) {
    if (error) return <LoadFailed failure={failureOf(error)} asked={t("title")} onRetry={() => void refetch()} />;
    return <TaskSkeleton />;
  }
  if (rows.length === 0 && history.isComplete) {
    const clear = () => {
      onText("");
      changeSearch(withoutFilters);
    };
    return <NoRows isFiltered={hasFilters(search) || text !== ""} onClear={clear} />;
  }
  return <TaskGrid {...{ rows, selected, onSelect, expanded, current, isNarrow, rowHeight, focusRef }} />;
}

/** The row of a task: its own, or that of the collapsed task that it is a layer of. */
function rowOf(rows: readonly TreeRow<TaskNode>[], id: number | undefined): number | undefined {
  if (id === undefined) return undefined;
  const row =
    rows.find((candidate) => candidate.id === id) ??
    rows.find(({ value, expanded }) => !expanded && [...walk(value)].some(({ task }) => task.id === id));
  return row?.id;
}
