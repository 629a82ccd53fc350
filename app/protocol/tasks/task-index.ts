/** Finds a task or a layer by its id, with the top-level task it belongs to. */
import { type TaskNode, walk } from "./task-tree";

/** A task or layer selected for a command: its node and the id of its top-level task (its own id when it is one). */
export type TaskRef = { readonly node: TaskNode; readonly topId: number };

export type TaskIndex = { readonly get: (id: number) => TaskRef | undefined; readonly has: (id: number) => boolean };

/**
 * Indexes the given top-level tasks. Layers are indexed at the first lookup of one: a refresh looks up none, and an index of
 * fifteen thousand layers takes time.
 */
export function indexTasks(nodes: ReadonlyMap<number, TaskNode>): TaskIndex {
  let layers: Map<number, TaskRef> | null = null;
  const getLayer = (id: number) => {
    if (layers === null) {
      layers = new Map();
      for (const [topId, top] of nodes) {
        for (const node of walk(top)) if (node !== top) layers.set(node.task.id, { node, topId });
      }
    }
    return layers.get(id);
  };
  const get = (id: number) => {
    const node = nodes.get(id);
    return node ? { node, topId: id } : getLayer(id);
  };
  return { get, has: (id) => get(id) !== undefined };
}
