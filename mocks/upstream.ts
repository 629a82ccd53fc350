/** The farm behind real HTTP, on the paths of 2018 and of today at once, as strict about signatures as the vendor says it is (protocol/signature.md). */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { OperationName } from "../app/protocol/endpoints";
import { verifySignature } from "../app/proxy/signing/sign";
import { readSignedHeaders, type SignedHeaders } from "../app/proxy/signing/signed-headers";
import { answer, refusal } from "./farm/answer";
import type { Farm } from "./farm/farm";
import { foundAt, meantBy } from "./farm/wire/routes";
import { createFaults, type Faults, latencyOf, type Reply, replyTo } from "./faults";

export type UpstreamOptions = {
  readonly farm: Farm;
  readonly accessId: string;
  readonly accessKey: string;
  /** 0, the default, takes a free one. */
  readonly port?: number;
  readonly host?: string;
  readonly faults?: Faults;
  /** Epoch ms, for the check of timestamps; default: this machine's clock. */
  readonly now?: () => number;
};

/** A request as it arrived; `code` is null where no envelope went back (a reset, a hang, a page of HTML). */
export type ReceivedRequest = {
  readonly name: OperationName;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly bodyText: string;
  readonly code: number | null;
  /** From its arrival until the reply was written out, ms: the farm's own answer time. null while none was. */
  readonly answerMs: number | null;
};

/** While its answer is on the way. */
type Logged = Omit<ReceivedRequest, "answerMs"> & { answerMs: number | null };

export type RunningUpstream = {
  readonly port: number;
  /** Scheme, host and port. */
  readonly origin: string;
  /** The last ones received, oldest first. */
  readonly requests: readonly ReceivedRequest[];
  close(): Promise<void>;
};

/** Allowed difference between a request's timestamp and our clock; the vendor tells no figure. */
export const CLOCK_WINDOW_SECONDS = 300;
const LOG_LENGTH = 10_000;
const MAX_BODY_BYTES = 4 * 1024 * 1024;

/** Codes of endpoints-2018 section 2. */
const ILLEGAL_PROTOCOL = 603;
const PARAMETER_INVALID = 600;
const SIGNATURE_EXPIRED = 610;
const SIGNATURE_INVALID = 611;

/**
 * Requests already seen within the window, by timestamp and nonce, both of which are signed. The nonce alone would not do:
 * the vendor's clients draw it from 900,000 numbers, so a busy honest client repeats one within minutes.
 */
function createReplayGuard() {
  const seen = new Map<string, number>();
  return (headers: SignedHeaders, nowSeconds: number): boolean => {
    for (const [key, until] of seen) {
      if (until >= nowSeconds) break;
      seen.delete(key);
    }
    const key = `${headers.UTCTimestamp}:${headers.nonce}`;
    if (seen.has(key)) return false;
    seen.set(key, nowSeconds + 2 * CLOCK_WINDOW_SECONDS);
    return true;
  };
}

type Body = { readonly read: unknown };

/** Members that would take a header's own value out of the signature; no operation has them (signature.md). */
const headerNames = ["nonce", "UTCTimestamp", "accessId"];

function parseBody(bodyText: string): Body | undefined {
  try {
    const read: unknown = JSON.parse(bodyText);
    if (typeof read !== "object" || read === null || Array.isArray(read)) return undefined;
    return headerNames.some((name) => Object.hasOwn(read, name)) ? undefined : { read };
  } catch {
    return undefined;
  }
}

/** The body as text; rejects above the size limit. Event by event, as the proxy is measured against this server. */
const readText = (request: IncomingMessage): Promise<string> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on("data", (chunk: Buffer) => {
      chunks.push(chunk);
      size += chunk.length;
      if (size > MAX_BODY_BYTES) reject(new RangeError("The body is too large"));
    });
    request.once("end", () => resolve(Buffer.concat(chunks).toString("utf8")));
    request.once("error", reject);
  });

const single = (value: string | string[] | undefined): string =>
  Array.isArray(value) ? value.join(", ") : (value ?? "");

