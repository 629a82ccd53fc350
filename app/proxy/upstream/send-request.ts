/** One HTTP request to the upstream: never throws, keeps a deadline and a size, and knows whether the request went out. */
import type { EventEmitter } from "node:events";
import type { Dispatcher } from "undici";

export type OutgoingRequest = {
  readonly path: string;
  readonly headers: string[];
  readonly body: string;
  readonly timeoutMs: number;
  readonly maxBytes: number;
  readonly client: ClientConnection | undefined;
};

/** Whoever waits for the answer: Node's response to it, whose closing means that it went away. An AbortSignal cost 5 µs. */
export type ClientConnection = EventEmitter & { readonly destroyed: boolean };

export type FailureReason = "unreachable" | "broken" | "timeout" | "too-large" | "cancelled";

export type SendResult =
  | { readonly kind: "reply"; readonly status: number; readonly body: string }
  | {
      readonly kind: "failure";
      readonly reason: FailureReason;
      /** false: not one byte of the request was written, so nothing can have happened. */
      readonly sent: boolean;
      /** Node's error code, for the log. */
      readonly cause: string;
    };

const codeOf = (error: Error) => ("code" in error && typeof error.code === "string" ? error.code : error.name);

/** Plain dispatch with a handler: half the cost of pool.request, and it tells when the request is written. */
export function sendRequest(pool: Dispatcher, request: OutgoingRequest): Promise<SendResult> {
  const { path, headers, body, timeoutMs, maxBytes, client } = request;
  return new Promise((resolve) => {
    let controller: Dispatcher.DispatchController | undefined;
    let status = 0;
    let bytes = 0;
    const chunks: Buffer[] = [];

    let settled = false;
    const settle = (result: SendResult) => {
      settled = true;
      clearTimeout(timer);
      client?.off("close", onCancel);
      resolve(result);
    };
    const giveUp = (reason: FailureReason, cause: string) => {
      settle({ kind: "failure", reason, sent: controller !== undefined, cause });
      controller?.abort(new Error(cause));
    };
    const onCancel = () => giveUp("cancelled", "cancelled");
    const timer = setTimeout(() => giveUp("timeout", `no answer in ${timeoutMs} ms`), timeoutMs);
    client?.once("close", onCancel);
    if (client?.destroyed) return onCancel();

    pool.dispatch(
      { method: "POST", path, headers, body },
      {
        onRequestStart(started) {
          // Given up while it still waited for a connection: undici then writes nothing.
          if (settled) started.abort(new Error("given up"));
          else controller = started;
        },
        onResponseStart(_, statusCode) {
          status = statusCode;
        },
        onResponseData(_, chunk) {
          bytes += chunk.length;
          if (bytes > maxBytes) giveUp("too-large", `more than ${maxBytes} bytes`);
          else chunks.push(chunk);
        },
        onResponseEnd() {
          const [first] = chunks;
          const whole = first && chunks.length === 1 ? first : Buffer.concat(chunks);
          settle({ kind: "reply", status, body: whole.toString("utf8") });
        },
        onResponseError(_, error) {
          giveUp(controller === undefined ? "unreachable" : "broken", codeOf(error));
        },
      },
    );
  });
}
