/**
 * What the cells of a row show beyond its task: selection, expansion, an action under way. A cell subscribes to its own part,
 * so that a click renders one row instead of thirty.
 */
import { createContext, useContext } from "react";
import type { TroubleByLeaf } from "../../protocol/frames/task-trouble";
import type { TaskAction } from "../../protocol/tasks/task-status";
import type { AccountCurrency } from "../../queries/account/currency";
import { createStore, hasSameMembers } from "../../state/create-store";

export type GridRowState = {
  readonly selected: ReadonlySet<number>;
  readonly expanded: ReadonlySet<number>;
  readonly pending: ReadonlyMap<number, TaskAction>;
  /** Top-level rows, and how many of them are selected: the checkbox in the header. */
  readonly rowCount: number;
  readonly selectedCount: number;
};

export type GridRowActions = {
  /** Selects or deselects a row; `extend` selects the range from the anchor to it. */
  readonly toggle: (id: number, extend: boolean) => void;
  readonly toggleAll: () => void;
  readonly toggleExpanded: (id: number) => void;
  readonly openMenu: (id: number, at: { x: number; y: number }) => void;
};

/** Made once per grid. Actions are replaced at every render of the grid and render nothing. */
export function createGridRowStore(initial: GridRowState) {
  const store = createStore(initial, { isEqual: hasSameMembers });
  let current: GridRowActions | null = null;
  return {
    use: store.use,
    setState: store.set,
    setActions: (actions: GridRowActions) => {
      current = actions;
    },
    actions: (): GridRowActions => {
      if (current === null) throw new Error("The grid has set no actions");
      return current;
    },
  };
}

export type GridRowStore = ReturnType<typeof createGridRowStore>;

export const GridRowContext = createContext<GridRowStore | null>(null);

function useGridRowStore(): GridRowStore {
  const store = useContext(GridRowContext);
  if (store === null) throw new Error("No GridRowContext above this component");
  return store;
}

export const useIsSelected = (id: number): boolean => useGridRowStore().use(({ selected }) => selected.has(id));

export const useIsExpanded = (id: number): boolean => useGridRowStore().use(({ expanded }) => expanded.has(id));

/** The action under way for a task, if there is one. */
export const usePendingAction = (id: number): TaskAction | undefined =>
  useGridRowStore().use(({ pending }) => pending.get(id));

/** What the controls of a row do. Renders nothing. */
export function useGridRowActions(id: number) {
  const store = useGridRowStore();
  return {
    toggle: (extend: boolean) => store.actions().toggle(id, extend),
    toggleExpanded: () => store.actions().toggleExpanded(id),
    openMenu: (at: { x: number; y: number }) => store.actions().openMenu(id, at),
  };
}

/** The checkbox in the header: how many of the top-level rows are selected. */
export function useAllRows() {
  const store = useGridRowStore();
  const selectedCount = store.use((state) => state.selectedCount);
  const rowCount = store.use((state) => state.rowCount);
  return { selectedCount, rowCount, toggleAll: () => store.actions().toggleAll() };
}

type CellCurrency = Pick<AccountCurrency, "currency" | "symbol" | "chargesHidden">;

export const CellCurrencyContext = createContext<CellCurrency | null>(null);

/** The currency as cells write it. From a context: a query observer in every cell makes scrolling slow. */
export function useCellCurrency(): CellCurrency {
  const currency = useContext(CellCurrencyContext);
  if (currency === null) throw new Error("No CellCurrencyContext above this component");
  return currency;
}

/** The readings of hung and slow frames. From a context for the same reason. */
export const TroublesContext = createContext<TroubleByLeaf>(new Map());
