/** The actions of the current page on its selection: the command palette lists them too. */
import { useEffect } from "react";
import { createStore } from "../../state/create-store";

export type PageAction = { readonly id: string; readonly label: string; readonly run: () => void };

const noActions: readonly PageAction[] = [];
const store = createStore(noActions);

/** Publishes the actions while the page is shown. Memoise the list. */
export function usePageActions(actions: readonly PageAction[]): void {
  useEffect(() => {
    store.set(actions);
    return () => store.set(noActions);
  }, [actions]);
}

export const usePublishedActions = (): readonly PageAction[] => store.use();
