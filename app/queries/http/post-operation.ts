/** Sends one operation to the page's server as a POST without secrets. The proxy signs it and forwards it to the farm. */
import * as z from "zod/mini";
import { endpoints, type OperationName } from "../../protocol/endpoints";
import { CallError } from "../../protocol/wire/call-error";
import { envelopeSchema, SUCCESS } from "../../protocol/wire/envelope";
import type { Failure, WriteCertainty } from "../../protocol/wire/failure";
import { certaintyOf, refusesAccount } from "../../protocol/wire/refusals";
import { REQUEST_ID_HEADER } from "../../protocol/wire/request-id-header";
import { safeJsonParse } from "../../protocol/wire/safe-json-parse";
import { accountPath } from "../../state/account";
import { reportServerTime } from "../../state/server-clock";
import { reportResponse } from "./connection";
import { type ResponseCache, serverTimeOf } from "./response-cache";
import { reportServerBuild } from "./server-build";

/** A problem of the proxy (RFC 9457). The HTML page of a gateway is parsed as a problem without details. */
const problemSchema = z.object({
  type: z.catch(z.string(), "about:blank"),
  detail: z.catch(z.string(), ""),
  certainty: z.optional(z.enum(["not-sent", "unknown"])),
  retryAfterSeconds: z.optional(z.number()),
  sinceMs: z.optional(z.number()),
});
const blankProblem: z.output<typeof problemSchema> = { type: "about:blank", detail: "" };

/** The failure that a response of the page's server with this status and JSON states. */
export function problemFailure(status: number, json: unknown, uncertain: WriteCertainty): Failure {
  const problem = problemSchema.safeParse(json);
  const { type, certainty = uncertain, ...rest } = problem.success ? problem.data : blankProblem;
  return { kind: "proxy", status, problem: type, certainty, ...rest };
}

/** The id of the request that a response answers; a server in between may have answered instead. */
export const requestIdOf = ({ headers }: Response) => headers.get(REQUEST_ID_HEADER) ?? undefined;

export type PostOptions<Data> = {
  /** Parses the envelope's `data`. */
  readonly schema: z.ZodMiniType<Data>;
  readonly signal?: AbortSignal | undefined;
  /** Further headers; see call-write.ts. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Returns the previous data when the response is the same. */
  readonly cache?: ResponseCache<Data> | undefined;
};

/**
 * Sends one operation and returns its data. Throws CallError of kind network (no response), proxy (a problem), farm (a code
 * other than 200) or shape (the response has another form). An abort is rethrown unchanged. It never retries: the
 * query client does.
 */
export async function postOperation<Data>(
  name: OperationName,
  request: object,
  { schema, signal, cache, headers }: PostOptions<Data>,
): Promise<Data> {
  const { path, kind } = endpoints[name];
  /** A write without a usable response may have been carried out. */
  const uncertain: WriteCertainty = kind === "write" ? "unknown" : "not-sent";
  const fail = (failure: Failure): never => {
    // A refusal by the farm or by the page's server is a response, so the connection is up, but not if every request is refused.
    const isRefusal =
      (failure.kind === "farm" && !refusesAccount(failure.code)) || (failure.kind === "proxy" && failure.status < 500);
    reportResponse(isRefusal ? { ok: true } : { ok: false, failure, operation: name });
    throw new CallError(name, failure);
  };

  const startedMs = performance.now();
  const sentMs = Date.now();
  const succeed = (data: Data): Data => {
    reportResponse({ ok: true, latencyMs: performance.now() - startedMs });
    return data;
  };
  const requestText = JSON.stringify(request);
  let response: Response;
  let responseText: string;
  try {
    response = await fetch(accountPath + path, {
      method: "POST",
      headers: { "content-type": "application/json", "x-renderdeck-language": pageLanguage(), ...headers },
      body: requestText,
      ...(signal ? { signal } : {}),
    });
    reportServerBuild(response);
    responseText = await response.text();
  } catch (error) {
    if (signal?.aborted) throw error;
    return fail({ kind: "network", certainty: uncertain });
  }

  const cached = response.ok ? cache?.get(requestText, responseText) : undefined;
  if (cached !== undefined) {
    reportServerTime(serverTimeOf(responseText), sentMs, Date.now());
    return succeed(cached);
  }

  const json = safeJsonParse(responseText);
  const requestId = requestIdOf(response);
  if (!response.ok) return fail({ ...problemFailure(response.status, json, uncertain), requestId });
  const parsed = envelopeSchema.safeParse(json);
  if (!parsed.success) return fail({ kind: "shape", detail: "no envelope", certainty: uncertain, requestId });
  const { code, message, data, serverTime } = parsed.data;
  reportServerTime(serverTime, sentMs, Date.now());
  if (code !== SUCCESS)
    return fail({
      kind: "farm",
      code,
      message,
      certainty: kind === "write" ? certaintyOf(code) : "not-sent",
      requestId,
    });
  const decoded = z.safeParse(schema, data);
  if (!decoded.success)
    return fail({ kind: "shape", detail: z.prettifyError(decoded.error), certainty: uncertain, requestId });
  cache?.set(requestText, responseText, decoded.data);
  return succeed(decoded.data);
}

/** The language in which the farm writes some texts. Empty without a document (tests in Node). */
const pageLanguage = () => (typeof document === "undefined" ? "" : document.documentElement.lang);
