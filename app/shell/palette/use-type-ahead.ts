import { useEffectEvent, useLayoutEffect } from "react";
import { isCtrlLetter } from "../../ui/browser/latin-key";

/** Keys that belong to the browser regardless of the focus. */
const isBrowserKey = (event: KeyboardEvent) =>
  (/^F\d+$/.test(event.key) || event.ctrlKey || event.metaKey || event.altKey) && !isCtrlLetter(event, "k");

/**
 * While `isActive`, no key reaches the page: text goes to `onType` as an update of the typed text, Escape to `onCancel`.
 */
export function useTypeAhead(
  isActive: boolean,
  onType: (change: (typed: string) => string) => void,
  onCancel: () => void,
) {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    event.stopPropagation();
    if (isBrowserKey(event)) return;
    event.preventDefault();
    const { key } = event;
    if (key === "Escape") onCancel();
    else if (key === "Backspace") onType((typed) => typed.slice(0, -1));
    else if (key.length === 1 && !event.ctrlKey && !event.metaKey) onType((typed) => typed + key);
  });
  // A layout effect, since the next key could come before an effect.
  useLayoutEffect(() => {
    if (!isActive) return;
    window.addEventListener("keydown", onKey, true);
    return () => window.removeEventListener("keydown", onKey, true);
  }, [isActive]);
}
