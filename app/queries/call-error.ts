import type { Failure } from "../protocol/failure";
import type { AnyOperation } from "../protocol/operations";

/** The one error of a call to the farm. Views branch on `failure.kind` and its code, never on the text. */
export class CallError extends Error {
  readonly operation: AnyOperation;
  readonly failure: Failure;

  constructor(operation: AnyOperation, failure: Failure) {
    super(`${operation}: ${failure.kind}${"code" in failure ? ` ${failure.code}` : ""}`);
    this.name = "CallError";
    this.operation = operation;
    this.failure = failure;
  }
}

/** The failure behind anything thrown; something unforeseen reads as a reply that did not fit. */
export function failureOf(error: unknown): Failure {
  if (error instanceof CallError) return error.failure;
  return { kind: "shape", detail: error instanceof Error ? error.message : String(error), outcome: "unknown" };
}
