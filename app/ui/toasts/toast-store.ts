/** The toasts on screen, oldest first. */
import { createStore } from "../../state/create-store";
import type { Toast } from "./toast";

export type ShownToast = Toast & { readonly id: number };

const store = createStore<readonly ShownToast[]>([]);
let nextId = 1;

export function addToast(toast: Toast): void {
  store.set([...store.get(), { ...toast, id: nextId }]);
  nextId += 1;
}

export const closeToast = (id: number): void => store.set(store.get().filter((toast) => toast.id !== id));

export const closeAllToasts = (): void => store.set([]);

export const useToasts = (): readonly ShownToast[] => store.use();
