import type { TaskEventType } from "../../mirror/task-events";

/** The colour of an event: what a user waits for, what needs attention, and the rest. */
export const toneOf = (type: TaskEventType): "good" | "bad" | "idle" =>
  type === "finished" ? "good" : type === "restarted" || type === "deleted" ? "idle" : "bad";
