/** The text that a signature covers: host, path, headers and body, flattened and sorted (signature.md). */
import { type SignedHeaders, signedHeaderNames } from "./signed-headers";
import type { WireObject, WireValue } from "./wire-json";

const isHeaderName: ReadonlySet<string> = new Set(signedHeaderNames);

export type Signable = {
  /** Host as configured, with its port if it has one, without scheme. */
  readonly domain: string;
  readonly path: string;
  readonly headers: SignedHeaders;
  readonly body: WireObject;
};

const isArray = (value: WireValue): value is readonly WireValue[] => Array.isArray(value);
const isObject = (value: WireValue): value is WireObject => value instanceof Map;

/** A leaf as the vendor's Python `format` prints it: True, False, None. No operation sends these three. */
function leafText(leaf: string | boolean | null | { readonly source: string }): string {
  if (typeof leaf === "string") return leaf;
  if (leaf === null) return "None";
  if (typeof leaf === "boolean") return leaf ? "True" : "False";
  return leaf.source;
}

function flattenInto(leaves: Map<string, string>, name: string, value: WireValue): void {
  if (isArray(value)) {
    for (const [index, item] of value.entries()) flattenInto(leaves, `${name}${index}`, item);
  } else if (isObject(value)) {
    // The vendor adds a dot only after a non-empty name.
    for (const [member, inner] of value) flattenInto(leaves, name === "" ? member : `${name}.${member}`, inner);
  } else {
    leaves.set(name, leafText(value));
  }
}

/** Full name of each leaf -> its text: `renderEnvs1.pluginIds2`. If two names are equal, the later value wins. */
export function flatten(body: WireObject): Map<string, string> {
  const leaves = new Map<string, string>();
  for (const [name, value] of body) flattenInto(leaves, name, value);
  return leaves;
}

/** UTF-16 orders surrogates (code points above U+FFFF) before U+E000; moved behind them, units compare like code points. */
const rank = (unit: number) => (unit >= 0xe000 ? unit - 0x800 : unit >= 0xd800 ? unit + 0x2000 : unit);

function compareCodePoints(a: string, b: string): number {
  const sharedLength = Math.min(a.length, b.length);
  for (let index = 0; index < sharedLength; index += 1) {
    const left = a.charCodeAt(index);
    const right = b.charCodeAt(index);
    if (left !== right) return rank(left) - rank(right);
  }
  return a.length - b.length;
}

/** UTF-16 order and code point order may differ if a name contains one of these units. */
const NEEDS_CODE_POINT_ORDER = /[\ud800-\uffff]/;

/** Sorts by code point. Almost all names need only the default order, which is three times as fast. */
const sortNames = (names: string[]): string[] =>
  names.some((name) => NEEDS_CODE_POINT_ORDER.test(name)) ? names.sort(compareCodePoints) : names.sort();

/** The text to sign. A body member replaces the header of the same name, as in the vendor's client. */
export function stringToSign({ domain, path, headers, body }: Signable): string {
  const leaves = new Map<string, string>();
  for (const name of signedHeaderNames) {
    const replacement = body.get(name);
    flattenInto(leaves, name, replacement === undefined ? headers[name] : replacement);
  }
  for (const [name, value] of body) if (!isHeaderName.has(name)) flattenInto(leaves, name, value);
  let text = `[POST]${domain}:${path}`;
  for (const name of sortNames([...leaves.keys()])) text += `&${name}=${leaves.get(name)}`;
  return text;
}
