import { type RefObject, useEffect, useEffectEvent, useRef } from "react";

/** Radios and boxes to tick take no text, and a list that is not open has no use for the key. */
const usesEscape = (element: Element): boolean =>
  element.matches("input:not([type=radio], [type=checkbox]), textarea") || isOpenSelect(element);

function isOpenSelect(element: Element): boolean {
  try {
    return element.matches("select:open");
  } catch {
    // A browser that does not know `:open`.
    return false;
  }
}

/**
 * A panel beside a page: its heading takes the focus when `shown` becomes something else (undefined or "": nothing is
 * shown), and Escape inside it closes it, unless a part of it has a use for the key: a text field, an open list.
 */
export function useSidePanel(
  shown: number | string | undefined,
  onClose: () => void,
): { readonly panel: RefObject<HTMLElement | null>; readonly heading: RefObject<HTMLHeadingElement | null> } {
  const panel = useRef<HTMLElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (shown !== undefined && shown !== "") heading.current?.focus();
  }, [shown]);
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    // Not what has the focus now: a dialog that the same key closed has given it back to the panel already.
    const { target } = event;
    const inside = target instanceof Element && panel.current?.contains(target) && !usesEscape(target);
    if (event.key === "Escape" && inside && !event.defaultPrevented) onClose();
  });
  useEffect(() => {
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
  return { panel, heading };
}
