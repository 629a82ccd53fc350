/** How the mirror reads the farm: from a browser through the page's server, and from our server directly. */
import type { Task } from "../protocol/tasks/task";
import type { PageRequest, ReportedPage } from "../protocol/wire/page";

/** Both calls throw CallError. Another error, such as an abort, is thrown unchanged and ends the poll. */
export type FarmReader = {
  readonly getTaskList: (request: PageRequest) => Promise<ReportedPage<Task>>;
  readonly queryTaskInfo: (taskIds: readonly number[]) => Promise<readonly Task[]>;
};
