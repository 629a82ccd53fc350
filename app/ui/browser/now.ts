/** Shared clocks: all relative times ("4 min ago") change together, and not at all in a hidden tab. */
import { createStore } from "../../state/create-store";

/** A hook that returns the current time, or a value derived from it: the component renders when that value changes. */
function createClock(stepMs: number) {
  const store = createStore(Date.now(), {
    connect: () => {
      store.set(Date.now());
      const timer = setInterval(tick, stepMs);
      document.addEventListener("visibilitychange", tick);
      return () => {
        clearInterval(timer);
        document.removeEventListener("visibilitychange", tick);
      };
    },
  });
  const tick = () => {
    if (!document.hidden) store.set(Date.now());
  };
  return store.use;
}

/** The current time in epoch ms, updated every second: for the age of data. */
export const useSecond = createClock(1000);
/** The current time in epoch ms, updated every half minute: for relative times and estimates. */
export const useHalfMinute = createClock(30_000);
