import { useEffect, useState } from "react";

/** How long controls stay after the pointer or a key was last used, ms. */
const STAY_MS = 5000;

/** Whether a wall screen hides its controls: until the pointer moves, a key is pressed or a control has the focus. */
export function useControlsHidden(isKiosk: boolean): boolean {
  const [isIdle, setIsIdle] = useState(true);
  useEffect(() => {
    if (!isKiosk) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const hide = () => {
      const focused = document.activeElement;
      if (focused?.matches(":focus-visible")) timer = setTimeout(hide, STAY_MS);
      else setIsIdle(true);
    };
    const show = () => {
      setIsIdle(false);
      clearTimeout(timer);
      timer = setTimeout(hide, STAY_MS);
    };
    const events = ["pointermove", "pointerdown", "keydown", "focusin"] as const;
    for (const name of events) document.addEventListener(name, show);
    return () => {
      clearTimeout(timer);
      for (const name of events) document.removeEventListener(name, show);
    };
  }, [isKiosk]);
  return isKiosk && isIdle;
}
