/**
 * A value kept in this browser: versioned key, parsed by its reader, shared by all tabs. Storage that is switched off, full
 * or damaged costs persistence, never the session.
 */
import { useSyncExternalStore } from "react";

export type Stored<T> = {
  readonly read: () => T;
  readonly write: (value: T) => void;
  /** Writes what becomes of the value as it is stored now: another tab may have changed it a moment ago. */
  readonly change: (next: (value: T) => T) => void;
  /** The value in a component; it follows changes made here and in other tabs. */
  readonly use: () => T;
};

/** `parse` turns whatever was stored (null: nothing) into a value; it must not throw. The key carries the version. */
export function createStored<T>(key: string, parse: (raw: unknown) => T): Stored<T> {
  const listeners = new Set<() => void>();
  let current: { readonly text: string | null; readonly value: T } | null = null;
  let onlyHere = false;

  const load = () => {
    let text: string | null = null;
    try {
      text = localStorage.getItem(key);
    } catch {
      // Forbidden: as if nothing were stored.
    }
    return { text, value: parse(parseJson(text)) };
  };
  const read = () => {
    current ??= load();
    return current.value;
  };
  const emit = () => {
    for (const listener of listeners) listener();
  };
  // For the life of the page: a change made in another tab while nothing shows the value must not be missed. A key of null
  // says that everything was cleared.
  window.addEventListener("storage", (event) => {
    if (event.key !== key && event.key !== null) return;
    current = null;
    emit();
  });
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  };
  const write = (value: T) => {
    const text = JSON.stringify(value);
    current = { text, value };
    try {
      localStorage.setItem(key, text);
      onlyHere = false;
    } catch {
      // Full or forbidden: the value lasts as long as the page.
      onlyHere = true;
    }
    emit();
  };
  const change = (next: (value: T) => T) => {
    if (!onlyHere) current = load();
    write(next(read()));
  };
  const use = () => useSyncExternalStore(subscribe, read);
  return { read, write, change, use };
}

function parseJson(text: string | null): unknown {
  if (text === null) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
