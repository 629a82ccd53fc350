/** The toasts on screen, oldest first. */
import { createStore } from "../../state/create-store";
import { type AwaitedToast, doneToast } from "./toast-effect";

export type ShownToast = AwaitedToast & { readonly id: number };

const store = createStore<readonly ShownToast[]>([]);
let nextId = 1;

export function addToast(toast: AwaitedToast): void {
  store.set([...store.get(), { ...toast, id: nextId }]);
  nextId += 1;
}

/** The effect of an awaited write is seen: its toast becomes a success. */
export function settleToast(id: number): void {
  store.set(
    store.get().map((toast) => (toast.id === id && toast.awaited ? { id, ...doneToast(toast.awaited) } : toast)),
  );
}

/** Puts another toast in the place of one. */
export const replaceToast = (id: number, toast: AwaitedToast): void =>
  store.set(store.get().map((one) => (one.id === id ? { ...toast, id } : one)));

export const closeToast = (id: number): void => store.set(store.get().filter((toast) => toast.id !== id));

export const closeAllToasts = (): void => store.set([]);

export const useToasts = (): readonly ShownToast[] => store.use();
