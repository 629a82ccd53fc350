/** Which rows are selected and which shells are open; ids survive every refresh, vanished tasks drop out. */
import { useMemo, useState } from "react";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import {
  extendTo,
  noSelection,
  onlyRow,
  prune,
  type Selection,
  selectionOf,
  type TreeRow,
  toggleRow,
} from "../../ui/tree-grid/model";
import type { TaskIndex } from "../commands/action-plan";

/** How many of the shown tasks are selected, and how many selected rows belong to tasks that a filter hides. */
export function shownOf(selected: ReadonlySet<number>, shown: readonly TaskNode[], subjects: TaskIndex) {
  if (selected.size === 0) return { rowsSelected: 0, hidden: 0 };
  const ids = new Set(shown.map(({ task }) => task.id));
  const hidden = [...selected].filter((id) => !ids.has(subjects.get(id)?.topId ?? id)).length;
  return { rowsSelected: [...selected].filter((id) => ids.has(id)).length, hidden };
}

export function useTaskSelection(rows: readonly TreeRow<TaskNode>[], subjects: TaskIndex) {
  const [stored, setStored] = useState<Selection>(noSelection);
  const selection = useMemo(() => prune(stored, (id) => subjects.has(id)), [stored, subjects]);
  const order = () => rows.map((row) => row.id);
  return {
    selection,
    toggle: (id: number, extend: boolean) =>
      setStored(extend ? extendTo(selection, order(), id) : toggleRow(selection, id)),
    only: (id: number) => setStored(onlyRow(id)),
    /** Moves the end of a range, as Shift + arrow does: the row the keyboard left is its anchor. */
    extend: (from: number, to: number) =>
      setStored(extendTo(selection.anchor === null ? onlyRow(from) : selection, order(), to)),
    all: () => setStored(selectionOf(rows.filter((row) => row.level === 1).map((row) => row.id))),
    clear: () => setStored(noSelection),
  };
}
