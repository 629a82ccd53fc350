import { pollingInterval } from "../queries/http/polling";
import { usePreferences } from "../ui/storage/preferences";

/** Poll interval of the account's data, which changes rarely, ms; false: polling is switched off. */
export function useSlowInterval(): number | false {
  const { polling } = usePreferences();
  return pollingInterval(polling, { isBusy: false, hasFailed: false });
}
