/** What a cell knows beyond its frame: selection, figures, the present. One store, narrow subscriptions. */
import { createContext, useContext, useMemo, useSyncExternalStore } from "react";
import { useTranslations } from "use-intl";
import type { FrameFigures } from "../../protocol/frames/frame-figures";
import { useCurrency } from "../../queries/account/currency";
import { useFormat } from "../../ui/format/format";
import { useFrameLabels } from "../frame-labels";

export class FrameStore {
  private selected: ReadonlySet<number> = new Set();
  private figures: FrameFigures;
  private readonly listeners = new Set<() => void>();
  toggle: (id: number, extend: boolean) => void = () => undefined;

  constructor(figures: FrameFigures) {
    this.figures = figures;
  }

  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  };
  readonly readSelected = () => this.selected;
  readonly readFigures = () => this.figures;

  act(toggle: FrameStore["toggle"]): void {
    this.toggle = toggle;
  }

  write(selected: ReadonlySet<number>, figures: FrameFigures): void {
    if (this.selected === selected && this.figures === figures) return;
    this.selected = selected;
    this.figures = figures;
    for (const listener of this.listeners) listener();
  }
}

/** Words and formats of the cells, made once a table: a cell that made its own would cost more than what it draws. */
export function useCellText(store: FrameStore) {
  const t = useTranslations("frames");
  const words = useFrameLabels();
  const format = useFormat();
  const { chargesHidden: hidden } = useCurrency();
  return useMemo(() => ({ store, t, words, format, hidden }), [store, t, words, format, hidden]);
}

export const FrameContext = createContext<ReturnType<typeof useCellText> | null>(null);

export function useCell() {
  const cell = useContext(FrameContext);
  if (cell === null) throw new Error("a frame cell outside of its table");
  return cell;
}

/** Whether a frame is selected, and how to turn that over. */
export function useSelected(id: number) {
  const { store } = useCell();
  const selected = useSyncExternalStore(store.subscribe, () => store.readSelected().has(id));
  return { selected, toggle: (extend: boolean) => store.toggle(id, extend) };
}

export function useFigures(): FrameFigures {
  const { store } = useCell();
  return useSyncExternalStore(store.subscribe, store.readFigures);
}
