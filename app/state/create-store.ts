/** The one kind of store outside React and the query cache: a value, its listeners, and a hook that selects a part of it. */
import { useSyncExternalStore } from "react";

export type Store<T> = {
  readonly get: () => T;
  /** Replaces the value; listeners run only when it differs (`isEqual`). */
  readonly set: (next: T) => void;
  readonly subscribe: (listener: () => void) => () => void;
  /** The value, or a part of it, in a component. The part must be stable: build no new object or array in `select`. */
  readonly use: { (): T; <Part>(select: (value: T) => Part): Part };
};

type StoreOptions<T> = {
  readonly isEqual?: (a: T, b: T) => boolean;
  /** Runs when the first listener subscribes; the function it returns runs when the last one leaves. */
  readonly connect?: () => () => void;
};

export function createStore<T>(initial: T, { isEqual = Object.is, connect }: StoreOptions<T> = {}): Store<T> {
  let value = initial;
  let disconnect: (() => void) | undefined;
  const listeners = new Set<() => void>();

  const get = () => value;
  const set = (next: T) => {
    if (isEqual(value, next)) return;
    value = next;
    for (const listener of listeners) listener();
  };
  const subscribe = (listener: () => void) => {
    if (listeners.size === 0) disconnect = connect?.();
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
      if (listeners.size > 0) return;
      disconnect?.();
      disconnect = undefined;
    };
  };
  function useValue(): T;
  function useValue<Part>(select: (value: T) => Part): Part;
  function useValue<Part>(select?: (value: T) => Part): T | Part {
    return useSyncExternalStore(subscribe, () => (select ? select(value) : value));
  }
  return { get, set, subscribe, use: useValue };
}

/** Whether two objects have identical members: for stores whose value is a record of parts. */
export function hasSameMembers<T extends object>(a: T, b: T): boolean {
  const before = Object.entries(a);
  const after = new Map(Object.entries(b));
  return (
    before.length === after.size && before.every(([key, value]) => after.has(key) && Object.is(value, after.get(key)))
  );
}
