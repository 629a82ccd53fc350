/** Capabilities that the farm refused in this session. */
import type { Capability } from "../../protocol/capabilities";
import type { Failure } from "../../protocol/wire/failure";
import { createStore } from "../../state/create-store";

/** Capabilities that the farm refused, each with the failure. */
export const refusedCapabilities = createStore<ReadonlyMap<Capability, Failure>>(new Map());

/** Records a refused capability: its controls are disabled, with the reason, until the page is reloaded. */
export function refuseCapability(capability: Capability, failure: Failure): void {
  refusedCapabilities.set(new Map(refusedCapabilities.get()).set(capability, failure));
}
