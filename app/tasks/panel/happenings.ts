/** What the life of a task lists: events of the task, and writes to it through Renderdeck. */
import type { RecordedAction } from "../../mirror/recorded-actions";
import type { RecordedEvent, TaskLife } from "../../mirror/recorded-history";

export type Happening =
  | { readonly kind: "event"; readonly atMs: number; readonly event: RecordedEvent }
  | { readonly kind: "action"; readonly atMs: number; readonly action: RecordedAction };

/** Both lists as one, oldest first; at the same moment the write comes before what it caused. */
export function happeningsOf({ events, actions }: Pick<TaskLife, "events" | "actions">): Happening[] {
  return [
    ...actions.map((action): Happening => ({ kind: "action", atMs: action.atMs, action })),
    ...events.map((event): Happening => ({ kind: "event", atMs: event.atMs, event })),
  ].toSorted((a, b) => a.atMs - b.atMs);
}
