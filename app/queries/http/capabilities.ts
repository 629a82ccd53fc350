/** Capabilities of the connected farm, which decide which controls the page displays and enables. */
import { useQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import type { Capability } from "../../protocol/capabilities";
import type { Failure } from "../../protocol/wire/failure";
import { createStore } from "../../state/create-store";
import { healthQuery } from "./health";

/** Capabilities that the farm refused, each with the failure. */
export const refusedCapabilities = createStore<ReadonlyMap<Capability, Failure>>(new Map());

/** Records a refused capability: its controls are disabled, with the reason, until the page is reloaded. */
export function refuseCapability(capability: Capability, failure: Failure): void {
  refusedCapabilities.set(new Map(refusedCapabilities.get()).set(capability, failure));
}

/** `has`: the dialect has it, so its control is visible. `refusal`: the farm refused it, so its control is disabled. */
export type CapabilityState = { readonly has: boolean; readonly refusal: Failure | null };

/** Returns a function for the state of any capability, for components that need several. */
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
