/** A task on its way back from the store. */
import * as z from "zod/mini";
import type { Task } from "../../../protocol/tasks/task";
import { taskSchema } from "../../../protocol/tasks/task-info";
import { safeJsonParse } from "../../../protocol/wire/safe-json-parse";

const members = Object.keys(taskSchema.parse({ id: 1 }));

/** Whether the value was a parsed task of this program: one of an older program lacks the members that came later. */
function isTask(value: unknown): boolean {
  if (typeof value !== "object" || value === null || !("children" in value) || !Array.isArray(value.children))
    return false;
  return members.every((member) => member in value) && value.children.every(isTask);
}

const taskOfStore = z.custom<Task>(isTask);

/** The task of a `row`; null when an older program wrote it: the farm has to be asked again. */
export function parseStoredTask(row: string): Task | null {
  const parsed = taskOfStore.safeParse(safeJsonParse(row));
  return parsed.success ? parsed.data : null;
}
