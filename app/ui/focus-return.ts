import { useEffect, useState } from "react";

/**
 * Gives the focus back to where it was when the caller was first shown, once the caller is gone: for dialogs that are there
 * only while they are open. Focus that has gone elsewhere by then stays there.
 */
export function useFocusReturn(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      const lost = document.activeElement === null || document.activeElement === document.body;
      if (lost && before instanceof HTMLElement && before.isConnected) before.focus();
    },
    [before],
  );
}
