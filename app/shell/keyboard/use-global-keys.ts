import { useRouter } from "@tanstack/react-router";
import { useEffect, useEffectEvent, useState } from "react";
import { isTyping } from "../../ui/browser/is-typing";
import { usePreferences } from "../../ui/storage/preferences";
import { createGoSequence } from "./go-sequence";

const isModified = (event: KeyboardEvent) => event.ctrlKey || event.metaKey || event.altKey;
/** A dialog keeps the keys to itself. */
const isShut = () => document.querySelector("[aria-modal=true]") !== null;

/** Keys that work on every page: Ctrl/Cmd+K palette, `?` help, `/` search, `g` then a letter goes to a page. Single keys are off where the user switched them off; Ctrl/Cmd+K never is. */
export function useGlobalKeys({ onHelp, onPalette }: { onHelp: () => void; onPalette: () => void }): void {
  const { shortcuts } = usePreferences();
  const router = useRouter();
  const [going] = useState(createGoSequence);
  /** Before anything of the page sees it: what follows `g` is no key of the row that has the focus. */
  const onKeyFirst = useEffectEvent((event: KeyboardEvent) => {
    if (!shortcuts || isModified(event) || isTyping(event.target) || isShut()) return going.forget();
    const followed = going.follow(event.key, event.timeStamp);
    if (followed === null) return;
    event.preventDefault();
    event.stopPropagation();
    if (followed.to) void router.navigate({ to: followed.to });
  });
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || isShut()) return;
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      event.preventDefault();
      onPalette();
      return;
    }
    if (!shortcuts || isModified(event) || isTyping(event.target)) return;
    if (event.key === "g") going.begin(event.timeStamp);
    else if (event.key === "?") {
      event.preventDefault();
      onHelp();
    } else if (event.key === "/") {
      const search = document.querySelector<HTMLElement>("[data-page-search]");
      if (search) event.preventDefault();
      search?.focus();
    }
  });
  useEffect(() => {
    window.addEventListener("keydown", onKeyFirst, true);
    window.addEventListener("keydown", onKey);
    window.addEventListener("blur", going.forget);
    return () => {
      window.removeEventListener("keydown", onKeyFirst, true);
      window.removeEventListener("keydown", onKey);
      window.removeEventListener("blur", going.forget);
    };
  }, [going]);
}
