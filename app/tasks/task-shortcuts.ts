/** The keys of the Tasks page, one table: the grid runs its commands, the help dialog lists all of it. */
import type { TaskAction } from "../protocol/tasks/task-status";

/** Keys of the tree grid (app/ui/tree-grid/model.ts): `keys` as the help prints them, `name` under `shell.keys` in i18n. */
const gridKeys = [
  { keys: "↑ ↓ Page Home End", name: "move" },
  { keys: "→ ←", name: "expand" },
  { keys: "Enter", name: "open" },
  { keys: "Space", name: "select" },
  { keys: "Shift ↑ ↓", name: "range" },
  { keys: "Ctrl A", name: "all" },
  { keys: "Esc", name: "clear" },
  { keys: "Shift F10", name: "menu" },
] as const;

/** Keys that open the dialog of a command; `key` is the `KeyboardEvent.key`. */
const commandKeys = [
  { key: "r", keys: "r", name: "rerender" },
  { key: "s", keys: "s", name: "start" },
  { key: "x", keys: "x", name: "stop" },
  { key: "a", keys: "a", name: "abandon" },
  { key: "Delete", keys: "Del", name: "delete" },
] as const satisfies readonly { readonly key: string; readonly keys: string; readonly name: TaskAction }[];

export const taskShortcuts = [...gridKeys, ...commandKeys] as const;

export const commandOfKey = (pressed: string): TaskAction | undefined =>
  commandKeys.find(({ key }) => key === pressed)?.name;
