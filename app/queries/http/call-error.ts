import type { OperationName } from "../../protocol/endpoints";
import { NAME_TAKEN } from "../../protocol/wire/envelope";
import type { Failure } from "../../protocol/wire/failure";

/** The only error that a call throws. Components distinguish failures by `failure.kind` and code, never by the message. */
export class CallError extends Error {
  readonly operation: OperationName;
  readonly failure: Failure;

  constructor(operation: OperationName, failure: Failure) {
    super(`${operation}: ${failure.kind}${"code" in failure ? ` ${failure.code}` : ""}`);
    this.name = "CallError";
    this.operation = operation;
    this.failure = failure;
  }
}

/** The failure of any thrown value; an unexpected error gives kind "shape". */
export function failureOf(error: unknown): Failure {
  if (error instanceof CallError) return error.failure;
  return { kind: "shape", detail: error instanceof Error ? error.message : String(error), certainty: "unknown" };
}

/** Whether the farm refused a write because the name is already used; forms display this at the name field. */
export const isNameTaken = (error: unknown): boolean =>
  error instanceof CallError && error.failure.kind === "farm" && error.failure.code === NAME_TAKEN;
