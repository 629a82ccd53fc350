/** What the page in view can do with its selection: offered by the command palette as well. */
import { useEffect, useSyncExternalStore } from "react";

export type PageAction = { readonly id: string; readonly label: string; readonly run: () => void };

const none: readonly PageAction[] = [];
let current = none;
const listeners = new Set<() => void>();

function publish(actions: readonly PageAction[]) {
  if (current === actions) return;
  current = actions;
  for (const listener of listeners) listener();
}

/** Offers the actions while the page is shown. Memoise the list. */
export function usePageActions(actions: readonly PageAction[]): void {
  useEffect(() => {
    publish(actions);
    return () => publish(none);
  }, [actions]);
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
};

export const usePublishedActions = (): readonly PageAction[] => useSyncExternalStore(subscribe, () => current);
