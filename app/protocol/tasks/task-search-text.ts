/** The text of a task that searches look at. */
import { foldText } from "../wire/fold-text";
import { type TaskNode, walk } from "./task-tree";

const searchTexts = new WeakMap<TaskNode, string>();

/** The text of a task and its layers that the search looks at (foldText). */
export function searchText(node: TaskNode): string {
  const cached = searchTexts.get(node);
  if (cached !== undefined) return cached;
  const parts: (string | number)[] = [];
  for (const { task } of walk(node)) {
    parts.push(task.sceneName, task.id, task.alias, task.layerName ?? "", task.projectName);
    parts.push(task.userName, task.producer ?? "", task.camera, ...task.tags);
  }
  const text = foldText(parts.join("\n"));
  searchTexts.set(node, text);
  return text;
}

/** A test for nodes that contain every word of a search text, in any case and form. */
export function matchesText(text: string): (node: TaskNode) => boolean {
  const terms = foldText(text).split(/\s+/).filter(Boolean);
  return (node) => terms.every((term) => searchText(node).includes(term));
}

/** Builds the search texts in advance: with thousands of tasks the first key press would be slow. */
export function prepareSearch(nodes: Iterable<TaskNode>): void {
  for (const node of nodes) searchText(node);
}
