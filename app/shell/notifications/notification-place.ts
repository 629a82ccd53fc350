import { builtInSearch, urlOfBuiltIn } from "../../tasks/toolbar/current-view";
import { readTaskSearch, type TaskSearch } from "../../tasks/view/task-search";
import type { StoredNotification } from "./notification-list";

/** Where a notification leads on Tasks: its task, or of several tasks the view that lists them. */
export const placeOfNotification = ({
  tasks,
  taskId,
}: Pick<StoredNotification, "tasks" | "taskId">): Partial<TaskSearch> =>
  tasks === 1
    ? { task: taskId }
    : { ...readTaskSearch(builtInSearch("filesGoing", null) ?? {}), view: urlOfBuiltIn("filesGoing") };
