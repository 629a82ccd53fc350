/**
 * Checks a request before it is signed. A signing proxy is a confused deputy: any page in the user's browser could send it
 * requests. So the browser's headers about the origin are checked, and only operations of the endpoint table pass.
 */

import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";
import { endpoints, type OperationName } from "../../protocol/endpoints";
import type { Person } from "../../protocol/person";
import { requests } from "../../protocol/requests";
import { safeJsonParse } from "../../protocol/wire/safe-json-parse";
import type { Dialect } from "../upstream/dialect";
import { checkRole } from "./access";
import { Problem } from "./problem";
import { headerOf } from "./request-header";

/** One request names at most 100,000 frames, which is about 1 MB. */
const MAX_BODY_BYTES = 2_000_000;
/** The longest read names 1,000 tasks. Thousands of reads may wait, and their bodies with them. */
const MAX_READ_BYTES = 50_000;

type Header = (name: string) => string | undefined;

const hostName = (host: string) => host.replace(/:\d+$/, "").replace(/^\[|\]$/g, "");

const HOST = "host";

/** Node keeps the first of several Host headers, while a server in front may use another one. */
function countHosts({ rawHeaders }: Pick<IncomingMessage, "rawHeaders">): number {
  let count = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index];
    // Most names already differ in length.
    if (name?.length === HOST.length && name.toLowerCase() === HOST) count += 1;
  }
  return count;
}

/**
 * Refuses a request without exactly one Host header, and prevents DNS rebinding: a foreign name that resolves to this server is
 * refused. IP addresses cannot be rebound.
 */
export function checkHost(
  incoming: Pick<IncomingMessage, "rawHeaders" | "headers">,
  publicOrigins: readonly string[],
): void {
  if (countHosts(incoming) !== 1)
    throw new Problem("bad-address", { detail: "The request must have exactly one Host header" });
  const { host } = incoming.headers;
  const name = hostName(host ?? "").toLowerCase();
  if (name === "localhost" || isIP(name) !== 0) return;
  if (publicOrigins.some((origin) => new URL(origin).host === host?.toLowerCase())) return;
  throw new Problem("bad-host", {
    detail: "Open the server by its IP address or as localhost, or set PUBLIC_ORIGIN to the address that you use",
  });
}

/** Refuses requests from other sites. Browsers send Sec-Fetch-Site or Origin; other clients send neither and pass. */
export function checkOrigin(header: Header, publicOrigins: readonly string[]): void {
  const site = header("sec-fetch-site");
  if (site !== undefined && site !== "same-origin") throw new Problem("cross-site");
  const origin = header("origin");
  if (origin === undefined || publicOrigins.includes(origin)) return;
  const host = header("host");
  if (origin !== `http://${host}` && origin !== `https://${host}`) throw new Problem("cross-site");
}

function checkLength(header: Header, maxBytes: number): void {
  if (Number(header("content-length")) > maxBytes)
    throw new Problem("body-too-large", { detail: `At most ${maxBytes} bytes` });
}

/** Checks media type and length. Another site needs a preflight for `application/json`, and preflights are refused. */
function checkEntityHeaders(header: Header): void {
  if (!/^application\/json(?:\s*;\s*charset=(?:utf-8|"utf-8"))?\s*$/i.test(header("content-type") ?? ""))
    throw new Problem("unsupported-media-type");
  if (header("content-encoding") !== undefined) throw new Problem("unsupported-media-type");
  if (header("content-length") === undefined) throw new Problem("length-required");
  checkLength(header, MAX_BODY_BYTES);
}

/** Refuses a request from another site that changes something of this server itself. */
export const checkOwnOrigin = (incoming: IncomingMessage, publicOrigins: readonly string[]): void =>
  checkOrigin(headerOf(incoming), publicOrigins);

/** The same for a request with a body, which must be short JSON. Throws Problem. */
export function checkOwnWrite(incoming: IncomingMessage, publicOrigins: readonly string[], maxBytes: number): void {
  const header = headerOf(incoming);
  checkOrigin(header, publicOrigins);
  checkEntityHeaders(header);
  checkLength(header, maxBytes);
}

/** The operation at a path, if the dialect has it and the person may call it. */
function operationFor(path: string, person: Person, operationAt: Dialect["operationAt"]): OperationName {
  const operation = operationAt(path);
  if (operation === undefined) throw new Problem("unknown-operation");
  checkRole(person, endpoints[operation].role, { operation });
  return operation;
}

/** All checks that need no body. Returns the operation; throws Problem. */
export function checkRequest(
  path: string,
  header: Header,
  publicOrigins: readonly string[],
  person: Person,
  { operationAt }: Pick<Dialect, "operationAt">,
): OperationName {
  // No page of another site can send a token: the browser would ask this server first, which refuses.
  if (person.source !== "token") checkOrigin(header, publicOrigins);
  checkEntityHeaders(header);
  const operation = operationFor(path, person, operationAt);
  if (endpoints[operation].kind === "read") checkLength(header, MAX_READ_BYTES);
  return operation;
}

/** The body, if it fits the operation's request schema exactly. Throws Problem, which never contains a value of the body. */
export function parseRequestBody(operation: OperationName, text: string): object {
  const body = safeJsonParse(text);
  if (body === undefined) throw new Problem("invalid-json");
  const result = requests[operation].safeParse(body);
  if (result.success) return result.data;
  throw new Problem("invalid-request", {
    operation,
    errors: result.error.issues.map(({ path, code }) => ({ path: path.map(String).join("."), code })),
  });
}
