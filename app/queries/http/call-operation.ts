/** Calls of operations: the query layer sends every request through callOperation. */
import { endpoints, loadResponse, type OperationName, type ResponseOf } from "../../protocol/endpoints";
import type { RequestOf } from "../../protocol/requests";
import { CallError } from "../../protocol/wire/call-error";
import { permissionRefusals } from "../../protocol/wire/envelope";
import type { Failure } from "../../protocol/wire/failure";
import { NOT_FOUND } from "../../protocol/wire/refusals";
import { postOperation } from "./post-operation";
import { refuseCapability } from "./refused-capabilities";
import type { ResponseCache } from "./response-cache";

/** Calls one operation and returns its data. Throws CallError; see postOperation for its kinds. */
export async function callOperation<Name extends OperationName>(
  name: Name,
  request: RequestOf<Name>,
  signal?: AbortSignal,
  cache?: ResponseCache<ResponseOf<Name>>,
  headers?: Readonly<Record<string, string>>,
): Promise<ResponseOf<Name>> {
  const schema = await loadResponse(name).catch((): never => {
    // The schema's module comes from the page's server, which did not respond, so the operation was not sent.
    throw new CallError(name, { kind: "network", certainty: "not-sent" });
  });
  try {
    return await postOperation(name, request, { schema, signal, cache, headers });
  } catch (error) {
    if (error instanceof CallError) refuseCapabilityOf(name, error.failure);
    throw error;
  }
}

/** Operations whose requests contain no task or frame, so NOT_FOUND means that the farm lacks the operation. */
const namesNoTask: ReadonlySet<OperationName> = new Set(["hardwareConfigList", "taskRecord", "getDeletedTasks"]);

/**
 * Disables a capability whose operation the farm refuses in general: the account lacks the right, or the farm lacks the
 * operation. A refusal that concerns one task does not change the capability.
 */
function refuseCapabilityOf(name: OperationName, failure: Failure): void {
  const endpoint = endpoints[name];
  if (endpoint.since === "2018" || failure.kind !== "farm") return;
  const { code } = failure;
  if (permissionRefusals.has(code) || (code === NOT_FOUND && namesNoTask.has(name))) {
    refuseCapability(endpoint.capability, failure);
  }
}
