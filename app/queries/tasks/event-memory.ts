/** The server's memory of events, as its last answer said; null: it has none at the moment; undefined: there was no answer. */
import type { EventMemory } from "../../mirror/live-tasks";
import { createStore } from "../../state/create-store";

export const eventMemory = createStore<EventMemory | null | undefined>(__LIVE__ ? undefined : null);
