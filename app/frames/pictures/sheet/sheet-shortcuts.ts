/** Keys of the contact sheet and its large picture, which handle them themselves. */
import type { Shortcut } from "../../../ui/controls/shortcut";

export const sheetShortcuts: readonly Shortcut<never>[] = [
  { keys: "← → ↑ ↓ Page Home End", labelKey: "sheetMove" },
  { keys: "Enter", labelKey: "sheetOpen" },
  { keys: "Ctrl Space", labelKey: "sheetSelect" },
  { keys: "Ctrl A", labelKey: "allFrames" },
  { keys: "1 … 9", labelKey: "pictureDigits" },
];
