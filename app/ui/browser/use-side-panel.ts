import { type RefObject, useEffect, useRef } from "react";
import { useWindowKeys } from "./use-window-keys";

/** Radio buttons, checkboxes and closed lists do not use Escape. */
const usesEscape = (element: Element): boolean =>
  element.matches("input:not([type=radio], [type=checkbox]), textarea") || isOpenSelect(element);

function isOpenSelect(element: Element): boolean {
  try {
    return element.matches("select:open");
  } catch {
    // This browser does not support `:open`.
    return false;
  }
}

/**
 * A panel beside a page: its heading takes the focus when the content key changes (undefined or "": the panel is empty),
 * and Escape inside it closes it, except in an element that uses Escape itself: a text field, an open list.
 */
export function useSidePanel(
  contentKey: number | string | undefined,
  onClose: () => void,
): { readonly panel: RefObject<HTMLElement | null>; readonly heading: RefObject<HTMLHeadingElement | null> } {
  const panel = useRef<HTMLElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (contentKey !== undefined && contentKey !== "") heading.current?.focus();
  }, [contentKey]);
  useWindowKeys((event) => {
    // Checks the target, not document.activeElement: a dialog closed by the same key has already returned the focus to the panel.
    const { target } = event;
    const inside = target instanceof Element && panel.current?.contains(target) && !usesEscape(target);
    if (event.key === "Escape" && inside && !event.defaultPrevented) onClose();
  });
  return { panel, heading };
}
