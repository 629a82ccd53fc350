/** The keys of every page. */
import type { Shortcut } from "../../ui/controls/shortcut";

export type GlobalCommand = "help" | "palette" | "search";

/** `g` and a letter go to a page: the key of a row is the letter, its command the page. */
export type PagePath = "/tasks" | "/monitor" | "/history" | "/environments" | "/settings";

export const globalShortcuts: readonly Shortcut<GlobalCommand>[] = [
  { keys: "?", labelKey: "help", command: "help" },
  { keys: "Ctrl K", key: "k", ctrl: true, labelKey: "palette", command: "palette" },
  { keys: "Ctrl Z", labelKey: "undo" },
  { keys: "/", labelKey: "search", command: "search" },
];

export const goShortcuts: readonly Shortcut<PagePath>[] = [
  { keys: "g t", key: "t", labelKey: "goTasks", command: "/tasks" },
  { keys: "g m", key: "m", labelKey: "goMonitor", command: "/monitor" },
  { keys: "g h", key: "h", labelKey: "goHistory", command: "/history" },
  { keys: "g e", key: "e", labelKey: "goEnvironments", command: "/environments" },
  { keys: "g s", key: "s", labelKey: "goSettings", command: "/settings" },
];
