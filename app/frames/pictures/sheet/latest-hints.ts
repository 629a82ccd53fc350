/** What the page knows of pictures while the sheet is not loaded: why there are none, and how many hints a task has. */
import type { PictureFailure } from "../../../protocol/frames/frame-pictures";
import { createStore } from "../../../state/create-store";

/** Why the farm hands out no pictures at all; null: nothing speaks against it. */
export const picturesRefused = createStore<PictureFailure | null>(null);

/** The hints that were found last, of a leaf. */
export const latestHints = createStore<{ readonly taskId: number; readonly count: number } | null>(null);
