import type { TaskNode } from "../../protocol/tasks/task-tree";

/** Distinct values of a facet with their counts, most frequent first. */
export function facet(nodes: Iterable<TaskNode>, value: (node: TaskNode) => string): [string, number][] {
  const counts = new Map<string, number>();
  for (const node of nodes) {
    const key = value(node);
    if (key !== "") counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
}
