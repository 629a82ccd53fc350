/** The keys of the Tasks page: the grid runs the rows with a command, the help dialog lists all rows. */
import type { TaskAction } from "../protocol/tasks/task-status";
import type { Shortcut } from "../ui/controls/shortcut";

export const taskShortcuts: readonly Shortcut<TaskAction | "frames">[] = [
  { keys: "↑ ↓ Page Home End", labelKey: "move" },
  { keys: "→ ←", labelKey: "expand" },
  { keys: "Enter", labelKey: "open" },
  { keys: "Space", labelKey: "select" },
  { keys: "Shift ↑ ↓", labelKey: "range" },
  { keys: "Ctrl A", labelKey: "all" },
  { keys: "Esc", labelKey: "clear" },
  { keys: "Shift F10", labelKey: "menu" },
  { keys: "f", labelKey: "frames", command: "frames" },
  { keys: "r", labelKey: "rerender", command: "rerender" },
  { keys: "s", labelKey: "start", command: "start" },
  { keys: "x", labelKey: "stop", command: "stop" },
  { keys: "a", labelKey: "abandon", command: "abandon" },
  { keys: "Del", key: "Delete", labelKey: "delete", command: "delete" },
];
