import { pollingInterval } from "../queries/http/polling";
import { usePreferences } from "../ui/storage/preferences";

/** Milliseconds between refreshes of account facts, which nothing hurries; false where polling is switched off. */
export function useSlowInterval(): number | false {
  const { polling } = usePreferences();
  return pollingInterval(polling, { busy: false, failed: false });
}
