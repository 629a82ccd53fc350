/** Brings tasks that a page read, and tasks that a write changed, into the served list. */
import { mergeResponses, mergeSearchResults } from "../../mirror/merge-poll";
import { MAX_IDS_PER_REQUEST } from "../../mirror/poll-plan";
import type { TaskHistory } from "../../mirror/task-history";
import { taskPageSchema } from "../../protocol/tasks/task-info";
import type { ListKeeper } from "../live/list-keeper";
import type { ServedList } from "../live/served-list";
import { decodeEnvelope } from "./farm-reader";
import type { ResponseObserver } from "./observe-responses";

export function observeTasks(
  list: Pick<ServedList, "history">,
  keeper: Pick<ListKeeper, "merge" | "readSoon">,
): ResponseObserver {
  return {
    onRead(operation, body, text, requestedMs) {
      if (operation === "getTaskList") {
        // A list page only brings tasks: which ones are missing, the collector's own pages tell.
        const { rows } = decodeEnvelope(operation, text, taskPageSchema).data;
        keeper.merge((history) => mergeSearchResults(history, rows, requestedMs));
      } else if (operation === "queryTaskInfo") {
        const { rows } = decodeEnvelope(operation, text, taskPageSchema).data;
        keeper.merge((history) =>
          mergeResponses(history, [{ requestedIds: removableIds(body, history), tasks: rows, requestedMs }]),
        );
      }
    },
    onWrite(_operation, body, { outcome }) {
      if (outcome === "refused" || outcome === "not-sent") return;
      const topIds = changedTasks(body, list.history());
      if (topIds.length > 0) keeper.readSoon(topIds);
    },
  };
}

/** The ids of which an answer without a task means that it was deleted. One answer holds only so many tasks. */
function removableIds(body: object, { nodes }: TaskHistory): number[] {
  const ids = "taskIds" in body && Array.isArray(body.taskIds) ? body.taskIds.map(Number) : [];
  return ids.length > MAX_IDS_PER_REQUEST ? [] : ids.filter((id) => nodes.has(id));
}

/** Top-level tasks that a write names, by their own id or by the id of a layer. */
function changedTasks(body: object, { nodes }: TaskHistory): number[] {
  const named = new Set(
    Object.entries(body).flatMap(([member, value]) => (/^(?:taskId|taskIds|taskParam|ids)$/.test(member) ? value : [])),
  );
  const isNamed = (id: number) => named.has(id) || named.has(String(id));
  if (named.size === 0) return [];
  return [...nodes.values()]
    .filter(({ task, rollUp }) => isNamed(task.id) || rollUp.leafIds.some(isNamed))
    .map(({ task }) => task.id);
}
