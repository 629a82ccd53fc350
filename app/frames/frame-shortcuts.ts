/** Keyboard shortcuts of the frames page. Rows without a command are handled by the strip and the table. */
import type { Shortcut } from "../ui/controls/shortcut";

export type FrameCommand = "rerender" | "openLog" | "nextFailedLog" | "previousFailedLog" | "play";

export const frameShortcuts: readonly Shortcut<FrameCommand>[] = [
  { keys: "↑ ↓ Page Home End", labelKey: "move" },
  { keys: "→ ←", labelKey: "cells" },
  { keys: "← → ↑ ↓ Home End", labelKey: "strip" },
  { keys: "Space", labelKey: "selectFrame" },
  { keys: "Space", labelKey: "preview", needs: "framePictures" },
  { keys: "1 … 9", labelKey: "previewPass", needs: "framePictures" },
  { keys: "Shift ↑ ↓ ← →", labelKey: "range" },
  { keys: "Ctrl A", labelKey: "allFrames" },
  { keys: "Esc", labelKey: "drop" },
  { keys: "r", labelKey: "rerenderFrames", command: "rerender" },
  { keys: "Shift F10", labelKey: "menu" },
  { keys: "l", labelKey: "log", command: "openLog", needs: "frameLog" },
  { keys: "n", labelKey: "nextFailedLog", command: "nextFailedLog", needs: "frameLog" },
  { keys: "p", labelKey: "previousFailedLog", command: "previousFailedLog", needs: "frameLog" },
  { keys: "v", labelKey: "play", command: "play", needs: "framePictures" },
];
