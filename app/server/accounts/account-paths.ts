/** The addresses of several farm accounts in one server: /accounts/<name>/ before every path of the page and of its requests. */

const ACCOUNT_PATH = /^\/accounts\/([^/?]*)(.*)$/s;
/** Files of the page, which all accounts share. */
const SHARED_FILE = /^\/(?:assets\/|[\w.-]+\.\w+(?:\?|$))/;
const API = /^\/api(?:\/|\?|$)/;

export type Destination =
  | { readonly kind: "account"; readonly name: string; readonly url: string }
  /** An address without an account: a page leads to the same page of the first account. */
  | { readonly kind: "redirect"; readonly url: string }
  | { readonly kind: "file" | "health" | "unknown" };

/**
 * What the path and query `url` of a request lead to. Requests of operations without an account are unknown: nobody could say
 * which account they were meant for.
 */
export function destinationOf(url: string, names: readonly string[]): Destination {
  const [, name, rest = ""] = ACCOUNT_PATH.exec(url) ?? [];
  if (name !== undefined && names.includes(name)) {
    if (rest.startsWith("/")) return { kind: "account", name, url: rest };
    return { kind: "redirect", url: `/accounts/${name}/${rest}` };
  }
  if (name !== undefined || API.test(url)) return { kind: "unknown" };
  if (/^\/healthz(?:\?|$)/.test(url)) return { kind: "health" };
  if (SHARED_FILE.test(url)) return { kind: "file" };
  return url.startsWith("/") && !url.startsWith("//")
    ? { kind: "redirect", url: `/accounts/${names[0] ?? ""}${url}` }
    : { kind: "unknown" };
}
