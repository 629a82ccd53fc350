import { type RefObject, useEffect, useRef } from "react";

/**
 * A panel beside a page: its heading takes the focus when `shown` becomes something else (undefined or "": nothing is
 * shown), and Escape inside it closes it, unless a part of it has used the key.
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
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const inside = panel.current?.contains(document.activeElement);
      if (event.key === "Escape" && inside && !event.defaultPrevented) onClose();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [onClose]);
  return { panel, heading };
}
