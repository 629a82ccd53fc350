import { useEffect, useState } from "react";

/**
 * Gives the focus back to where it was when the caller was first shown, once the caller is gone: for dialogs that are there
 * only while they are open. What opened it may be gone by then, as “Rerender 12 failed” is when none failed any more: then
 * the list in view gets it. Focus that has gone elsewhere stays there.
 */
export function useFocusReturn(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      const lost = document.activeElement === null || document.activeElement === document.body;
      if (!lost) return;
      if (before instanceof HTMLElement && before.isConnected && !before.matches(":disabled")) before.focus();
      else document.querySelector<HTMLElement>("[role=treegrid] [tabindex='0']")?.focus();
    },
    [before],
  );
}
