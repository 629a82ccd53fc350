/**
 * What the cells of a row show beyond its frame: selection and figures. A cell subscribes to its own part, so that a click
 * renders one row instead of thirty.
 */
import { createContext, useContext, useMemo } from "react";
import { useTranslations } from "use-intl";
import type { FrameFigures } from "../../protocol/frames/frame-figures";
import type { FrameRow } from "../../queries/frames/frame-set";
import { createStore, hasSameMembers } from "../../state/create-store";
import { useFormat } from "../../ui/format/format";
import { useFrameLabels } from "../frame-labels";

type FrameRowState = {
  readonly selected: ReadonlySet<number>;
  readonly figures: FrameFigures;
  /** Frames of the last command. */
  readonly acted: ReadonlySet<number>;
  /** The frame whose log is open. */
  readonly openLog: number | null;
};

type FrameRowActions = {
  /** Selects or deselects a row; `extend` selects the range from the anchor to it. */
  readonly toggle: (id: number, extend: boolean) => void;
  readonly openMenu: (row: FrameRow, at: { x: number; y: number }) => void;
};

/** Made once per table. Actions are replaced at every render of the table and render nothing. */
export function createFrameRowStore(figures: FrameFigures) {
  const initial: FrameRowState = { selected: new Set(), figures, acted: new Set(), openLog: null };
  const store = createStore(initial, { isEqual: hasSameMembers });
  let current: FrameRowActions | null = null;
  return {
    use: store.use,
    setState: store.set,
    setActions: (actions: FrameRowActions) => {
      current = actions;
    },
    actions: (): FrameRowActions => {
      if (current === null) throw new Error("The frame table has set no actions");
      return current;
    },
  };
}

/** Store, labels and formats of the cells, made once per table: to make them in each cell costs more than to draw it. */
export function useCellContext(store: ReturnType<typeof createFrameRowStore>) {
  const t = useTranslations("frames");
  const labels = useFrameLabels();
  const format = useFormat();
  return useMemo(() => ({ store, t, labels, format }), [store, t, labels, format]);
}

export const CellContext = createContext<ReturnType<typeof useCellContext> | null>(null);

export function useCell() {
  const cell = useContext(CellContext);
  if (cell === null) throw new Error("No CellContext above this component");
  return cell;
}

export function useRowSelection(id: number) {
  const { store } = useCell();
  const isSelected = store.use(({ selected }) => selected.has(id));
  return { isSelected, toggle: (extend: boolean) => store.actions().toggle(id, extend) };
}

/** What marks a row: its log is open, or it belongs to the last command. */
export function useRowMarks(id: number) {
  const { store } = useCell();
  return {
    isLogOpen: store.use(({ openLog }) => openLog === id),
    isActed: store.use(({ acted }) => acted.has(id)),
  };
}

export function useFigures(): FrameFigures {
  return useCell().store.use(({ figures }) => figures);
}
