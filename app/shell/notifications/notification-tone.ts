import type { NotificationType } from "./notification-list";

/** The colour of an event: what a user waits for, what needs attention, and the rest. */
export const toneOf = (type: NotificationType): "good" | "bad" | "idle" =>
  type === "finished" ? "good" : type === "restarted" || type === "deleted" ? "idle" : "bad";
