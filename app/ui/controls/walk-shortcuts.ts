/** The keys that lead through the list that a task was opened from. */
import type { Shortcut } from "./shortcut";

export const walkShortcuts: readonly Shortcut<"next" | "previous">[] = [
  { keys: "j", labelKey: "nextTask", command: "next" },
  { keys: "k", labelKey: "previousTask", command: "previous" },
];
