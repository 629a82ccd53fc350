/** Recognizes the farm's envelope in an HTTP reply (endpoints-2018 section 1). */
import { toInteger } from "../../protocol/wire/wire";
import type { SendResult } from "./send-request";

/** The farm's response: the code of its envelope, and its text exactly as received. */
export type RelayedResponse = { readonly code: number; readonly body: string };

export type ParsedReply = RelayedResponse & {
  /** Epoch ms; null if it is not a valid moment. */
  readonly serverTimeMs: number | null;
  readonly envelope: object;
};

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * undefined for failures, HTML, truncated JSON and other JSON. Only an integer code makes an envelope: the vendor's clients
 * check nothing else, and the page validates the rest.
 */
export function parseReply(result: SendResult): ParsedReply | undefined {
  if (result.kind === "failure") return undefined;
  const { body } = result;
  const envelope = parseJson(body);
  if (typeof envelope !== "object" || envelope === null || !("code" in envelope)) return undefined;
  const code = toInteger(envelope.code);
  if (code === null) return undefined;
  const serverTime = "serverTime" in envelope ? toInteger(envelope.serverTime) : null;
  const serverTimeMs = serverTime !== null && serverTime > 0 ? serverTime : null;
  return { code, serverTimeMs, body, envelope };
}
