/** Sends one HTTP request to the farm. Never throws, limits time and size, and knows whether the request was written. */
import type { EventEmitter } from "node:events";
import type { Dispatcher } from "undici";

export type OutgoingRequest = {
  readonly path: string;
  /** Names and values in turn. */
  readonly headers: string[];
  readonly body: string;
  readonly timeoutMs: number;
  readonly maxBytes: number;
  /** The request is aborted when this connection closes. undefined: nothing aborts it. */
  readonly client: ClientConnection | undefined;
};

/** Node's response to our client: it emits "close" when the client disconnects. An AbortSignal took 5 µs more per request. */
export type ClientConnection = EventEmitter & { readonly destroyed: boolean };

export type SendFailure = "unreachable" | "broken" | "timeout" | "too-large" | "cancelled";

export type SendResult =
  | { readonly kind: "reply"; readonly status: number; readonly body: string }
  | {
      readonly kind: "failure";
      readonly reason: SendFailure;
      /** false: no byte of the request was written, so the farm did nothing. */
      readonly isSent: boolean;
      /** Node's error code, for the log. */
      readonly cause: string;
    };

const errorCode = (error: Error) => ("code" in error && typeof error.code === "string" ? error.code : error.name);

/** Uses undici's dispatch with a handler: it costs half of pool.request, and it reports when the request is written. */
export function sendRequest(pool: Dispatcher, request: OutgoingRequest): Promise<SendResult> {
  const { path, headers, body, timeoutMs, maxBytes, client } = request;
  return new Promise((resolve) => {
    let controller: Dispatcher.DispatchController | undefined;
    let status = 0;
    let bytes = 0;
    const chunks: Buffer[] = [];

    let isSettled = false;
    const settle = (result: SendResult) => {
      isSettled = true;
      clearTimeout(timer);
      client?.off("close", onClose);
      resolve(result);
    };
    const fail = (reason: SendFailure, cause: string) => {
      settle({ kind: "failure", reason, isSent: controller !== undefined, cause });
      controller?.abort(new Error(cause));
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
        onResponseStart(_, statusCode) {
          status = statusCode;
        },
        onResponseData(_, chunk) {
          bytes += chunk.length;
          if (bytes > maxBytes) fail("too-large", `more than ${maxBytes} bytes`);
          else chunks.push(chunk);
        },
        onResponseEnd() {
          settle({ kind: "reply", status, body: Buffer.concat(chunks).toString("utf8") });
        },
        onResponseError(_, error) {
          fail(controller === undefined ? "unreachable" : "broken", errorCode(error));
        },
      },
    );
  });
}
