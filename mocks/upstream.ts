/** The farm behind HTTP, with the paths of both dialects and the signature checks that the vendor documents (protocol/signature.md). */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { OperationName } from "../app/protocol/endpoints";
import { verifySignature } from "../app/proxy/signing/sign";
import { readSignedHeaders, type SignedHeaders } from "../app/proxy/signing/signed-headers";
import { answerRequest, emptyEnvelope } from "./farm/answer";
import type { Farm } from "./farm/farm";
import { matchRoute, resolveOperation } from "./farm/wire/routes";
import { createFaults, effectDelayOf, type Faults, latencyOf, type Reply, replyTo } from "./faults";
import { answerPicture } from "./picture-replies";

export type UpstreamOptions = {
  readonly farm: Farm;
  readonly accessId: string;
  readonly accessKey: string;
  /** Default 0: a free port. */
  readonly port?: number;
  readonly host?: string;
  readonly faults?: Faults;
  /** Epoch ms, for the check of timestamps; default: this machine's clock. */
  readonly now?: () => number;
};

/** A received request; `code` is null without an envelope in response (reset, hang, HTML page). */
export type ReceivedRequest = {
  readonly name: OperationName;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly bodyText: string;
  readonly code: number | null;
  /** Milliseconds from the arrival of the request to the end of the response; null without a response. */
  readonly answerMs: number | null;
};

/** The log entry of a request whose response is not finished. */
type PendingRequest = Omit<ReceivedRequest, "answerMs"> & { answerMs: number | null };

export type RunningUpstream = {
  readonly port: number;
  /** With scheme, host and port. */
  readonly origin: string;
  /** The latest requests, oldest first. */
  readonly requests: readonly ReceivedRequest[];
  /** The latest requests of pictures, as received: path and names of the headers. */
  readonly pictureRequests: readonly { readonly path: string; readonly headers: readonly string[] }[];
  close(): Promise<void>;
};

/** Maximum difference between the timestamp of a request and the clock of the farm; the vendor documents no figure. */
export const CLOCK_WINDOW_SECONDS = 300;
const MAX_LOG_LENGTH = 10_000;
const MAX_BODY_BYTES = 4 * 1024 * 1024;

/** Codes of endpoints-2018 section 2. */
const ILLEGAL_PROTOCOL = 603;
const PARAMETER_INVALID = 600;
const SIGNATURE_EXPIRED = 610;
const SIGNATURE_INVALID = 611;

/**
 * Detects replayed requests by timestamp and nonce, which are both signed. The nonce alone is not enough: the vendor's clients choose
 * it among 900,000 numbers, so a busy client repeats one within minutes.
 */
function createReplayGuard() {
  const expiryByRequest = new Map<string, number>();
  return (headers: SignedHeaders, nowSeconds: number): boolean => {
    for (const [request, expiry] of expiryByRequest) {
      if (expiry >= nowSeconds) break;
      expiryByRequest.delete(request);
    }
    const key = `${headers.UTCTimestamp}:${headers.nonce}`;
    if (expiryByRequest.has(key)) return false;
    expiryByRequest.set(key, nowSeconds + 2 * CLOCK_WINDOW_SECONDS);
    return true;
  };
}

type Body = { readonly value: unknown };

/** Body members that would replace a header in the signature; no operation has them (signature.md). */
const headerNames = ["nonce", "UTCTimestamp", "accessId"];

function parseBody(bodyText: string): Body | undefined {
  try {
    const value: unknown = JSON.parse(bodyText);
    if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
    return headerNames.some((name) => Object.hasOwn(value, name)) ? undefined : { value };
  } catch {
    return undefined;
  }
}

/** The body as text; rejects above the size limit. Uses events because it is faster, and benchmarks measure the proxy with this server. */
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

const runAfter = (ms: number, callback: () => void): void => {
  if (ms > 0) setTimeout(callback, ms).unref();
  else callback();
};

function send(request: IncomingMessage, response: ServerResponse, reply: Reply): void {
  if (reply.kind === "text") write(response, reply.status, reply.contentType, reply.text);
  else if (reply.kind === "reset") request.socket.resetAndDestroy();
}

/** Starts listening; rejects when the port is taken. */
export async function startUpstream(options: UpstreamOptions): Promise<RunningUpstream> {
  const { farm, accessId, accessKey, port = 0, host = "127.0.0.1", faults = createFaults(), now = Date.now } = options;
  const requests: PendingRequest[] = [];
  const pictureRequests: { readonly path: string; readonly headers: readonly string[] }[] = [];
  const isFresh = createReplayGuard();

  /** The code of a refusal before the farm gets the request, or undefined. The timestamp is checked before the body. */
  function refusalCode(
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
    const match = matchRoute(path, single(request.headers["version"]));
    if (!match && request.method === "GET" && answerPicture(farm, path, response, faults.takePicture())) {
      pictureRequests.push({ path, headers: Object.keys(request.headers) });
      if (pictureRequests.length > MAX_LOG_LENGTH) pictureRequests.shift();
      return;
    }
    if (!match) return write(response, 404, "application/json", JSON.stringify(emptyEnvelope(404, Math.floor(now()))));
    if (request.method !== "POST")
      return write(
        response,
        405,
        "application/json",
        JSON.stringify(emptyEnvelope(ILLEGAL_PROTOCOL, Math.floor(now()))),
      );
    const headers = headersOf(request);
    const bodyText = await readText(request);
    const body = parseBody(bodyText);
    const name = match.dialect === "current" ? resolveOperation(match.name, body?.value) : match.name;
    const fault = faults.take(name);
    const clockMs = now() + (fault?.kind === "skew" ? fault.ms : 0);
    let code: number | null = null;
    const reply = replyTo(fault, now(), () => {
      const refused = refusalCode(path, headers, bodyText, body, clockMs);
      const envelope = refused
        ? emptyEnvelope(refused, Math.floor(now()))
        : answerRequest(farm, name, body?.value, match.dialect, effectDelayOf(fault));
      code = envelope.code;
      return envelope;
    });
    if (fault?.kind === "refuse") code = fault.code;
    const received: PendingRequest = { name, path, headers, bodyText, code, answerMs: null };
    requests.push(received);
    response.once("finish", () => {
      received.answerMs = performance.now() - arrivedMs;
    });
    if (requests.length > MAX_LOG_LENGTH * 1.1) requests.splice(0, requests.length - MAX_LOG_LENGTH);
    runAfter(latencyOf(fault), () => send(request, response, reply));
  }

  const server = createServer((request, response) => {
    // A client that disconnects before the end of its body is not an error of the farm.
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
    pictureRequests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
