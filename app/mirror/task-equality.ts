/** Comparison of two responses about the same task, so that an unchanged task keeps its identity. */
import type { Task } from "../protocol/tasks/task";

/** Whether two tasks have equal members, tags and children. */
export function areTasksEqual(a: Task, b: Task): boolean {
  for (const key of Object.keys(a)) {
    if (key !== "children" && key !== "tags" && Reflect.get(a, key) !== Reflect.get(b, key)) return false;
  }
  return (
    a.tags.length === b.tags.length &&
    a.tags.every((tag, index) => tag === b.tags[index]) &&
    a.children.length === b.children.length &&
    a.children.every((child, index) => isEqualTo(b.children[index], child))
  );
}

const isEqualTo = (other: Task | undefined, task: Task) => other !== undefined && areTasksEqual(task, other);
