/** Preferences of this browser: versioned, schema-parsed localStorage; what does not parse falls back, member by member. */
import { useSyncExternalStore } from "react";
import * as z from "zod/mini";

const KEY = "renderdeck.preferences.1";

const schema = z.object({
  language: z.catch(z.enum(["auto", "en", "zh"]), "auto"),
  theme: z.catch(z.enum(["auto", "light", "dark"]), "auto"),
  timeZone: z.catch(z.enum(["local", "farm", "utc"]), "local"),
  density: z.catch(z.enum(["normal", "compact"]), "normal"),
  polling: z.catch(z.enum(["auto", "5", "15", "60", "off"]), "auto"),
  /** Single-key shortcuts (WCAG 2.1.4: they can be switched off). */
  shortcuts: z.catch(z.boolean(), true),
});

export type Preferences = z.infer<typeof schema>;

const listeners = new Set<() => void>();
let current = read();

function read(): Preferences {
  let stored: unknown = {};
  try {
    stored = JSON.parse(localStorage.getItem(KEY) ?? "{}");
  } catch {
    // Storage switched off or damaged: the defaults serve.
  }
  return schema.parse(typeof stored === "object" && stored !== null ? stored : {});
}

function emit() {
  for (const listener of listeners) listener();
}

/** Changes some preferences, here and in the other tabs of this browser. */
export function setPreferences(change: Partial<Preferences>): void {
  current = { ...current, ...change };
  try {
    localStorage.setItem(KEY, JSON.stringify(current));
  } catch {
    // A full or forbidden storage costs persistence, not the session.
  }
  emit();
}

/** Back to the defaults, here and in the other tabs. */
export const resetPreferences = (): void => setPreferences(schema.parse({}));

function onStorage(event: StorageEvent) {
  if (event.key !== KEY) return;
  current = read();
  emit();
}

function subscribe(listener: () => void) {
  if (listeners.size === 0) window.addEventListener("storage", onStorage);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) window.removeEventListener("storage", onStorage);
  };
}

/** The preferences outside of React: for the boot. */
export const readPreferences = (): Preferences => current;

export function usePreferences(): Preferences {
  return useSyncExternalStore(subscribe, () => current);
}
