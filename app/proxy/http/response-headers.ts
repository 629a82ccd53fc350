/** Security headers of every response. Each response sets them itself: one sent outside a middleware would lack them. */
import { BUILD_HEADER } from "../../protocol/wire/build-header";
import type { Config } from "../config";
import type { Problem } from "./problem";

type Headers = Readonly<Record<string, string>>;

/** Where browsers report what the policy refused. */
export const REPORTS_PATH = "/api/csp-report";

/** For documents: only our own scripts and styles. Styles created at run time carry the page's nonce. */
const contentSecurityPolicy = (nonce: string) =>
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
    `report-uri ${REPORTS_PATH}`,
    "report-to policy",
  ].join("; ");

/** The Monitor uses a wake lock and full screen, copy buttons use the clipboard. Everything else is off. */
const permissionsPolicy = [
  "screen-wake-lock=(self)",
  "fullscreen=(self)",
  "clipboard-write=(self)",
  ...["camera", "microphone", "geolocation", "payment", "usb", "serial", "display-capture"].map(
    (feature) => `${feature}=()`,
  ),
].join(", ");

/** Names and values in turn, the fastest form for Node and undici (decision 015). */
export type HeaderList = readonly string[];

export const headerList = (headers: Headers): HeaderList => Object.entries(headers).flat();

export type ResponseHeaders = {
  readonly json: Headers;
  readonly problem: (problem: Pick<Problem, "problem" | "members">) => Headers;
  readonly asset: Headers;
  readonly document: (nonce: string) => Headers;
};

/**
 * HSTS is sent only if a public origin uses TLS: browsers apply it for a year. `build` is the name of the client build, which an
 * open page compares with its own (decision 043); absent in development.
 */
export function createResponseHeaders(
  { publicOrigins }: Pick<Config, "publicOrigins">,
  build?: string,
): ResponseHeaders {
  const isBehindTls = publicOrigins.some((origin) => origin.startsWith("https:"));
  const common: Headers = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    ...(isBehindTls ? { "strict-transport-security": "max-age=31536000; includeSubDomains" } : {}),
  };
  const asset = { ...common, "content-security-policy": "default-src 'none'; frame-ancestors 'none'" };
  const json = {
    ...asset,
    "content-type": "application/json",
    "cache-control": "no-store",
    ...(build === undefined ? {} : { [BUILD_HEADER]: build }),
  };
  const problem = { ...json, "content-type": "application/problem+json" };
  return {
    asset,
    json,
    problem: ({ problem: name, members: { retryAfterSeconds } }) => ({
      ...problem,
      ...(name === "method-not-allowed" ? { allow: "POST" } : {}),
      ...(name === "invalid-token" ? { "www-authenticate": 'Bearer error="invalid_token"' } : {}),
      ...(retryAfterSeconds === undefined ? {} : { "retry-after": String(retryAfterSeconds) }),
    }),
    document: (nonce) => ({
      ...common,
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-cache",
      "content-security-policy": contentSecurityPolicy(nonce),
      "cross-origin-opener-policy": "same-origin",
      "reporting-endpoints": `policy="${REPORTS_PATH}"`,
      "permissions-policy": permissionsPolicy,
      "x-frame-options": "DENY",
    }),
  };
}
