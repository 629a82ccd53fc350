/** What the page knows of the hints of a task while the sheet is not loaded. */
import { createStore } from "../../../state/create-store";

/** The hints that were found last, of a leaf. */
export const latestHints = createStore<{ readonly taskId: number; readonly count: number } | null>(null);
