import { useRouter } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { usePreferences } from "../ui/preferences";

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.matches("input:not([type=checkbox]), textarea, select, [contenteditable]");

/** Keys that work on every page: `?` help, `/` search, `g` then a letter goes to a page. Off where the user switched them off. */
export function useGlobalKeys({ onHelp }: { onHelp: () => void }): void {
  const { shortcuts } = usePreferences();
  const router = useRouter();
  const going = useRef(false);
  useEffect(() => {
    if (!shortcuts) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (document.querySelector("[aria-modal=true]")) return;
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
    };

    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [shortcuts, router, onHelp]);
}

const pageKeys: Readonly<Record<string, "/tasks" | "/monitor" | "/environments" | "/settings">> = {
  t: "/tasks",
  m: "/monitor",
  e: "/environments",
};
