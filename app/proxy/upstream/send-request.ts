/** Sends one HTTP request to the farm. Never throws, limits time and size, and knows whether the request was written. */
import type { EventEmitter } from "node:events";
import { gunzip } from "node:zlib";
import type { Dispatcher } from "undici";
import type { ByteBudget } from "../byte-budget";

export type OutgoingRequest = {
  readonly path: string;
  /** Names and values in turn. */
  readonly headers: string[];
  readonly body: string;
  readonly timeoutMs: number;
  /** Of the body, as received and uncompressed. */
  readonly maxBytes: number;
  /** Counts the body while it is received. */
  readonly budget: Pick<ByteBudget, "take" | "give">;
  /** The request is aborted when this connection closes. undefined: nothing aborts it. */
  readonly client: ClientConnection | undefined;
};

/** The connection of our client: it emits "close" when the client disconnects. An AbortSignal took 5 µs more per request. */
export type ClientConnection = EventEmitter & { readonly destroyed: boolean };

export type SendFailure =
  | "unreachable"
  | "broken"
  | "timeout"
  | "too-large"
  | "undecodable"
  | "cancelled"
  /** This server has no memory or file descriptor for the request, which says nothing about the farm. */
  | "exhausted";

export type SendResult =
  | { readonly kind: "reply"; readonly status: number; readonly body: string; readonly retryAfter?: string }
  | {
      readonly kind: "failure";
      readonly reason: SendFailure;
      /** false: no byte of the request was written, so the farm did nothing. */
      readonly isSent: boolean;
      /** Node's error code, for the log. */
      readonly cause: string;
    };

/** Errors of this machine when it opens a connection. */
const localErrors: ReadonlySet<string> = new Set(["EMFILE", "ENFILE", "ENOBUFS", "ENOMEM", "EADDRNOTAVAIL"]);

const connectFailure = (code: string): SendFailure => (localErrors.has(code) ? "exhausted" : "unreachable");

const BYTE_ORDER_MARK = 0xfeff;

/** UTF-8 as text, without a byte order mark, which JSON.parse refuses. */
function decodeText(bytes: Buffer): string {
  const text = bytes.toString("utf8");
  return text.charCodeAt(0) === BYTE_ORDER_MARK ? text.slice(1) : text;
}

const errorCode = (error: Error) => ("code" in error && typeof error.code === "string" ? error.code : error.name);

/** Uses undici's dispatch with a handler: it costs half of pool.request, and it reports when the request is written. */
export function sendRequest(pool: Dispatcher, request: OutgoingRequest): Promise<SendResult> {
  const { path, headers, body, timeoutMs, maxBytes, budget, client } = request;
  return new Promise((resolve) => {
    let controller: Dispatcher.DispatchController | undefined;
    let status = 0;
    let retryAfter: string | undefined;
    let isCompressed = false;
    let bytes = 0;
    const chunks: Buffer[] = [];

    let isSettled = false;
    const settle = (result: SendResult) => {
      isSettled = true;
      budget.give(bytes);
      clearTimeout(timer);
      client?.off("close", onClose);
      resolve(result);
    };
    const fail = (reason: SendFailure, cause: string) => {
      // An abort is reported again as an error of the response.
      if (isSettled) return;
      settle({ kind: "failure", reason, isSent: controller !== undefined, cause });
      controller?.abort(new Error(cause));
    };
    const takeBytes = (length: number): boolean => {
      const isTaken = budget.take(length);
      if (isTaken) bytes += length;
      else fail("exhausted", "too many responses in memory");
      return isTaken;
    };
    const finish = (error: Error | null, decoded: Buffer) => {
      if (isSettled) return;
      if (error) {
        const isTooLarge = errorCode(error) === "ERR_BUFFER_TOO_LARGE";
        fail(isTooLarge ? "too-large" : "undecodable", isTooLarge ? `more than ${maxBytes} bytes` : errorCode(error));
      } else if (!isCompressed || takeBytes(decoded.length)) {
        settle({ kind: "reply", status, body: decodeText(decoded), ...(retryAfter ? { retryAfter } : {}) });
      }
    };
    const onClose = () => fail("cancelled", "cancelled");
    const timer = setTimeout(() => fail("timeout", `no answer in ${timeoutMs} ms`), timeoutMs);
    client?.once("close", onClose);
    if (client?.destroyed) return onClose();

    pool.dispatch(
      { method: "POST", path, headers, body },
      {
        onRequestStart(startedController) {
          // The request failed while it waited for a connection: aborted here, undici writes nothing.
          if (isSettled) startedController.abort(new Error("failed before the request started"));
          else controller = startedController;
        },
        onResponseStart(_, statusCode, responseHeaders) {
          status = statusCode;
          const value = responseHeaders["retry-after"];
          retryAfter = typeof value === "string" ? value : undefined;
          isCompressed = /^\s*(?:x-)?gzip\s*$/i.test(String(responseHeaders["content-encoding"] ?? ""));
        },
        onResponseData(_, chunk) {
          if (isSettled) return;
          if (bytes + chunk.length > maxBytes) fail("too-large", `more than ${maxBytes} bytes`);
          else if (takeBytes(chunk.length)) chunks.push(chunk);
        },
        onResponseEnd() {
          if (isSettled) return;
          const received = Buffer.concat(chunks);
          if (isCompressed) gunzip(received, { maxOutputLength: maxBytes }, finish);
          else finish(null, received);
        },
        onResponseError(_, error) {
          const code = errorCode(error);
          fail(controller === undefined ? connectFailure(code) : "broken", code);
        },
      },
    );
  });
}
