import { useRouter } from "@tanstack/react-router";
import { useEffect, useEffectEvent, useRef } from "react";
import { usePreferences } from "../ui/preferences";

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.matches("input:not([type=checkbox]), textarea, select, [contenteditable]");

/** Keys that work on every page: Ctrl/Cmd+K palette, `?` help, `/` search, `g` then a letter goes to a page. Off where the user switched them off. */
export function useGlobalKeys({ onHelp, onPalette }: { onHelp: () => void; onPalette: () => void }): void {
  const { shortcuts } = usePreferences();
  const router = useRouter();
  const going = useRef(false);
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || document.querySelector("[aria-modal=true]")) return;
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      event.preventDefault();
      onPalette();
      return;
    }
    if (!shortcuts || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const target = going.current ? pageKeys[event.key] : undefined;
    going.current = event.key === "g";
    if (target) {
      event.preventDefault();
      void router.navigate({ to: target });
    } else if (event.key === "?") {
      event.preventDefault();
      onHelp();
    } else if (event.key === "/") {
      const search = document.querySelector<HTMLElement>("[data-page-search]");
      if (search) event.preventDefault();
      search?.focus();
    }
  });
  useEffect(() => {
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
}

const pageKeys: Readonly<Record<string, "/tasks" | "/monitor" | "/environments" | "/settings">> = {
  t: "/tasks",
  m: "/monitor",
  e: "/environments",
  s: "/settings",
};
