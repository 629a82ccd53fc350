/** Forwards operations to the farm: encodes, signs and sends the request, and returns the farm's response. */
import { Pool } from "undici";
import { endpoints, type OperationName } from "../../protocol/endpoints";
import { SUCCESS } from "../../protocol/wire/envelope";
import type { UpstreamConfig } from "../config";
import { Problem } from "../http/problem";
import { createFarmClock, withClockCorrection } from "../signing/clock-correction";
import { createRequestSigner } from "../signing/request-signer";
import { parseWireObject, type WireObject } from "../signing/wire-json";
import type { DecodeResponse, Dialect, Language } from "./dialect";
import { dialects } from "./dialects";
import { type ParsedReply, parseReply, type RelayedResponse } from "./parse-reply";
import { type Attempt, READ_RETRIES, sendWithRetries } from "./retries";
import { type ClientConnection, sendRequest } from "./send-request";
import { upstreamProblem } from "./upstream-problem";

export type ForwarderLimits = {
  /** For a whole operation, retries included. */
  readonly timeoutMs: number;
  readonly connectMs: number;
  readonly maxReplyBytes: number;
  /** Mean pause before the first retry of a read. */
  readonly retryDelayMs: number;
  readonly connections: number;
};

const defaultLimits: ForwarderLimits = {
  timeoutMs: 30_000,
  connectMs: 10_000,
  maxReplyBytes: 64 * 1024 * 1024,
  retryDelayMs: 250,
  connections: 128,
};

/** The last request to the farm: whether the farm replied in its protocol, and after how many ms. */
export type LastContact = {
  readonly isReachable: boolean;
  readonly latencyMs: number;
  /** Epoch ms. */
  readonly checkedAtMs: number;
};

export type ForwardOptions = {
  /** If it disconnects, a read is aborted; a write continues. */
  readonly client?: ClientConnection;
  /** For reads; default READ_RETRIES. */
  readonly maxRetries?: number;
  readonly timeoutMs?: number;
  /** Language of the farm's texts; default English. */
  readonly language?: Language;
};

export type Forwarder = {
  readonly dialect: Dialect;
  /** Throws Problem if the farm sends no envelope. A refusal by the farm is a response. */
  readonly forward: (operation: OperationName, body: object, options?: ForwardOptions) => Promise<RelayedResponse>;
  readonly lastContact: () => LastContact | null;
  readonly clockOffsetMs: () => number;
  readonly close: () => Promise<void>;
};

/** The body as it will be signed. Throws Problem for a lone surrogate, which no UTF-8 encodes. */
function parseSignableBody(bodyText: string): WireObject {
  try {
    return parseWireObject(bodyText);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new Problem("invalid-json", { detail: error.message });
  }
}

/** One response from all replies: the first envelope with the decoded data. */
function decodeReplies(replies: readonly ParsedReply[], decodeResponse: DecodeResponse): RelayedResponse {
  const data = decodeResponse(replies.map(({ envelope }) => ("data" in envelope ? envelope.data : null)));
  return { code: SUCCESS, body: JSON.stringify({ ...replies[0]?.envelope, data }) };
}

/** Creates a forwarder with its own connection pool and farm clock. `localNow` returns epoch ms. */
export function createForwarder(
  upstream: UpstreamConfig,
  limits: ForwarderLimits = defaultLimits,
  localNow: () => number = Date.now,
): Forwarder {
  const pool = new Pool(`${upstream.protocol}://${upstream.domain}`, {
    connections: limits.connections,
    connect: { timeout: limits.connectMs },
    // One timer covers the whole request (send-request.ts), so undici's own timers are off.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  const dialect = dialects[upstream.dialect];
  const clock = createFarmClock(localNow);
  const sign = createRequestSigner({ ...upstream, version: dialect.version }, clock);
  let lastContact: LastContact | null = null;

  const observe = (attempt: Attempt, startedMs: number) => {
    // A client that disconnects says nothing about the farm.
    if (attempt.result.kind === "failure" && attempt.result.reason === "cancelled") return;
    lastContact = {
      isReachable: attempt.reply !== undefined,
      latencyMs: Math.round(performance.now() - startedMs),
      checkedAtMs: localNow(),
    };
  };

  return {
    dialect,
    async forward(operation, body, options = {}) {
      const { client, maxRetries = READ_RETRIES, timeoutMs = limits.timeoutMs, language = "en" } = options;
      const isRead = endpoints[operation].kind === "read";
      const deadlineMs = performance.now() + timeoutMs;
      const { path, bodies, decodeResponse } = dialect.encodeRequest(operation, body, upstream);
      const unsignedHeaders = dialect.unsignedHeaders(language);

      const sendBody = async (bodyText: string, signableBody: WireObject): Promise<Attempt> => {
        const startedMs = performance.now();
        const result = await sendRequest(pool, {
          path,
          headers: sign(path, signableBody, unsignedHeaders),
          body: bodyText,
          timeoutMs: Math.max(0, deadlineMs - startedMs),
          maxBytes: limits.maxReplyBytes,
          client: isRead ? client : undefined,
        });
        const attempt = { result, reply: parseReply(result) };
        observe(attempt, startedMs);
        return attempt;
      };

      const replies: ParsedReply[] = [];
      for (const upstreamBody of bodies) {
        const bodyText = JSON.stringify(upstreamBody);
        const signableBody = parseSignableBody(bodyText);
        const send = withClockCorrection(clock, () => sendBody(bodyText, signableBody));
        const policy = { maxRetries: isRead ? maxRetries : 0, delayMs: limits.retryDelayMs, deadlineMs };
        const { result, reply } = await sendWithRetries(send, policy);
        if (!reply) throw upstreamProblem(operation, result);
        if (reply.code !== SUCCESS || !decodeResponse) return reply;
        replies.push(reply);
      }
      return decodeReplies(replies, decodeResponse ?? (([data]) => data));
    },
    lastContact: () => lastContact,
    clockOffsetMs: clock.offsetMs,
    close: () => pool.close(),
  };
}
