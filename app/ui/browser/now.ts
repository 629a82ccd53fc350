/** Shared clocks: everything that shows "4 min ago" ticks together, and not at all in a hidden tab. */
import { useSyncExternalStore } from "react";

function createClock(stepMs: number) {
  const listeners = new Set<() => void>();
  let timer: ReturnType<typeof setInterval> | undefined;
  let nowMs = Date.now();
  const tick = () => {
    if (document.hidden) return;
    nowMs = Date.now();
    for (const listener of listeners) listener();
  };
  const subscribe = (listener: () => void) => {
    if (listeners.size === 0) {
      nowMs = Date.now();
      timer = setInterval(tick, stepMs);
      document.addEventListener("visibilitychange", tick);
    }
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
      if (listeners.size > 0) return;
      clearInterval(timer);
      document.removeEventListener("visibilitychange", tick);
    };
  };
  /** The present, or what `read` makes of it: who reads something coarser is drawn again only when that changes. */
  function useClock(): number;
  function useClock<T>(read: (nowMs: number) => T): T;
  function useClock<T>(read?: (nowMs: number) => T): number | T {
    return useSyncExternalStore(subscribe, () => (read ? read(nowMs) : nowMs));
  }
  return useClock;
}

/** The present in epoch ms, renewed every second: for the age of data. */
export const useSecond = createClock(1000);
/** The present in epoch ms, renewed every half minute: for relative times and estimates. */
export const useHalfMinute = createClock(30_000);
