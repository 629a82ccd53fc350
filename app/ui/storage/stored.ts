/**
 * Values stored in this browser (localStorage): a versioned key, a parser, shared by all tabs. When storage is forbidden,
 * full or damaged, only persistence is lost: the value still works until the page closes.
 */
import { createStore } from "../../state/create-store";

export type Stored<T> = {
  readonly get: () => T;
  readonly set: (value: T) => void;
  /** Changes the value that is stored now, which another tab may have changed a moment ago. */
  readonly update: (change: (value: T) => T) => void;
  /** The value in a component; it follows changes in this tab and in others. */
  readonly use: () => T;
};

/** `parse` turns any stored JSON (null: nothing is stored) into a value and must not throw. The key contains the version. */
export function createStored<T>(key: string, parse: (raw: unknown) => T): Stored<T> {
  const revision = createStore(0);
  let cached: { readonly value: T } | null = null;
  let storageFailed = false;

  const load = () => ({ value: parse(parseJson(readItem(key))) });
  const get = () => {
    cached ??= load();
    return cached.value;
  };
  const notify = () => revision.set(revision.get() + 1);
  // Never removed: a change in another tab must not be missed while no component shows the value. A key of null means that
  // the whole storage was cleared.
  window.addEventListener("storage", (event) => {
    if (event.key !== key && event.key !== null) return;
    cached = null;
    notify();
  });
  const set = (value: T) => {
    cached = { value };
    try {
      localStorage.setItem(key, JSON.stringify(value));
      storageFailed = false;
    } catch {
      // Full or forbidden: the value lives until the page closes.
      storageFailed = true;
    }
    notify();
  };
  const update = (change: (value: T) => T) => {
    if (!storageFailed) cached = load();
    set(change(get()));
  };
  return { get, set, update, use: () => revision.use(get) };
}

function readItem(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    // Forbidden by the browser's settings.
    return null;
  }
}

function parseJson(text: string | null): unknown {
  if (text === null) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
