import { useQuery } from "@tanstack/react-query";
import { type PlatformAdvice, platformAdvice } from "../../protocol/account/platforms";
import { platformsQuery, type Zone } from "./account";
import { userProfileQuery } from "./user-profile";

/** How busy a platform is changes slowly, and the farm has a request budget. */
const EVERY_MS = 300_000;

const isZone = (zone: number | null | undefined): zone is Zone => zone === 1 || zone === 2;

/** Where else to submit while the account's platform is busy, full or disabled; null: nothing to say. */
export function usePlatformAdvice(): PlatformAdvice | null {
  const { data: profile } = useQuery(userProfileQuery);
  const zone = profile?.zone;
  const { data } = useQuery({
    ...platformsQuery(isZone(zone) ? zone : 1),
    enabled: isZone(zone),
    staleTime: EVERY_MS,
    // A farm of 2018 tells no state.
    refetchInterval: (query) => (query.state.data?.rows.some(({ status }) => status !== null) ? EVERY_MS : false),
  });
  return data && profile ? platformAdvice(data.rows, profile.platform) : null;
}
