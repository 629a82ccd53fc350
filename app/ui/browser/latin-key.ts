/** The key of a shortcut on any keyboard layout. */

export type PressedKey = Pick<KeyboardEvent, "key" | "code" | "shiftKey">;

/** Keys that an input method or a dead key hides. */
const HIDDEN: ReadonlySet<string> = new Set(["Process", "Unidentified", "Dead"]);
const isLatin = (key: string) => /^[\x20-\x7e\u00c0-\u024f]$/.test(key);

/**
 * `KeyboardEvent.key`, or the letter that the key has on a Latin layout where `key` is a letter of another script (Russian,
 * Greek, Hebrew, Korean) or hidden by an input method.
 */
export function latinKey({ key, code, shiftKey }: PressedKey): string {
  const isOther = HIDDEN.has(key) || (/^.$/u.test(key) && !isLatin(key));
  const letter = isOther ? /^Key([A-Z])$/.exec(code)?.[1] : undefined;
  return letter === undefined ? key : shiftKey ? letter : letter.toLowerCase();
}

/** Whether a key press is Ctrl (Cmd on a Mac) and this letter alone. With Shift or Alt as well it belongs to the browser. */
export const isCtrlLetter = (
  event: PressedKey & Pick<KeyboardEvent, "ctrlKey" | "metaKey" | "altKey">,
  letter: string,
): boolean =>
  (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && latinKey(event).toLowerCase() === letter;
