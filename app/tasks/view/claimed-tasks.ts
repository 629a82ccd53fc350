/** The test of the filter by claims; team/claim-filter.tsx sets it on demand. */
import { createStore } from "../../state/create-store";

/** By id of a top-level task; null: not known yet. */
export const claimedTasks = createStore<{ readonly has: (taskId: number) => boolean } | null>(null);
