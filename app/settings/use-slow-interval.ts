import { pollingInterval } from "../queries/polling";
import { usePreferences } from "../ui/preferences";

/** Milliseconds between refreshes of account facts, which nothing hurries; false where polling is switched off. */
export function useSlowInterval(): number | false {
  const { polling } = usePreferences();
  return pollingInterval(polling, { busy: false, failed: false });
}
