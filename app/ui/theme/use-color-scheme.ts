import { useSyncExternalStore } from "react";
import { usePreferences } from "../storage/preferences";

const query = "(prefers-color-scheme: dark)";
const subscribe = (listener: () => void) => {
  const media = window.matchMedia(query);
  media.addEventListener("change", listener);
  return () => media.removeEventListener("change", listener);
};

/** The active theme: the chosen one, else the system's. */
export function useColorScheme(): "light" | "dark" {
  const { theme } = usePreferences();
  const dark = useSyncExternalStore(subscribe, () => window.matchMedia(query).matches);
  return theme === "auto" ? (dark ? "dark" : "light") : theme;
}
