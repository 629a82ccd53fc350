/** Reads JSON from the page's own server. */
import { CallError, type CallSource } from "../../protocol/wire/call-error";
import type { Failure } from "../../protocol/wire/failure";
import { safeJsonParse } from "../../protocol/wire/safe-json-parse";
import { accountPath } from "../../state/account";
import { reportResponse } from "./connection";
import { problemFailure, requestIdOf } from "./post-operation";
import { reportServerBuild } from "./server-build";

/**
 * GETs `path`. Throws CallError of kind network (no response) or proxy (a problem) in the name of `operation`, which the server
 * does for this path. An abort is thrown unchanged. A failure to read
 * the recorded history says nothing about the connection to the farm.
 */
export async function getJson(path: string, operation: CallSource, signal?: AbortSignal): Promise<unknown> {
  const fail = (failure: Failure): never => {
    if (operation !== "history") reportResponse({ ok: false, failure, operation });
    throw new CallError(operation, failure);
  };
  let response: Response;
  let text: string;
  try {
    response = await fetch(accountPath + path, signal ? { signal } : {});
    reportServerBuild(response);
    text = await response.text();
  } catch (error) {
    if (signal?.aborted) throw error;
    return fail({ kind: "network", certainty: "not-sent" });
  }
  const json = safeJsonParse(text);
  return response.ok
    ? json
    : fail({ ...problemFailure(response.status, json, "not-sent"), requestId: requestIdOf(response) });
}
