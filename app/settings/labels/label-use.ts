import type { TaskHistory } from "../../mirror/task-history";

/** The number of loaded top-level tasks of each project label, by its name. */
export function labelUse(history: TaskHistory): ReadonlyMap<string, number> {
  const use = new Map<string, number>();
  for (const { task } of history.nodes.values()) {
    if (task.projectName !== "") use.set(task.projectName, (use.get(task.projectName) ?? 0) + 1);
  }
  return use;
}
