/** Request signing, both sides: HMAC-SHA256 over the sorted, flattened headers and body (protocol/signature.md). */
import { timingSafeEqual } from "node:crypto";
import { type HmacKey, hmacBase64, hmacKey } from "./hmac";
import { parseWireJson, type WireObject, type WireValue } from "./wire-json";

/** The signed headers in their exact spelling; HTTP may lower-case them on the way, the signature may not. */
export const signedHeaderNames = ["accessId", "channel", "platform", "UTCTimestamp", "nonce", "version"] as const;

const isHeader: ReadonlySet<string> = new Set(signedHeaderNames);

export type SignedHeaders = Readonly<Record<(typeof signedHeaderNames)[number], string>>;

/** Who signs: the account's id, the channel and platform it uses, and the protocol version it speaks. */
export type SigningIdentity = {
  readonly accessId: string;
  readonly channel: string;
  readonly platform: string;
  readonly version: string;
};

export type Signable = {
  /** Host as configured, with its port if it has one, without scheme. */
  readonly domain: string;
  readonly path: string;
  readonly headers: SignedHeaders;
  readonly body: WireObject;
};

/** The headers to sign; `nonce` is the text of an integer from 100000 to 999998. */
export const signedHeaders = (identity: SigningIdentity, nowSeconds: number, nonce: string): SignedHeaders => ({
  accessId: identity.accessId,
  channel: identity.channel,
  platform: identity.platform,
  UTCTimestamp: String(nowSeconds),
  nonce,
  version: identity.version,
});

/** A leaf as the vendor's Python writes it (`format`): True, False, None. No operation sends those three. */
function leafText(leaf: string | boolean | null | { readonly source: string }): string {
  if (typeof leaf === "string") return leaf;
  if (leaf === null) return "None";
  if (typeof leaf === "boolean") return leaf ? "True" : "False";
  return leaf.source;
}

const isArray = (value: WireValue): value is readonly WireValue[] => Array.isArray(value);
const isObject = (value: WireValue): value is WireObject => value instanceof Map;

function flattenInto(names: Map<string, string>, name: string, value: WireValue): void {
  if (isArray(value)) {
    for (const [index, item] of value.entries()) flattenInto(names, `${name}${index}`, item);
  } else if (isObject(value)) {
    // The vendor joins with a dot only behind a non-empty name.
    for (const [member, inner] of value) flattenInto(names, name === "" ? member : `${name}.${member}`, inner);
  } else {
    names.set(name, leafText(value));
  }
}

/** Leaves by their full name: `renderEnvs1.pluginIds2`. Glued indexes may collide; the one met last is kept. */
export function flatten(body: WireObject): Map<string, string> {
  const names = new Map<string, string>();
  for (const [name, value] of body) flattenInto(names, name, value);
  return names;
}

/** UTF-16 puts surrogates (beyond U+FFFF) before U+E000; moved behind them, units compare like code points. */
const rank = (unit: number) => (unit >= 0xe000 ? unit - 0x800 : unit >= 0xd800 ? unit + 0x2000 : unit);

/** From here on UTF-16 order and code point order may differ. */
const BEYOND_ORDER = /[\ud800-\uffff]/;

/** Names by code point. Plain sorting does for nearly all, and is three times as fast. */
const sorted = (names: string[]): string[] =>
  names.some((name) => BEYOND_ORDER.test(name)) ? names.sort(byCodePoint) : names.sort();

function byCodePoint(a: string, b: string): number {
  const shared = Math.min(a.length, b.length);
  for (let at = 0; at < shared; at += 1) {
    const left = a.charCodeAt(at);
    const right = b.charCodeAt(at);
    if (left !== right) return rank(left) - rank(right);
  }
  return a.length - b.length;
}

/** The text that is signed. A body member replaces the header of its name, as the vendor's merge does. */
export function stringToSign({ domain, path, headers, body }: Signable): string {
  const values = new Map<string, string>();
  for (const name of signedHeaderNames) {
    const replaced = body.get(name);
    flattenInto(values, name, replaced === undefined ? headers[name] : replaced);
  }
  for (const [name, value] of body) if (!isHeader.has(name)) flattenInto(values, name, value);
  let text = `[POST]${domain}:${path}`;
  for (const name of sorted([...values.keys()])) text += `&${name}=${values.get(name)}`;
  return text;
}

/** HMAC-SHA256 in Base64. Who signs often passes a key made ready. */
export const signText = (text: string, accessKey: string | HmacKey): string =>
  hmacBase64(typeof accessKey === "string" ? hmacKey(accessKey) : accessKey, text);

export type RequestToSign = Omit<Signable, "body"> & {
  /** The body exactly as it is sent. */
  readonly bodyText: string;
  readonly accessKey: string;
};

/** The signature of a request. Throws SyntaxError when the body is not a JSON object. */
export function signRequest({ bodyText, accessKey, ...rest }: RequestToSign): string {
  const body = parseWireJson(bodyText);
  if (!isObject(body)) throw new SyntaxError("The body must be a JSON object");
  return signText(stringToSign({ ...rest, body }), accessKey);
}

/** Puts back the spelling of the signed headers; undefined when one is missing. */
export function readSignedHeaders(headers: Readonly<Record<string, string | undefined>>): SignedHeaders | undefined {
  const lowered = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  const read = (name: keyof SignedHeaders) => lowered.get(name.toLowerCase());
  const [accessId, channel, platform, UTCTimestamp, nonce, version] = signedHeaderNames.map(read);
  if (accessId === undefined || channel === undefined || platform === undefined) return undefined;
  if (UTCTimestamp === undefined || nonce === undefined || version === undefined) return undefined;
  return { accessId, channel, platform, UTCTimestamp, nonce, version };
}

export type ReceivedRequest = Omit<RequestToSign, "headers"> & {
  /** As received: any spelling, other headers among them. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly signature: string;
};

/** Whether the signature fits, in constant time. False for missing headers and bodies that are not a JSON object. */
export function verifySignature({ signature, headers: received, ...rest }: ReceivedRequest): boolean {
  const headers = readSignedHeaders(received);
  if (headers === undefined) return false;
  try {
    // Two texts of unlike length cannot be compared by timingSafeEqual; equally long digests of them can.
    const expected = signText(signRequest({ ...rest, headers }), rest.accessKey);
    return timingSafeEqual(Buffer.from(expected), Buffer.from(signText(signature, rest.accessKey)));
  } catch {
    return false;
  }
}
