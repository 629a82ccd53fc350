/** What the farm in use can do beyond the 28 operations of 2018: decides which controls the page shows. */
import { useQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import type { Capability } from "../../protocol/capabilities";
import type { Failure } from "../../protocol/wire/failure";
import { createStore } from "../../state/create-store";
import { healthQuery } from "./health";

/** Capabilities that the farm refused, each with its refusal. */
export const refusedCapabilities = createStore<ReadonlyMap<Capability, Failure>>(new Map());

/** Records that the farm refuses a capability: its controls are grey, with the reason, until the page is reloaded. */
export function refuseCapability(capability: Capability, failure: Failure): void {
  refusedCapabilities.set(new Map(refusedCapabilities.get()).set(capability, failure));
}

/** `has`: the dialect offers it, so its control is visible. `refusal`: why the farm refuses it, so its control is grey. */
export type CapabilityState = { readonly has: boolean; readonly refusal: Failure | null };

/** The state of any capability, for components that need several. */
export function useCapabilities(): (capability: Capability) => CapabilityState {
  const { data: health } = useQuery(healthQuery);
  const refusals = refusedCapabilities.use();
  return useCallback(
    (capability) => ({
      has: health?.capabilities.includes(capability) ?? false,
      refusal: refusals.get(capability) ?? null,
    }),
    [health, refusals],
  );
}

export const useCapability = (capability: Capability): CapabilityState => useCapabilities()(capability);
