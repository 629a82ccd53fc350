/** Which picture is loaded next: those in view before those that are only checked, each in the order of the requests. */

/** `view`: the user waits for it. `check`: it is loaded ahead, or for its statistics. */
export type Priority = "view" | "check";

export type LoadQueue = {
  readonly add: (key: string, priority: Priority) => void;
  readonly remove: (key: string) => void;
  /** The next key, which leaves the queue; undefined: the queue is empty. */
  readonly take: () => string | undefined;
};

export function createLoadQueue(): LoadQueue {
  const queues: Readonly<Record<Priority, Set<string>>> = { view: new Set(), check: new Set() };
  const remove = (key: string) => {
    queues.view.delete(key);
    queues.check.delete(key);
  };
  return {
    add(key, priority) {
      if (priority === "check" && queues.view.has(key)) return;
      remove(key);
      queues[priority].add(key);
    },
    remove,
    take() {
      const [key] = queues.view.size > 0 ? queues.view : queues.check;
      if (key !== undefined) remove(key);
      return key;
    },
  };
}
