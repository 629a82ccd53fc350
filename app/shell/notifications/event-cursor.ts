/** How far this browser has read the server's events, shared by all tabs, so that each event is announced once. */
import * as z from "zod/mini";
import type { EventMemory } from "../../mirror/live-tasks";
import type { TaskEvent } from "../../mirror/task-events";
import { storedMoment } from "../../protocol/wire/moment";
import { accountKey } from "../../state/account";
import { createStored } from "../../ui/storage/stored";
import { oneTabAtATime } from "./one-tab";

/** The memory that was read, by the moment since when it records, and the number of its last event that was read. */
export type EventCursor = { readonly sinceMs: number; readonly seq: number };

const schema = z.nullable(z.object({ sinceMs: storedMoment, seq: z.int() }));

/** null: nothing was watched until now. */
export const eventCursor = createStored(accountKey("renderdeck.events.1"), (raw): EventCursor | null =>
  schema.parse(raw),
);

/**
 * The sequence number after which events are new to this browser; null: there are none. A browser that begins to watch begins
 * with the next event. Everything in another memory is new: it began when the former one was lost.
 */
export function newAfter(cursor: EventCursor | null, memory: EventMemory): number | null {
  const after = cursor === null ? memory.lastSeq : cursor.sinceMs === memory.sinceMs ? cursor.seq : 0;
  return after < memory.lastSeq ? after : null;
}

type SequencedEvent = TaskEvent & { readonly seq: number };

/** Reads what is new to this browser and moves the cursor behind it. Two tabs never get the same event. Throws as `fetchEvents`. */
export function takeEvents(
  memory: EventMemory,
  fetchEvents: (afterSeq: number) => Promise<readonly SequencedEvent[]>,
): Promise<readonly TaskEvent[]> {
  return oneTabAtATime(async () => {
    if (eventCursor.read()?.sinceMs !== memory.sinceMs) {
      const after = newAfter(eventCursor.get(), memory) ?? memory.lastSeq;
      eventCursor.set({ sinceMs: memory.sinceMs, seq: after });
    }
    const taken: TaskEvent[] = [];
    for (let after = newAfter(eventCursor.get(), memory); after !== null; ) {
      const events = await fetchEvents(after);
      // Without locks another tab may have read them meanwhile.
      const seq = newAfter(eventCursor.read(), memory);
      if (seq === null) break;
      taken.push(...events.filter((event) => event.seq > seq));
      eventCursor.set({ sinceMs: memory.sinceMs, seq: events.at(-1)?.seq ?? memory.lastSeq });
      after = newAfter(eventCursor.get(), memory);
    }
    return taken;
  });
}
