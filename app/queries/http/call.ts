/** Calls of the 28 operations of the specification. */
import { endpoints, type OperationName, type RequestOf, type ResponseOf } from "../../protocol/endpoints";
import { type OperationRow, postOperation } from "./call-operation";
import type { ResponseCache } from "./response-cache";

/** The endpoint table seen name by name, so that a generic name keeps its own response type. */
const rows: { readonly [Name in OperationName]: OperationRow<ResponseOf<Name>> } = endpoints;

/** Calls one operation and returns its data. Throws CallError (see `ask`). */
export const callOperation = <Name extends OperationName>(
  name: Name,
  request: RequestOf<Name>,
  signal?: AbortSignal,
  known?: ResponseCache<ResponseOf<Name>>,
): Promise<ResponseOf<Name>> => postOperation(name, rows[name], request, signal, known);
