/** The list of tasks as it was last open in this tab: the frames page leads back to it, and through its tasks. */

import type { TaskNode } from "../../protocol/tasks/task-tree";
import { safeJsonParse } from "../../protocol/wire/safe-json-parse";
import { accountKey } from "../../state/account";
import { membersOf } from "../../ui/storage/tolerant";
import { readTaskSearch, type TaskSearch, writeTaskSearch } from "./task-search";

declare module "@tanstack/react-router" {
  interface HistoryState {
    /** The search parameters of the list are meant as they are: without any it shows all tasks, not the default view. */
    isListAsLeft?: boolean;
    /** The frames were opened from the last list. Without it, they were opened by another page or a link, and belong to no list. */
    isFromList?: boolean;
  }
}

/** In sessionStorage, because a reload and another site end the page. */
const KEY = accountKey("renderdeck.list.1");
const IDS_KEY = accountKey("renderdeck.list-ids.1");

export function storeLastList(search: TaskSearch): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(writeTaskSearch(search)));
  } catch {
    // Full or forbidden: the frames page leads to its task in the whole list.
  }
}

/** null: the list was not open in this tab. */
export function readLastList(): TaskSearch | null {
  try {
    const stored = sessionStorage.getItem(KEY);
    return stored === null ? null : readTaskSearch(membersOf(safeJsonParse(stored)));
  } catch {
    return null;
  }
}

/** The rows of the open list; null where it was left. */
let openNodes: readonly TaskNode[] | null = null;
let lastIds: readonly number[] | null = null;
let lastTask: number | null = null;

/** Follows the rows of the open list. Their ids are taken when it is left: no refresh costs a list of ids. */
export function followList(nodes: readonly TaskNode[]): void {
  openNodes = nodes;
}

/** The task whose frames were opened last from the list: the list opens again at its row. */
export const readLastTask = (): number | null => lastTask;

/** The frames of a task of the last list open. Returns the ids of that list, in the order of its rows; none where none was open in this tab. */
export function leaveListFor(taskId: number): readonly number[] {
  lastTask = taskId;
  if (openNodes !== null) {
    lastIds = openNodes.map(({ task }) => task.id);
    openNodes = null;
    try {
      sessionStorage.setItem(IDS_KEY, lastIds.join(","));
    } catch {
      // Full or forbidden: the ids last as long as the page.
    }
  }
  lastIds ??= readStoredIds();
  return lastIds;
}

function readStoredIds(): readonly number[] {
  try {
    return (sessionStorage.getItem(IDS_KEY) ?? "")
      .split(",")
      .map(Number)
      .filter((id) => Number.isSafeInteger(id) && id > 0);
  } catch {
    return [];
  }
}