const headersOf = (request: IncomingMessage): Record<string, string> =>
  Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, single(value)]));

function write(response: ServerResponse, status: number, contentType: string, body: string): void {
  const bytes = Buffer.from(body);
  response.writeHead(status, { "content-type": contentType, "content-length": bytes.length });
  response.end(bytes);
}

const later = (ms: number, act: () => void): void => {
  if (ms > 0) setTimeout(act, ms).unref();
  else act();
};

function send(request: IncomingMessage, response: ServerResponse, reply: Reply): void {
  if (reply.kind === "text") write(response, reply.status, reply.contentType, reply.text);
  else if (reply.kind === "reset") request.socket.resetAndDestroy();
}

/** Starts listening; rejects when the port is taken. */
export async function startUpstream(options: UpstreamOptions): Promise<RunningUpstream> {
  const { farm, accessId, accessKey, port = 0, host = "127.0.0.1", faults = createFaults(), now = Date.now } = options;
  const requests: Logged[] = [];
  const isFresh = createReplayGuard();

  /** The code a request is refused with before the farm sees it, or undefined. The timestamp is checked before the body. */
  function refusedWith(
    path: string,
    headers: Record<string, string>,
    bodyText: string,
    body: Body | undefined,
    clockMs: number,
  ) {
    const signed = readSignedHeaders(headers);
    const signature = headers["signature"];
    if (!signed || !signature || !/^\d{1,12}$/.test(signed.UTCTimestamp)) return ILLEGAL_PROTOCOL;
    if (signed.accessId !== accessId) return SIGNATURE_INVALID;
    const nowSeconds = clockMs / 1000;
    if (Math.abs(nowSeconds - Number(signed.UTCTimestamp)) > CLOCK_WINDOW_SECONDS) return SIGNATURE_EXPIRED;
    if (!body) return PARAMETER_INVALID;
    const domain = headers["host"] ?? "";
    if (!verifySignature({ domain, path, headers: signed, bodyText, accessKey, signature })) return SIGNATURE_INVALID;
    return isFresh(signed, nowSeconds) ? undefined : SIGNATURE_INVALID;
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const arrivedMs = performance.now();
    const path = request.url ?? "";
    const found = foundAt(path);
    if (!found) return write(response, 404, "application/json", JSON.stringify(refusal(404, Math.floor(now()))));
    if (request.method !== "POST")
      return write(response, 405, "application/json", JSON.stringify(refusal(ILLEGAL_PROTOCOL, Math.floor(now()))));
    const headers = headersOf(request);
    const bodyText = await readText(request);
    const body = parseBody(bodyText);
    const name = found.speech === "current" ? meantBy(found.name, body?.read) : found.name;
    const fault = faults.next(name);
    const clockMs = now() + (fault?.kind === "skew" ? fault.ms : 0);
    let code: number | null = null;
    const reply = replyTo(fault, now(), () => {
      const refused = refusedWith(path, headers, bodyText, body, clockMs);
      const envelope = refused ? refusal(refused, Math.floor(now())) : answer(farm, name, body?.read, found.speech);
      code = envelope.code;
      return envelope;
    });
    if (fault?.kind === "refuse") code = fault.code;
    const received: Logged = { name, path, headers, bodyText, code, answerMs: null };
    requests.push(received);
    response.once("finish", () => {
      received.answerMs = performance.now() - arrivedMs;
    });
    if (requests.length > LOG_LENGTH * 1.1) requests.splice(0, requests.length - LOG_LENGTH);
    later(latencyOf(fault), () => send(request, response, reply));
  }

  const server = createServer((request, response) => {
    // A client that goes away in the middle of its body is no failure of the farm's.
    handle(request, response).catch(() => request.destroy());
  });
  server.keepAliveTimeout = 65_000;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  const address: AddressInfo | string | null = server.address();
  const listening = typeof address === "object" && address ? address.port : port;
  return {
    port: listening,
    origin: `http://${host}:${listening}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
