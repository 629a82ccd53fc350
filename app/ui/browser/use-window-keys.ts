import { useEffectEvent, useLayoutEffect } from "react";

/** Runs at each key while the component is there, wherever the focus is. `isFirst`: before the keys of all elements. */
export function useWindowKeys(onKey: (event: KeyboardEvent) => void, isFirst = false): void {
  const handleKey = useEffectEvent(onKey);
  // A layout effect, since the next key could come before an effect.
  useLayoutEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => handleKey(event);
    window.addEventListener("keydown", onKeyDown, isFirst);
    return () => window.removeEventListener("keydown", onKeyDown, isFirst);
  }, [isFirst]);
}
