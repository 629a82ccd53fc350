/** The place of a scrolled list in this tab: the list opens there again after Back, a link, a reload or another site. */
import { type RefObject, useLayoutEffect, useRef } from "react";
import { accountKey } from "../../state/account";

const STORE = accountKey("renderdeck.scroll.1");

/** Scroll offset in px by list; kept in sessionStorage, because a reload and another site end the page. */
function readPlaces(): Record<string, number> {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(STORE) ?? "{}");
    const entries = typeof stored === "object" && stored !== null ? Object.entries(stored) : [];
    return Object.fromEntries(entries.filter(([, top]) => typeof top === "number" && top > 0));
  } catch {
    return {};
  }
}

function storePlace(key: string, top: number): void {
  try {
    sessionStorage.setItem(STORE, JSON.stringify({ ...readPlaces(), [key]: Math.round(top) }));
  } catch {
    // Full or forbidden: the list opens at its start.
  }
}

/** Signs that the user scrolls: a list that still loads must not move under the pointer. */
const userEvents = ["wheel", "touchstart", "pointerdown", "keydown"] as const;

/**
 * Restores the offset of a scroller once its content reaches it, and stores it when the list or the page closes. `key` null:
 * nothing is kept.
 */
export function useScrollMemory(scrollerRef: RefObject<HTMLElement | null>, key: string | null): void {
  const pending = useRef<number | null>(null);
  const top = useRef(0);

  useLayoutEffect(() => {
    if (key === null) return;
    pending.current = readPlaces()[key] ?? null;
    const element = scrollerRef.current;
    const giveUp = () => {
      pending.current = null;
    };
    const follow = () => {
      top.current = element?.scrollTop ?? 0;
    };
    // A place that is not reached yet is still the user's place.
    const store = () => storePlace(key, pending.current ?? top.current);
    for (const name of userEvents) element?.addEventListener(name, giveUp, { passive: true });
    // Before the virtualiser changes rows: after it, reading the offset would force a layout.
    element?.addEventListener("scroll", follow, { passive: true, capture: true });
    window.addEventListener("pagehide", store);
    return () => {
      for (const name of userEvents) element?.removeEventListener(name, giveUp);
      element?.removeEventListener("scroll", follow, { capture: true });
      window.removeEventListener("pagehide", store);
      store();
      top.current = 0;
    };
  }, [scrollerRef, key]);

  // After every render: each may have added rows.
  useLayoutEffect(() => {
    const element = scrollerRef.current;
    if (element === null || pending.current === null) return;
    element.scrollTop = pending.current;
    top.current = element.scrollTop;
    if (Math.abs(element.scrollTop - pending.current) <= 1) pending.current = null;
  });
}
