/** Shared clocks: all relative times ("4 min ago") change together, and not at all in a hidden tab. */
import { createStore } from "../../state/create-store";
import { serverClock, serverNow } from "../../state/server-clock";

/** A hook that returns the current time, or a value derived from it: the component renders when that value changes. */
function createClock(stepMs: number, now: () => number) {
  const store = createStore(now(), {
    connect: () => {
      store.set(now());
      const timer = setInterval(tick, stepMs);
      document.addEventListener("visibilitychange", tick);
      const stopFollowing = serverClock.subscribe(tick);
      return () => {
        clearInterval(timer);
        document.removeEventListener("visibilitychange", tick);
        stopFollowing();
      };
    },
  });
  const tick = () => {
    if (!document.hidden) store.set(now());
  };
  return store.use;
}

/** The viewer's time in epoch ms, updated every second: for the age of data, which is dated with the same clock. */
export const useSecond = createClock(1000, () => Date.now());
/** The farm's time in epoch ms, updated every second: for frames that render while a dialog is open. */
export const useServerSecond = createClock(1000, serverNow);
/** The farm's time in epoch ms, updated every half minute: for relative times and estimates. */
export const useHalfMinute = createClock(30_000, serverNow);
