/** The search parameters of the list of tasks as it was last open in this tab: the frames page leads back to it. */
import { safeJsonParse } from "../../protocol/wire/safe-json-parse";
import { accountKey } from "../../state/account";
import { membersOf } from "../../ui/storage/tolerant";
import { readTaskSearch, type TaskSearch, writeTaskSearch } from "./task-search";

declare module "@tanstack/react-router" {
  interface HistoryState {
    /** The search parameters of the list are meant as they are: without any it shows all tasks, not the default view. */
    isListAsLeft?: boolean;
  }
}

/** In sessionStorage, because a reload and another site end the page. */
const KEY = accountKey("renderdeck.list.1");

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
