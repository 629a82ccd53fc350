import { useSyncExternalStore } from "react";

const subscribe = (listener: () => void) => {
  document.addEventListener("fullscreenchange", listener);
  return () => document.removeEventListener("fullscreenchange", listener);
};

/** Whether the page fills the screen, and how to change that; `toggle` is null where the browser cannot. */
export function useFullScreen(): { readonly on: boolean; readonly toggle: (() => void) | null } {
  const on = useSyncExternalStore(subscribe, () => Boolean(document.fullscreenElement));
  const toggle = () => {
    // A refusal leaves everything as it is; the button says which state that is.
    const change = on ? document.exitFullscreen() : document.documentElement.requestFullscreen();
    void change.catch(() => undefined);
  };
  return { on, toggle: document.fullscreenEnabled ? toggle : null };
}
