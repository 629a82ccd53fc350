/** The menu that a single row opens over the page. */
import { createContext, useContext } from "react";
import { createStore } from "../../state/create-store";

export type RowOverlayState = { readonly id: number; readonly at: { readonly x: number; readonly y: number } };

export type RowOverlayEvent =
  | { readonly kind: "open"; readonly overlay: RowOverlayState }
  | { readonly kind: "close" }
  /** The list was read: an overlay whose task has vanished closes, since an open one freezes the order of the rows. */
  | { readonly kind: "refresh"; readonly has: (id: number) => boolean };

export function reduceRowOverlay(open: RowOverlayState | null, event: RowOverlayEvent): RowOverlayState | null {
  switch (event.kind) {
    case "open":
      return event.overlay;
    case "close":
      return null;
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
