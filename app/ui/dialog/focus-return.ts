import { useEffect, useState } from "react";

/**
 * Returns the focus to the element that had it before the caller mounted, when the caller unmounts: for dialogs that are
 * mounted only while open. The opener may be unmounted by then ("Rerender 12 failed" disappears when no frame is failed):
 * then the list on screen takes the focus. Focus that already moved elsewhere stays there.
 */
export function useFocusReturn(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      const isFocusLost = document.activeElement === null || document.activeElement === document.body;
      if (!isFocusLost) return;
      if (before instanceof HTMLElement && before.isConnected && !before.matches(":disabled")) before.focus();
      else document.querySelector<HTMLElement>("[role=treegrid] [tabindex='0']")?.focus();
    },
    [before],
  );
}
