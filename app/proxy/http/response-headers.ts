/** The security headers of every answer. Given with each response: one written past a middleware would lack them. */
import type { Config } from "../config";
import type { ProblemName } from "./problem";

type Headers = Readonly<Record<string, string>>;

/** Of documents: scripts and styles of our own only; styles made at run time carry the page's nonce. */
const policy = (nonce: string) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "connect-src 'self'",
    "font-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");

/** The monitor keeps the screen awake and fills it; copy buttons write the clipboard. Nothing else is used. */
const permissions = [
  "screen-wake-lock=(self)",
  "fullscreen=(self)",
  "clipboard-write=(self)",
  ...["camera", "microphone", "geolocation", "payment", "usb", "serial", "display-capture"].map(
    (feature) => `${feature}=()`,
  ),
].join(", ");

/** Headers as Node and undici take them fastest: names and values in turn (decision 015). */
export type HeaderList = readonly string[];

/** A set of headers as such a list. */
export const headerList = (headers: Headers): HeaderList => Object.entries(headers).flat();

export type ResponseHeaders = {
  readonly json: Headers;
  readonly problem: (problem: ProblemName) => Headers;
  readonly asset: Headers;
  readonly document: (nonce: string) => Headers;
};

/** Header sets for data, files and the page. HSTS only when a TLS origin is configured: it is for good. */
export function createResponseHeaders({ publicOrigins }: Pick<Config, "publicOrigins">): ResponseHeaders {
  const behindTls = publicOrigins.some((origin) => origin.startsWith("https:"));
  const every: Headers = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    ...(behindTls ? { "strict-transport-security": "max-age=31536000" } : {}),
  };
  const asset = { ...every, "content-security-policy": "default-src 'none'; frame-ancestors 'none'" };
  const data = { ...asset, "content-type": "application/json", "cache-control": "no-store" };
  const problem = { ...data, "content-type": "application/problem+json" };
  const wrongMethod = { ...problem, allow: "POST" };
  return {
    asset,
    json: data,
    problem: (name) => (name === "method-not-allowed" ? wrongMethod : problem),
    document: (nonce) => ({
      ...every,
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-cache",
      "content-security-policy": policy(nonce),
      "cross-origin-opener-policy": "same-origin",
      "permissions-policy": permissions,
      "x-frame-options": "DENY",
    }),
  };
}
