/** Whether the browser lets this page notify. Toasts and the list behind the bell need no permission. */
import { useSyncExternalStore } from "react";

const listeners = new Set<() => void>();
const emit = () => {
  for (const listener of listeners) listener();
};

/** "missing": a browser that knows no notifications. */
export const readPermission = (): NotificationPermission | "missing" =>
  typeof Notification === "undefined" ? "missing" : Notification.permission;

/** Asks the user, once: a refusal is their answer. Resolves when they gave it. Never rejects. */
export async function askPermission(): Promise<void> {
  if (readPermission() !== "default") return;
  await Notification.requestPermission().catch(() => undefined);
  emit();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  // It is also changed in the browser's own settings: the page is left for that, and come back to.
  window.addEventListener("focus", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("focus", listener);
  };
};

export const usePermission = () => useSyncExternalStore(subscribe, readPermission);
