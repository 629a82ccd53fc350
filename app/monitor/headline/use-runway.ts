/** How long the balance lasts. */
import { useQuery } from "@tanstack/react-query";
import { type Runway, runwayOf, runwaySpan } from "../../mirror/runway";
import { userProfileQuery } from "../../queries/account/user-profile";
import { usageQuery } from "../../queries/history/recorded-history";
import { usePreferences } from "../../ui/storage/preferences";

const HOUR_MS = 3_600_000;

/** Reads the balance again while a wall screen is open for days. */
const BALANCE_INTERVAL_MS = 60_000;

export function useBalancePolling(): void {
  const { polling } = usePreferences();
  useQuery({ ...userProfileQuery, refetchInterval: polling === "off" ? false : BALANCE_INTERVAL_MS });
}

/** null: the balance is hidden, there is no server that records, or what it recorded cannot be read. */
export function useRunway(balance: number | null, nowMs: number): Runway | null {
  const { polling } = usePreferences();
  const hourMs = Math.floor(nowMs / HOUR_MS) * HOUR_MS;
  const { data, isError } = useQuery({
    ...usageQuery({ ...runwaySpan(hourMs), period: "hour", by: "total", zone: "UTC" }, polling),
    enabled: balance !== null && !__DEMO__,
  });
  if (balance === null || !data || isError) return null;
  return runwayOf(data.rows, { balance, nowMs: hourMs, recordingSinceMs: data.recordingSinceMs });
}
