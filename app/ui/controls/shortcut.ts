/** The keyboard shortcuts of a page are one table: the page runs its commands, the help dialog lists its rows. */
import type { Messages } from "../../i18n/types";
import type { Capability } from "../../protocol/capabilities";
import { isCtrlLetter, latinKey } from "../browser/latin-key";

export type Shortcut<Command extends string = string> = {
  /** The keys as the help shows them: "r", "Ctrl K", "↑ ↓ Page Home End". */
  readonly keys: string;
  /** What they do: name of a message under `shell.keys`. */
  readonly labelKey: ShortcutLabelKey;
  /** The command to run. Absent where the focused part (grid, strip) handles the keys itself. */
  readonly command?: Command;
  /** `KeyboardEvent.key` of the command where it differs from `keys`. */
  readonly key?: string;
  /** Pressed together with Ctrl (Cmd on a Mac). */
  readonly ctrl?: true;
  /** The row exists only where the farm has this capability. */
  readonly needs?: Capability;
};

type ShortcutLabelKey = keyof Messages["shell"]["keys"];

type KeyPress = Pick<KeyboardEvent, "key" | "code" | "shiftKey" | "ctrlKey" | "metaKey" | "altKey">;

/**
 * The row whose command a key press runs, on any keyboard layout. A row without Ctrl matches only without Ctrl, Cmd and Alt; one
 * with Ctrl only without Shift and Alt.
 */
export function findShortcut<Command extends string>(
  shortcuts: readonly Shortcut<Command>[],
  event: KeyPress,
): (Shortcut<Command> & { readonly command: Command }) | undefined {
  return shortcuts.find((row): row is Shortcut<Command> & { readonly command: Command } => {
    if (row.command === undefined) return false;
    const expected = row.key ?? row.keys;
    if (row.ctrl) return isCtrlLetter(event, expected);
    return latinKey(event) === expected && !event.ctrlKey && !event.metaKey && !event.altKey;
  });
}
