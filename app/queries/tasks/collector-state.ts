/** How our server's reading of the farm goes, as its last answer said; null: no answer, or a page without a server. */
import type { CollectorState } from "../../mirror/live-tasks";
import { createStore } from "../../state/create-store";

/** `nowMs`: the server's clock when it answered, epoch ms. */
export type AnsweredState = CollectorState & { readonly nowMs: number };

export const collectorState = createStore<AnsweredState | null>(null);
