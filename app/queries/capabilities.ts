/** What the farm in use can do beyond the 28 operations: the one place that decides whether a control is shown. */
import { useQuery } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import type { Capability } from "../protocol/capabilities";
import type { Failure } from "../protocol/failure";
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
export function useCapability(capability: Capability): { readonly has: boolean; readonly refusal: Failure | null } {
  const { data: health } = useQuery(healthQuery);
  const refusal = useSyncExternalStore(subscribe, () => refused.get(capability) ?? null);
  return { has: health?.capabilities.includes(capability) ?? false, refusal };
}
