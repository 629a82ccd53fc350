import { useEffect, useState } from "react";

/** "refused": the browser has no Screen Wake Lock, the page is not on HTTPS, or the battery is low. */
export type WakeLockState = "off" | "on" | "refused";

/** Keeps the screen awake while wanted. The browser takes the lock away from a hidden tab: it is asked for again afterwards. */
export function useWakeLock(wanted: boolean): WakeLockState {
  const [state, setState] = useState<WakeLockState>("off");
  useEffect(() => {
    if (!wanted) return;
    let lock: WakeLockSentinel | null = null;
    let over = false;
    const take = async () => {
      if (document.hidden || (lock && !lock.released)) return;
      try {
        if (!("wakeLock" in navigator)) throw new Error("no wake lock");
        const taken = await navigator.wakeLock.request("screen");
        if (over) await taken.release();
        else {
          lock = taken;
          setState("on");
        }
      } catch {
        if (!over) setState("refused");
      }
    };
    const onChange = () => void take();
    onChange();
    document.addEventListener("visibilitychange", onChange);
    return () => {
      over = true;
      document.removeEventListener("visibilitychange", onChange);
      void lock?.release().catch(() => undefined);
      setState("off");
    };
  }, [wanted]);
  return state;
}
