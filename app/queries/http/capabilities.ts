/** Capabilities of the connected farm and account, which decide which controls the page displays and enables. */
import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import {
  type Obstacle,
  obstacleOfCapability,
  obstaclesOf,
  obstaclesOfRole,
  type Refusal,
  refuseFor,
} from "../../protocol/account/rights";
import type { Capability } from "../../protocol/capabilities";
import type { Task } from "../../protocol/tasks/task";
import { useRole } from "../account/me";
import { userProfileQuery } from "../account/user-profile";
import { healthQuery } from "./health";
import { refusedCapabilities } from "./refused-capabilities";

/** `has`: the dialect has it, so its control is visible. `refusal`: its control is disabled. */
export type CapabilityState = { readonly has: boolean; readonly refusal: Refusal | null };

/**
 * What the account and the person may not do; empty while both are unknown. The same value until one of them changes. Sends no request: the
 * pages with commands read the profile for their prices.
 */
export function useObstacles(): ReadonlySet<Obstacle> {
  const { data: profile } = useQuery({ ...userProfileQuery, enabled: false });
  const role = useRole();
  return useMemo(() => new Set([...obstaclesOfRole(role), ...obstaclesOf(profile)]), [profile, role]);
}

/** Why this person may not do what needs a role; null: it may. */
export const useRoleRefusal = (obstacle: "roleOperator" | "roleManager"): Refusal | null =>
  useObstacles().has(obstacle) ? refuseFor(obstacle) : null;

/** Why nobody, or not this person, may change a task; null: it may be changed. */
export function useTaskRefusal({ isOperable }: Pick<Task, "isOperable">): Refusal | null {
  const refusal = useRoleRefusal("roleOperator");
  return refusal ?? (isOperable === false ? refuseFor("inoperable") : null);
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
