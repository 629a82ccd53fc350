/**
 * Values stored in this browser (localStorage): a versioned key, a parser, shared by all tabs. When storage is forbidden,
 * full or damaged, only persistence is lost: the value still works in this tab until the page closes (storage-failure.ts tells it).
 */
import { safeJsonParse } from "../../protocol/wire/safe-json-parse";
import { createStore } from "../../state/create-store";
import { storageFailed } from "./storage-failure";

export type Stored<T> = {
  readonly get: () => T;
  readonly set: (value: T) => void;
  /** The value that is stored now, which another tab may have changed a moment ago. */
  readonly read: () => T;
  /** Changes the value that is stored now, which another tab may have changed a moment ago. */
  readonly update: (change: (value: T) => T) => void;
  /** The value in a component; it follows changes in this tab and in others. */
  readonly use: () => T;
};

/**
 * `parse` turns any stored JSON (null: nothing is stored) into a value. A text of another shape that makes it throw reads as if
 * nothing were stored. The key contains the version.
 */
export function createStored<T>(key: string, parse: (raw: unknown) => T): Stored<T> {
  const revision = createStore(0);
  let cached: { readonly value: T } | null = null;
  /** The value of this tab could not be written: it is newer than the stored one. */
  let isUnwritten = false;

  const load = () => {
    const raw = safeJsonParse(readItem(key) ?? "null") ?? null;
    try {
      return { value: parse(raw) };
    } catch {
      return { value: parse(null) };
    }
  };
  const get = () => {
    cached ??= load();
    return cached.value;
  };
  const notify = () => revision.set(revision.get() + 1);
  // Never removed: a change in another tab must not be missed while no component shows the value. A key of null means that
  // the whole storage was cleared.
  window.addEventListener("storage", (event) => {
    if (isUnwritten || (event.key !== key && event.key !== null)) return;
    cached = null;
    notify();
  });
  const set = (value: T) => {
    cached = { value };
    try {
      localStorage.setItem(key, JSON.stringify(value));
      isUnwritten = false;
    } catch {
      // Full or forbidden: the value lives until the page closes.
      isUnwritten = true;
      storageFailed.set(true);
    }
    notify();
  };
  const read = () => {
    if (!isUnwritten) cached = load();
    return get();
  };
  const update = (change: (value: T) => T) => set(change(read()));
  return { get, set, read, update, use: () => revision.use(get) };
}

function readItem(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    // Forbidden by the browser's settings.
    return null;
  }
}
