import { useEffectEvent, useLayoutEffect } from "react";

/** Keys that are the browser's own whatever has the focus. */
const isBrowsers = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent) =>
  (/^F\d+$/.test(key) || ctrlKey || metaKey || altKey) && key.toLowerCase() !== "k";

/**
 * While `active`, every key is kept from the page: what writes text goes to `onType` as a change of what was typed so far,
 * Escape to `onCancel`.
 */
export function useTypeAhead(
  active: boolean,
  onType: (change: (typed: string) => string) => void,
  onCancel: () => void,
) {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    event.stopPropagation();
    if (isBrowsers(event)) return;
    event.preventDefault();
    const { key } = event;
    if (key === "Escape") onCancel();
    else if (key === "Backspace") onType((typed) => typed.slice(0, -1));
    else if (key.length === 1 && !event.ctrlKey && !event.metaKey) onType((typed) => typed + key);
  });
  // Before the next key: an effect could come after it.
  useLayoutEffect(() => {
    if (!active) return;
    window.addEventListener("keydown", onKey, true);
    return () => window.removeEventListener("keydown", onKey, true);
  }, [active]);
}
