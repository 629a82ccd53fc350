import { useRouter } from "@tanstack/react-router";
import { useEffect, useEffectEvent, useState } from "react";
import { focusList } from "../../ui/browser/focus-list";
import { isDialogOpen } from "../../ui/browser/is-dialog-open";
import { isTyping } from "../../ui/browser/is-typing";
import { latinKey } from "../../ui/browser/latin-key";
import { findShortcut } from "../../ui/controls/shortcut";
import { usePreferences } from "../../ui/storage/preferences";
import { type GlobalCommand, globalShortcuts } from "./global-shortcuts";
import { createGoSequence } from "./go-sequence";

const isModified = (event: KeyboardEvent) => event.ctrlKey || event.metaKey || event.altKey;

/**
 * What leads to the list of a page, if it has one: the link that skips to the content, and in the search arrow down, or Enter
 * where it does not send a form.
 */
function leadsToList({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (key === "Enter") return target.matches("[href='#page'], [data-page-search]") && target.closest("form") === null;
  return key === "ArrowDown" && target.matches("[data-page-search]");
}

/** Runs the keys of every page. The user can switch single keys off (WCAG 2.1.4), but not those with Ctrl. */
export function useGlobalKeys({ onHelp, onPalette }: { onHelp: () => void; onPalette: () => void }): void {
  const { shortcuts } = usePreferences();
  const router = useRouter();
  const [sequence] = useState(createGoSequence);
  const commands: Record<GlobalCommand, (event: KeyboardEvent) => void> = {
    help: (event) => {
      event.preventDefault();
      onHelp();
    },
    palette: (event) => {
      event.preventDefault();
      onPalette();
    },
    search: (event) => {
      const search = document.querySelector<HTMLElement>("[data-page-search]");
      if (search) event.preventDefault();
      search?.focus();
    },
  };
  /** In the capture phase: the letter after `g` must not reach the focused row, whose own keys include letters. */
  const onCapture = useEffectEvent((event: KeyboardEvent) => {
    if (!shortcuts || isModified(event) || isTyping(event.target) || isDialogOpen()) return sequence.cancel();
    const second = sequence.follow(latinKey(event), event.timeStamp);
    if (second === null) return;
    event.preventDefault();
    event.stopPropagation();
    if (second.to) void router.navigate({ to: second.to });
  });
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || isDialogOpen()) return;
    if (leadsToList(event) && focusList()) return event.preventDefault();
    const shortcut = findShortcut(globalShortcuts, event);
    const hasSingleKeys = shortcuts && !isTyping(event.target);
    if (shortcut && (shortcut.ctrl || hasSingleKeys)) commands[shortcut.command](event);
    else if (latinKey(event) === "g" && hasSingleKeys && !isModified(event)) sequence.begin(event.timeStamp);
  });
  useEffect(() => {
    window.addEventListener("keydown", onCapture, true);
    window.addEventListener("keydown", onKey);
    window.addEventListener("blur", sequence.cancel);
    return () => {
      window.removeEventListener("keydown", onCapture, true);
      window.removeEventListener("keydown", onKey);
      window.removeEventListener("blur", sequence.cancel);
    };
  }, [sequence]);
}
