import { useSyncExternalStore } from "react";

const subscribe = (listener: () => void) => {
  document.addEventListener("fullscreenchange", listener);
  return () => document.removeEventListener("fullscreenchange", listener);
};

/** Whether the page fills the screen; `toggle` is null where the browser has no full screen. */
export function useFullScreen(): { readonly on: boolean; readonly toggle: (() => void) | null } {
  const on = useSyncExternalStore(subscribe, () => Boolean(document.fullscreenElement));
  const toggle = () => {
    // A refusal changes nothing, and the button shows the state.
    const change = on ? document.exitFullscreen() : document.documentElement.requestFullscreen();
    void change.catch(() => undefined);
  };
  return { on, toggle: document.fullscreenEnabled ? toggle : null };
}
