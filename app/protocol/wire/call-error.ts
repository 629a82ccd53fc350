import type { OperationName } from "../endpoints";
import type { Failure } from "./failure";
import { isNameTakenCode } from "./refusals";

/** An operation, or what our server answers itself from what it has recorded. */
export type CallSource = OperationName | "history";

/** The only error that a call throws. Components distinguish failures by `failure.kind` and code, never by the message. */
export class CallError extends Error {
  readonly operation: CallSource;
  readonly failure: Failure;

  constructor(operation: CallSource, failure: Failure) {
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
  error instanceof CallError && error.failure.kind === "farm" && isNameTakenCode(error.failure.code);
