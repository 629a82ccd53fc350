/** One request of the fetch client: a POST to our own origin, no secret in it. The proxy signs and forwards it. */
import * as z from "zod/mini";
import type { AnyOperation } from "../../protocol/operations";
import { envelope, farmErrorCodes, SUCCESS } from "../../protocol/wire/envelope";
import type { Failure, WriteCertainty } from "../../protocol/wire/failure";
import { CallError } from "./call-error";
import { reportResponse } from "./connection";
import type { ResponseCache } from "./response-cache";

const problem = z.object({
  type: z.catch(z.string(), "about:blank"),
  detail: z.catch(z.string(), ""),
  certainty: z.optional(z.enum(["not-sent", "unknown"])),
});

/** What of an operation's row a call needs. */
export type OperationRow<Data> = {
  readonly path: string;
  readonly kind: "read" | "write";
  readonly response: z.ZodMiniType<Data>;
};

/**
 * Asks for one operation and returns its data. Throws CallError: network (no answer), proxy (problem), farm (code other
 * than 200) or shape (the reply did not match); an abort is thrown on as it is. With `known`, an answer that says what the
 * last one said is not read again.
 */
export async function postOperation<Data>(
  name: AnyOperation,
  row: OperationRow<Data>,
  request: object,
  signal?: AbortSignal,
  known?: ResponseCache<Data>,
): Promise<Data> {
  // What is not known of a write that got no answer must be looked up before it is done again.
  const unsettled: WriteCertainty = row.kind === "write" ? "unknown" : "not-sent";
  const fail = (failure: Failure): never => {
    // A refusal, the farm's or our own server's, is an answer: the connection stands.
    const answered = failure.kind === "farm" || (failure.kind === "proxy" && failure.status < 500);
    reportResponse(answered ? { ok: true } : { ok: false, failure });
    throw new CallError(name, failure);
  };

  const startedMs = performance.now();
  const sent = JSON.stringify(request);
  let response: Response;
  let body: string;
  try {
    response = await fetch(row.path, {
      method: "POST",
      headers: { "content-type": "application/json", "x-renderdeck-language": pageLanguage() },
      body: sent,
      ...(signal ? { signal } : {}),
    });
    body = await response.text();
  } catch (error) {
    if (signal?.aborted) throw error;
    return fail({ kind: "network", certainty: unsettled });
  }

  const same = response.ok ? known?.find(sent, body) : undefined;
  if (same !== undefined) {
    reportResponse({ ok: true, latencyMs: performance.now() - startedMs });
    return same;
  }
  const json = readJson(body);
  if (!response.ok) {
    const read = problem.safeParse(json);
    const { type, detail, certainty } = read.success
      ? read.data
      : { type: "about:blank", detail: "", certainty: undefined };
    return fail({ kind: "proxy", status: response.status, problem: type, detail, certainty: certainty ?? unsettled });
  }
  const answer = envelope.safeParse(json);
  if (!answer.success) return fail({ kind: "shape", detail: "no envelope", certainty: unsettled });
  if (answer.data.code !== SUCCESS) {
    const { code, message } = answer.data;
    return fail({ kind: "farm", code, message, certainty: farmErrorCodes.has(code) ? unsettled : "not-sent" });
  }
  const data = z.safeParse(row.response, answer.data.data);
  if (!data.success) return fail({ kind: "shape", detail: z.prettifyError(data.error), certainty: unsettled });
  reportResponse({ ok: true, latencyMs: performance.now() - startedMs });
  known?.keep(sent, body, data.data);
  return data.data;
}

/** The page's language, for farms that answer in one; none where there is no page (tests of this module alone). */
const pageLanguage = () => (typeof document === "undefined" ? "" : document.documentElement.lang);

function readJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
