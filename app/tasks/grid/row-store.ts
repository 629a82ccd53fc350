/** What a cell knows of its row beyond the task: selection, expansion, an action under way. One store, narrow subscriptions. */
import { createContext, useContext, useSyncExternalStore } from "react";
import type { TaskAction } from "../../protocol/tasks/task-status";
import type { AccountCurrency } from "../../queries/account/currency";
import type { ColumnLayout } from "../../ui/tree-grid/column-layout";
import type { TaskCommand } from "../commands/task-commands";

export type GridRowState = {
  readonly selected: ReadonlySet<number>;
  readonly open: ReadonlySet<number>;
  readonly pending: ReadonlyMap<number, TaskAction>;
  /** Tasks of the filter, and how many of them are selected: all of them check the box in the header. */
  readonly rowCount: number;
  readonly rowsSelected: number;
};

export type GridRowActions = {
  readonly toggle: (id: number, extend: boolean) => void;
  /** Grows the selection from one row to another. */
  readonly extend: (from: number, to: number) => void;
  readonly selectAll: () => void;
  readonly toggleAll: () => void;
  /** Drops the selection; without one, closes the panel. */
  readonly clear: () => void;
  readonly toggleExpanded: (id: number) => void;
  readonly open: (id: number) => void;
  readonly openMenu: (id: number, at: { x: number; y: number }) => void;
  readonly ask: (command: TaskCommand, ids: readonly number[]) => void;
  /** A column's id, behind "-" for the largest first. */
  readonly sort: (sort: string) => void;
  readonly layOut: (layout: ColumnLayout) => void;
};

const nothing = () => undefined;

/** The state of all rows; cells read their own part and are drawn again only when that part changed. */
export class GridRowStore {
  private state: GridRowState = {
    selected: new Set(),
    open: new Set(),
    pending: new Map(),
    rowCount: 0,
    rowsSelected: 0,
  };
  private readonly listeners = new Set<() => void>();
  actions: GridRowActions = {
    toggle: nothing,
    extend: nothing,
    selectAll: nothing,
    toggleAll: nothing,
    clear: nothing,
    toggleExpanded: nothing,
    open: nothing,
    openMenu: nothing,
    ask: nothing,
    sort: nothing,
    layOut: nothing,
  };

  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  };
  readonly read = () => this.state;

  /** What rows, keys and controls do; the newest closures win, nothing is drawn again for them. */
  act(actions: GridRowActions): void {
    this.actions = actions;
  }

  write(state: GridRowState): void {
    const { selected, open, pending, rowCount, rowsSelected } = this.state;
    const same = selected === state.selected && open === state.open && pending === state.pending;
    if (same && rowCount === state.rowCount && rowsSelected === state.rowsSelected) return;
    this.state = state;
    for (const listener of this.listeners) listener();
  }
}

/** Money as the cells write it: a query of its own in every cell is felt while scrolling. */
export const CellCurrency = createContext<Pick<AccountCurrency, "symbol" | "chargesHidden">>({
  symbol: "",
  chargesHidden: true,
});

export const GridRowContext = createContext<GridRowStore>(new GridRowStore());

export function useGridRow(id: number) {
  const store = useContext(GridRowContext);
  const isSelected = useSyncExternalStore(store.subscribe, () => store.read().selected.has(id));
  const expanded = useSyncExternalStore(store.subscribe, () => store.read().open.has(id));
  const pending = useSyncExternalStore(store.subscribe, () => store.read().pending.get(id));
  return {
    isSelected,
    expanded,
    pending,
    toggle: (extend: boolean) => store.actions.toggle(id, extend),
    toggleExpanded: () => store.actions.toggleExpanded(id),
    openMenu: (at: { x: number; y: number }) => store.actions.openMenu(id, at),
  };
}

/** The header's box: how many of the filter's tasks are selected. */
export function useAllRows() {
  const store = useContext(GridRowContext);
  const selected = useSyncExternalStore(store.subscribe, () => store.read().rowsSelected);
  const rowCount = useSyncExternalStore(store.subscribe, () => store.read().rowCount);
  return { selected, rowCount, toggleAll: () => store.actions.toggleAll() };
}
