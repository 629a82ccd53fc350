/**
 * What a request must be before it is signed. A signing proxy is a confused deputy by nature: any page the user opens could
 * ask it for things, so the browser's own word on where a request comes from is checked, and only known operations pass.
 */
import { isIP } from "node:net";
import { endpoints, type OperationName, type Role } from "../../protocol/endpoints";
import { requests } from "../../protocol/requests";
import { parseWireJson, type WireObject } from "../signing/wire-json";
import type { Dialect } from "../upstream/dialect";
import { Problem } from "./problem";

/** One request names at most 100,000 frames, which is about 1 MB. */
const MAX_BODY_BYTES = 2_000_000;

type Header = (name: string) => string | undefined;
type KnowsOperations = Pick<Dialect, "operationAt">;

const hostName = (host: string) => host.replace(/:\d+$/, "").replace(/^\[|\]$/g, "");

/** Against DNS rebinding: a foreign name that resolves to this server is refused; addresses cannot be rebound. */
export function checkHost(host: string | undefined, publicOrigins: readonly string[]): void {
  const name = hostName(host ?? "").toLowerCase();
  if (name === "localhost" || isIP(name) !== 0) return;
  if (publicOrigins.some((origin) => new URL(origin).host === host?.toLowerCase())) return;
  throw new Problem("bad-host", {
    detail: "Open it by its IP address or as localhost, or set PUBLIC_ORIGIN to the address you use",
  });
}

/** Against other sites: what the browser says of the request's origin must be this very origin. Other clients send neither header. */
function checkOrigin(header: Header, publicOrigins: readonly string[]): void {
  const site = header("sec-fetch-site");
  if (site !== undefined && site !== "same-origin") throw new Problem("cross-site");
  const origin = header("origin");
  if (origin === undefined || publicOrigins.includes(origin)) return;
  const host = header("host");
  if (origin !== `http://${host}` && origin !== `https://${host}`) throw new Problem("cross-site");
}

/** Media type and length. `application/json` cannot be sent by another site without a preflight, which is never granted. */
function checkEntity(header: Header): void {
  if (!/^application\/json(?:\s*;\s*charset=(?:utf-8|"utf-8"))?\s*$/i.test(header("content-type") ?? ""))
    throw new Problem("unsupported-media-type");
  if (header("content-encoding") !== undefined) throw new Problem("unsupported-media-type");
  const length = header("content-length");
  if (length === undefined) throw new Problem("length-required");
  if (Number(length) > MAX_BODY_BYTES)
    throw new Problem("body-too-large", { detail: `At most ${MAX_BODY_BYTES} bytes` });
}

const rank: Record<Role, number> = { viewer: 0, operator: 1, manager: 2 };

/** The operation at a path, if the dialect has it and the role may call it. */
function checkOperation(path: string, role: Role, { operationAt }: KnowsOperations): OperationName {
  const operation = operationAt(path);
  if (operation === undefined) throw new Problem("unknown-operation");
  if (rank[role] < rank[endpoints[operation].role]) throw new Problem("read-only", { operation });
  return operation;
}

/** Everything that can be refused before the body is read. */
export function checkRequest(
  path: string,
  header: Header,
  publicOrigins: readonly string[],
  role: Role,
  dialect: KnowsOperations,
): OperationName {
  checkOrigin(header, publicOrigins);
  checkEntity(header);
  return checkOperation(path, role, dialect);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem("invalid-json");
  }
}

/** The body, if it fits the operation's request schema exactly. */
export function parseRequestBody(operation: OperationName, text: string): object {
  const read = requests[operation].safeParse(parseJson(text));
  if (read.success) return read.data;
  throw new Problem("invalid-request", {
    operation,
    errors: read.error.issues.map(({ path, code }) => ({ path: path.map(String).join("."), code })),
  });
}

/** The body as it will be signed; lone surrogates have no UTF-8 and are refused here. */
export function toWire(bodyText: string): WireObject {
  try {
    const wire = parseWireJson(bodyText);
    if (wire instanceof Map) return wire;
  } catch (error) {
    throw new Problem("invalid-json", error instanceof SyntaxError ? { detail: error.message } : {});
  }
  throw new Problem("invalid-json");
}
