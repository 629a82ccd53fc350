/** Signs requests and verifies signatures: HMAC-SHA256 of the string to sign (signature.md). */
import { timingSafeEqual } from "node:crypto";
import { type HmacKey, hmacBase64, hmacKey } from "./hmac";
import { readSignedHeaders } from "./signed-headers";
import { type Signable, stringToSign } from "./string-to-sign";
import { parseWireObject } from "./wire-json";

/** HMAC-SHA256 in Base64. A prepared key saves time if many texts are signed with it. */
export const signText = (text: string, accessKey: string | HmacKey): string =>
  hmacBase64(typeof accessKey === "string" ? hmacKey(accessKey) : accessKey, text);

export type RequestToSign = Omit<Signable, "body"> & {
  /** The body exactly as sent. */
  readonly bodyText: string;
  readonly accessKey: string;
};

/** The signature of a request. Throws SyntaxError if the body is not a JSON object. */
export const signRequest = ({ bodyText, accessKey, ...rest }: RequestToSign): string =>
  signText(stringToSign({ ...rest, body: parseWireObject(bodyText) }), accessKey);

export type ReceivedRequest = Omit<RequestToSign, "headers"> & {
  /** As received: names in any case, other headers included. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly signature: string;
};

/** Compares the signature in constant time. False if a signed header is missing or the body is not a JSON object. */
export function verifySignature({ signature, headers: received, ...rest }: ReceivedRequest): boolean {
  const headers = readSignedHeaders(received);
  if (headers === undefined) return false;
  try {
    // timingSafeEqual needs equal lengths, so digests of the two signatures are compared.
    const expected = signText(signRequest({ ...rest, headers }), rest.accessKey);
    return timingSafeEqual(Buffer.from(expected), Buffer.from(signText(signature, rest.accessKey)));
  } catch {
    return false;
  }
}
