/** What the farm in use can do beyond the 28 operations: the one place that decides whether a control is shown. */
import { useQuery } from "@tanstack/react-query";
import { useCallback, useSyncExternalStore } from "react";
import type { Capability } from "../../protocol/capabilities";
import type { Failure } from "../../protocol/wire/failure";
import { healthQuery } from "./health";

let refused: ReadonlyMap<Capability, Failure> = new Map();
const listeners = new Set<() => void>();

/** Notes that the farm refuses a capability: its controls are greyed, with the reason, until the page is loaded anew. */
export function refuse(capability: Capability, failure: Failure): void {
  refused = new Map(refused).set(capability, failure);
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
};

/** Whether the farm has it (show the control), and why it refuses it to this account (grey the control). */
export type CapabilityState = { readonly has: boolean; readonly refusal: Failure | null };

/** The state of any capability, for those who ask after several. */
export function useCapabilities(): (capability: Capability) => CapabilityState {
  const { data: health } = useQuery(healthQuery);
  const refusals = useSyncExternalStore(subscribe, () => refused);
  return useCallback(
    (capability) => ({
      has: health?.capabilities.includes(capability) ?? false,
      refusal: refusals.get(capability) ?? null,
    }),
    [health, refusals],
  );
}

export const useCapability = (capability: Capability): CapabilityState => useCapabilities()(capability);
