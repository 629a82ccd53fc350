import type { OperationName, ResponseOf } from "../../protocol/endpoints";
import type { RequestOf } from "../../protocol/requests";
import { noteHeaders, type WriteNote } from "../../protocol/wire/write-note";
import { callOperation } from "./call-operation";

/** Calls a write with what the audit notes of it beside the request. Throws CallError. */
export const callWrite = <Name extends OperationName>(
  name: Name,
  request: RequestOf<Name>,
  note: WriteNote = {},
): Promise<ResponseOf<Name>> => callOperation(name, request, undefined, undefined, noteHeaders(note));
