/** Keyboard shortcuts of playback. */
import type { Shortcut } from "../../../ui/controls/shortcut";

export type PlaybackCommand =
  | "toggle"
  | "forwards"
  | "pause"
  | "backwards"
  | "previous"
  | "next"
  | "first"
  | "last"
  | "fullScreen";

export const playbackShortcuts: readonly Shortcut<PlaybackCommand>[] = [
  { keys: "Space", key: " ", labelKey: "playToggle", command: "toggle" },
  { keys: "l", labelKey: "playForwards", command: "forwards" },
  { keys: "k", labelKey: "playPause", command: "pause" },
  { keys: "j", labelKey: "playBackwards", command: "backwards" },
  { keys: "←", key: "ArrowLeft", labelKey: "playPrevious", command: "previous" },
  { keys: "→", key: "ArrowRight", labelKey: "playNext", command: "next" },
  { keys: "Home", labelKey: "playFirst", command: "first" },
  { keys: "End", labelKey: "playLast", command: "last" },
  { keys: "f", labelKey: "playFullScreen", command: "fullScreen" },
  { keys: "1 … 9", labelKey: "pictureDigits" },
];
