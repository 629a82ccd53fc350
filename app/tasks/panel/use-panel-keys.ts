import type { RefObject } from "react";
import { isDialogOpen } from "../../ui/browser/is-dialog-open";
import { isTyping } from "../../ui/browser/is-typing";
import { useWindowKeys } from "../../ui/browser/use-window-keys";
import { findShortcut } from "../../ui/controls/shortcut";
import { usePreferences } from "../../ui/storage/preferences";
import { useOpenDialog } from "../commands/command-dialog";
import { useOpenFrames } from "../commands/use-open-frames";
import { taskShortcuts } from "../task-shortcuts";

/** The keys of the list work in the panel too, for its task. On its heading, the arrows lead to the tasks before and after. */
export function usePanelKeys({
  panel,
  heading,
  id,
  onArrow,
}: {
  panel: RefObject<HTMLElement | null>;
  heading: RefObject<HTMLElement | null>;
  /** undefined: the task does not exist. */
  id: number | undefined;
  onArrow: (side: "previous" | "next") => void;
}): void {
  const { shortcuts } = usePreferences();
  const openDialog = useOpenDialog();
  const openFrames = useOpenFrames();
  useWindowKeys((event) => {
    const { target, key } = event;
    if (event.defaultPrevented || isTyping(target) || isDialogOpen()) return;
    if (!(target instanceof Element) || !panel.current?.contains(target)) return;
    if (target === heading.current && (key === "ArrowDown" || key === "ArrowUp")) {
      event.preventDefault();
      onArrow(key === "ArrowDown" ? "next" : "previous");
      return;
    }
    const shortcut = shortcuts ? findShortcut(taskShortcuts, event) : undefined;
    if (shortcut === undefined || id === undefined) return;
    event.preventDefault();
    if (shortcut.command === "frames") openFrames(id);
    else openDialog(shortcut.command, [id]);
  });
}
