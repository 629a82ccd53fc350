/** The one way to call an operation of either dialect. */
import { endpoints, loadResponse, type OperationName, type ResponseOf } from "../../protocol/endpoints";
import type { RequestOf } from "../../protocol/requests";
import { NOT_FOUND, permissionRefusals } from "../../protocol/wire/envelope";
import type { Failure } from "../../protocol/wire/failure";
import { CallError } from "./call-error";
import { refuseCapability } from "./capabilities";
import { postOperation } from "./post-operation";
import type { ResponseCache } from "./response-cache";

/** Calls one operation and returns its data. Throws CallError; see postOperation for its kinds. */
export async function callOperation<Name extends OperationName>(
  name: Name,
  request: RequestOf<Name>,
  signal?: AbortSignal,
  cache?: ResponseCache<ResponseOf<Name>>,
): Promise<ResponseOf<Name>> {
  const schema = await loadResponse(name).catch((): never => {
    // The schema's module comes from our own server, which did not answer; the operation was not sent yet.
    throw new CallError(name, { kind: "network", certainty: "not-sent" });
  });
  try {
    return await postOperation(name, request, { schema, signal, cache });
  } catch (error) {
    if (error instanceof CallError) refuseCapabilityOf(name, error.failure);
    throw error;
  }
}

/** Operations whose request names no task or frame, so that "not found" can only mean the operation. */
const namesNoTask: ReadonlySet<OperationName> = new Set(["hardwareConfigList", "taskRecord", "getDeletedTasks"]);

/**
 * Greys the control of an operation that the farm refuses altogether: the account lacks the right to it, or the farm does not
 * have it. A refusal that concerns one task leaves the capability as it is.
 */
function refuseCapabilityOf(name: OperationName, failure: Failure): void {
  const endpoint = endpoints[name];
  if (endpoint.since === "2018" || failure.kind !== "farm") return;
  const { code } = failure;
  if (permissionRefusals.has(code) || (code === NOT_FOUND && namesNoTask.has(name))) {
    refuseCapability(endpoint.capability, failure);
  }
}
