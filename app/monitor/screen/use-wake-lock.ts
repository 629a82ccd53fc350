import { useEffect, useState } from "react";

/** "refused": the browser has no Screen Wake Lock, the page is not on HTTPS, or the battery is low. */
export type WakeLockState = "off" | "on" | "refused";

/** Keeps the screen awake while enabled. The browser releases the lock of a hidden tab, so it is requested again afterwards. */
export function useWakeLock(isEnabled: boolean): WakeLockState {
  const [state, setState] = useState<WakeLockState>("off");
  useEffect(() => {
    if (!isEnabled) return;
    let lock: WakeLockSentinel | null = null;
    let isOver = false;
    const request = async () => {
      if (document.hidden || (lock && !lock.released)) return;
      try {
        if (!("wakeLock" in navigator)) throw new Error("no wake lock");
        const requested = await navigator.wakeLock.request("screen");
        if (isOver) await requested.release();
        else {
          lock = requested;
          setState("on");
        }
      } catch {
        if (!isOver) setState("refused");
      }
    };
    const onChange = () => void request();
    onChange();
    document.addEventListener("visibilitychange", onChange);
    return () => {
      isOver = true;
      document.removeEventListener("visibilitychange", onChange);
      void lock?.release().catch(() => undefined);
      setState("off");
    };
  }, [isEnabled]);
  return state;
}
