/** What a cell knows beyond its frame: selection, figures, the present. One store, narrow subscriptions. */
import { createContext, useContext, useSyncExternalStore } from "react";
import type { FrameFigures } from "../protocol/frame-figures";
import { useHalfMinute } from "../ui/now";

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

export const FrameContext = createContext<FrameStore | null>(null);

export function useFrameRow(id: number) {
  const store = useContext(FrameContext);
  if (store === null) throw new Error("a frame cell outside of its table");
  const selected = useSyncExternalStore(store.subscribe, () => store.readSelected().has(id));
  const figures = useSyncExternalStore(store.subscribe, store.readFigures);
  const nowMs = useHalfMinute();
  return { selected, figures, nowMs, toggle: (extend: boolean) => store.toggle(id, extend) };
}
