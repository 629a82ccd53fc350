/** Whether the browser lets this page show notifications. Toasts and the list behind the bell need no permission. */
import { createStore } from "../../state/create-store";

/** "missing": the browser has no notifications. */
export const readPermission = (): NotificationPermission | "missing" =>
  typeof Notification === "undefined" ? "missing" : Notification.permission;

const store = createStore(readPermission(), {
  connect: () => {
    update();
    // The permission also changes in the browser's own settings: the user leaves the page for that and comes back.
    window.addEventListener("focus", update);
    return () => window.removeEventListener("focus", update);
  },
});

function update(): void {
  store.set(readPermission());
}

/** Requests the permission, once: a refusal is the user's answer. Resolves when they gave it. Never rejects. */
export async function requestPermission(): Promise<void> {
  try {
    if (readPermission() === "default") await Notification.requestPermission();
  } catch {
    // Refused without a question, as in a frame of another site.
  }
  update();
}

/** Shows a notification of the browser. null: not permitted, or the browser has none for pages (Android throws). */
export function showNotification(title: string, options: NotificationOptions): Notification | null {
  if (readPermission() !== "granted") return null;
  try {
    return new Notification(title, options);
  } catch {
    return null;
  }
}

export const usePermission = () => store.use();
