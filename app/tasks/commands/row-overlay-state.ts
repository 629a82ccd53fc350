/** What a single row opens over the page: its menu, or the report of its task. At most one of them. */
import { createContext, useContext } from "react";
import { createStore } from "../../state/create-store";

export type RowOverlayState =
  | { readonly kind: "menu"; readonly id: number; readonly at: { readonly x: number; readonly y: number } }
  | { readonly kind: "report"; readonly id: number };

export type RowOverlayEvent =
  | { readonly kind: "open"; readonly overlay: RowOverlayState }
  /** A menu closes after its entry has opened the report: only an overlay of this kind closes. */
  | { readonly kind: "close"; readonly closing: RowOverlayState["kind"] }
  /** The list was read: an overlay whose task has vanished closes, since an open one freezes the order of the rows. */
  | { readonly kind: "refresh"; readonly has: (id: number) => boolean };

export function reduceRowOverlay(open: RowOverlayState | null, event: RowOverlayEvent): RowOverlayState | null {
  switch (event.kind) {
    case "open":
      return event.overlay;
    case "close":
      return open?.kind === event.closing ? null : open;
    case "refresh":
      return open === null || event.has(open.id) ? open : null;
  }
}

/** Made once per page; null while nothing is open. */
export function createRowOverlay() {
  const store = createStore<RowOverlayState | null>(null);
  return {
    get: store.get,
    use: store.use,
    dispatch: (event: RowOverlayEvent) => store.set(reduceRowOverlay(store.get(), event)),
  };
}

export const RowOverlayContext = createContext<ReturnType<typeof createRowOverlay> | null>(null);

export function useRowOverlay() {
  const overlay = useContext(RowOverlayContext);
  if (overlay === null) throw new Error("No RowOverlayContext above this component");
  return overlay;
}
