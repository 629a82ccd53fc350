/** Calls of operations that return one page of a list. */
import type { ResponseOf } from "../../protocol/endpoints";
import type { RequestOf } from "../../protocol/requests";
import type { Page, PageRequest } from "../../protocol/wire/page";
import { readPage } from "../../protocol/wire/read-page";
import { callOperation } from "./call-operation";
import type { ResponseCache } from "./response-cache";

type PagedOperation = "getTaskList" | "queryTaskFrames" | "getDeletedTasks" | "taskRecord";

/** The rows of a paged operation. */
type RowOf<Name extends PagedOperation> = ResponseOf<Name>["rows"][number];

type PageOptions<Name extends PagedOperation> = {
  readonly signal?: AbortSignal | undefined;
  readonly cache?: ResponseCache<ResponseOf<Name>>;
  /** Pages that the list is known to have; a refusal behind them is its end. */
  readonly pageCount?: number;
};

/** Calls a paged operation and returns the page with its counts checked (readPage). Throws CallError. */
export const callPage = <Name extends PagedOperation>(
  name: Name,
  request: RequestOf<Name> & PageRequest,
  { signal, cache, pageCount = 1 }: PageOptions<Name> = {},
): Promise<Page<RowOf<Name>>> =>
  readPage<RowOf<Name>>(() => callOperation(name, request, signal, cache), request, pageCount);
