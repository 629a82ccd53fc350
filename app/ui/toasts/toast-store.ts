/** The toasts on screen, oldest first. */
import { useSyncExternalStore } from "react";
import type { Toast } from "./toast";

export type ShownToast = Toast & { readonly id: number };

let shown: readonly ShownToast[] = [];
let nextId = 1;
const listeners = new Set<() => void>();

function show(next: readonly ShownToast[]): void {
  shown = next;
  for (const listener of listeners) listener();
}

export function addToast(toast: Toast): void {
  show([...shown, { ...toast, id: nextId }]);
  nextId += 1;
}

export const closeToast = (id: number): void => show(shown.filter((toast) => toast.id !== id));

export const closeAllToasts = (): void => show([]);

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
};

export const useToasts = (): readonly ShownToast[] => useSyncExternalStore(subscribe, () => shown);
