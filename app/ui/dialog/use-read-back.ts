/** Looks for the effect of an accepted write again: on a live farm the status follows with a delay. */
import { useEffect, useEffectEvent, useState } from "react";

/** Delays before each further look, s. The vendor's own client waits 5 s; after about half a minute there is no effect to expect. */
export const READ_BACK_DELAYS_SECONDS = [5, 10, 20] as const;

export type ReadBack = {
  /** Seconds until the next look begins, as planned after the last one; null: no further look. */
  readonly nextSeconds: number | null;
};

/**
 * While `isAwaited`, calls `look` after 5 s, 10 s more, and 20 s more, one at a time. A failed look counts as one. It stops
 * when the component unmounts.
 */
export function useReadBack(isAwaited: boolean, look: () => Promise<unknown>): ReadBack {
  const [looks, setLooks] = useState(0);
  const nextSeconds = (isAwaited && READ_BACK_DELAYS_SECONDS[looks]) || null;
  const lookAgain = useEffectEvent(look);
  useEffect(() => {
    if (nextSeconds === null) return;
    let isMounted = true;
    const count = () => {
      if (isMounted) setLooks((before) => before + 1);
    };
    const timer = setTimeout(() => void lookAgain().then(count, count), nextSeconds * 1000);
    return () => {
      isMounted = false;
      clearTimeout(timer);
    };
  }, [nextSeconds]);
  return { nextSeconds };
}
