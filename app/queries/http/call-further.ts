/**
 * Calls of what today's farm can do beyond the 28 operations. Pages that show such a thing import this; the first load does
 * not. A farm that refuses an operation altogether is not asked again: its control says why for the rest of the session.
 */

import {
  type FurtherName,
  type FurtherRequestOf,
  type FurtherResponseOf,
  furtherEndpoints,
} from "../../protocol/further-endpoints";
import { NOT_FOUND, permissionRefusals } from "../../protocol/wire/envelope";
import { CallError } from "./call-error";
import { type OperationRow, postOperation } from "./call-operation";
import { refuse } from "./capabilities";

const rows: { readonly [Name in FurtherName]: OperationRow<FurtherResponseOf<Name>> } = furtherEndpoints;

/** Operations that name no task or frame: for them "not found" can only mean the operation itself. */
const nameNothing: ReadonlySet<FurtherName> = new Set(["hardwareConfigList", "taskRecord", "getDeletedTasks"]);

/** Calls one further operation and returns its data. Throws CallError (see `ask`). */
export async function callFurther<Name extends FurtherName>(
  name: Name,
  request: FurtherRequestOf<Name>,
  signal?: AbortSignal,
): Promise<FurtherResponseOf<Name>> {
  try {
    return await postOperation(name, rows[name], request, signal);
  } catch (error) {
    if (error instanceof CallError && error.failure.kind === "farm") {
      const { code } = error.failure;
      if (permissionRefusals.has(code) || (code === NOT_FOUND && nameNothing.has(name))) {
        refuse(furtherEndpoints[name].capability, error.failure);
      }
    }
    throw error;
  }
}
