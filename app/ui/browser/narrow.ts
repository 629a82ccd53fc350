import { useSyncExternalStore } from "react";

function createQuery(query: string) {
  const subscribe = (listener: () => void) => {
    const media = window.matchMedia(query);
    media.addEventListener("change", listener);
    return () => media.removeEventListener("change", listener);
  };
  return (): boolean => useSyncExternalStore(subscribe, () => window.matchMedia(query).matches);
}

/** Whether the window is as narrow as a phone: pages show cards instead of a table. */
export const useNarrow = createQuery("(max-width: 700px)");

/** Whether a toolbar is too narrow for filters side by side. */
export const useCramped = createQuery("(max-width: 1120px)");
