/** The tasks with frames that failed since the chosen moment, for the filter; failed/failed-since.tsx reads them on demand. */
import { createStore } from "../../state/create-store";

/** Ids of top-level tasks; null: not known. */
export const failedTasks = createStore<ReadonlySet<number> | null>(null);
