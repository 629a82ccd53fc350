/** Capabilities of the connected farm and account, which decide which controls the page displays and enables. */
import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import {
  type Obstacle,
  obstacleOfCapability,
  obstaclesOf,
  type Refusal,
  refuseFor,
} from "../../protocol/account/rights";
import type { Capability } from "../../protocol/capabilities";
import { userProfileQuery } from "../account/user-profile";
import { healthQuery } from "./health";
import { refusedCapabilities } from "./refused-capabilities";

/** `has`: the dialect has it, so its control is visible. `refusal`: its control is disabled. */
export type CapabilityState = { readonly has: boolean; readonly refusal: Refusal | null };

/**
 * What the account may not do; empty while its profile is unknown. The same value until the profile changes. Sends no request: the
 * pages with commands read the profile for their prices.
 */
export function useObstacles(): ReadonlySet<Obstacle> {
  const { data: profile } = useQuery({ ...userProfileQuery, enabled: false });
  return useMemo(() => obstaclesOf(profile), [profile]);
}

/** Returns a function for the state of any capability, for components that need several. */
export function useCapabilities(): (capability: Capability) => CapabilityState {
  const { data: health } = useQuery(healthQuery);
  const refusals = refusedCapabilities.use();
  const obstacles = useObstacles();
  return useCallback(
    (capability) => {
      const obstacle = obstacleOfCapability(capability, obstacles);
      return {
        has: health?.capabilities.includes(capability) ?? false,
        refusal: refusals.get(capability) ?? (obstacle === null ? null : refuseFor(obstacle)),
      };
    },
    [health, refusals, obstacles],
  );
}

export const useCapability = (capability: Capability): CapabilityState => useCapabilities()(capability);
