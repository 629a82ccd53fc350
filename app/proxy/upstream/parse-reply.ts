/** Recognizes the farm's envelope in an HTTP reply (endpoints-2018 section 1). */
import { SUCCESS } from "../../protocol/wire/envelope";
import { safeJsonParse } from "../../protocol/wire/safe-json-parse";
import { toInteger } from "../../protocol/wire/wire";
import type { SendResult } from "./send-request";

/** The farm's response: the code of its envelope, and its text as received, without a byte order mark. */
export type RelayedResponse = { readonly code: number; readonly body: string };

export type ParsedReply = RelayedResponse & {
  /** Epoch ms; null if it is not a valid moment. */
  readonly serverTimeMs: number | null;
  readonly envelope: object;
};

/**
 * undefined for failures, HTML, truncated JSON and other JSON. Only an integer code makes an envelope: the vendor's clients
 * check nothing else, and the page validates the rest. An envelope of success with an HTTP status other than 2xx contradicts
 * itself, so nothing is known; a refusal is one with any status.
 */
export function parseReply(result: SendResult): ParsedReply | undefined {
  if (result.kind === "failure") return undefined;
  const { body, status } = result;
  const envelope = safeJsonParse(body);
  if (typeof envelope !== "object" || envelope === null || !("code" in envelope)) return undefined;
  const code = toInteger(envelope.code);
  if (code === null || (code === SUCCESS && (status < 200 || status > 299))) return undefined;
  const serverTime = "serverTime" in envelope ? toInteger(envelope.serverTime) : null;
  const serverTimeMs = serverTime !== null && serverTime > 0 ? serverTime : null;
  return { code, serverTimeMs, body, envelope };
}
