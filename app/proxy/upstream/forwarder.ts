/** Forwards operations to the farm: encodes, signs and sends the request, and returns the farm's response. */
import { endpoints, type OperationName } from "../../protocol/endpoints";
import { responseLimits } from "../../protocol/response-limits";
import { SUCCESS, signatureRefusals } from "../../protocol/wire/envelope";
import { refusesAccount } from "../../protocol/wire/refusals";
import { type ByteBudget, createByteBudget } from "../byte-budget";
import type { UpstreamConfig } from "../config";
import { Problem } from "../http/problem";
import { createFarmClock, withClockCorrection } from "../signing/clock-correction";
import { createRequestSigner } from "../signing/request-signer";
import { parseWireObject, type WireObject } from "../signing/wire-json";
import type { DecodeResponse, Dialect, Language } from "./dialect";
import { dialects } from "./dialects";
import { createDialectGuard } from "./other-dialect";
import { type ParsedReply, parseReply, type RelayedResponse } from "./parse-reply";
import { createPools, type PoolLimits } from "./pools";
import { type Attempt, READ_RETRIES, sendWithRetries } from "./retries";
import { type ClientConnection, type SendFailure, sendRequest } from "./send-request";
import { otherDialectProblem, upstreamProblem } from "./upstream-problem";

export type ForwarderLimits = PoolLimits & {
  /** For a whole operation, retries included. */
  readonly timeoutMs: number;
  /** Mean pause before the first retry of a read. */
  readonly retryDelayMs: number;
};

export const defaultLimits: ForwarderLimits = {
  timeoutMs: 30_000,
  connectMs: 10_000,
  retryDelayMs: 250,
  readConnections: 102,
  writeConnections: 26,
};

/** The last request to the farm: whether the farm replied in its protocol, and after how many ms. */
export type LastContact = {
  readonly isReachable: boolean;
  /** The code with which the farm refused the account or its signature; null: it did not. */
  readonly refusedCode: number | null;
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
  /** A probe has a connection of its own, so it tells about the farm however busy this server is. */
  readonly isProbe?: boolean;
  /** Language of the farm's texts; default English. */
  readonly language?: Language;
};

/** One request to the farm. */
export type UpstreamAttempt = {
  readonly kind: "read" | "write" | "probe";
  /** Why there was no reply, or what the reply was: an envelope of success, a refusal, or something else. */
  readonly result: SendFailure | "ok" | "refused" | "no-envelope";
  readonly ms: number;
};

export type ForwarderOptions = {
  readonly onAttempt?: ((attempt: UpstreamAttempt) => void) | undefined;
  readonly limits?: Partial<ForwarderLimits>;
  readonly budget?: ByteBudget;
  /** Epoch ms. */
  readonly localNow?: () => number;
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

/** Failures that say nothing about the farm: the client disconnected, or this server lacks memory or file descriptors. */
const localFailures: ReadonlySet<string> = new Set(["cancelled", "exhausted"]);

const resultOf = ({ result, reply }: Attempt): UpstreamAttempt["result"] => {
  if (result.kind === "failure") return result.reason;
  if (!reply) return "no-envelope";
  return reply.code === SUCCESS ? "ok" : "refused";
};

/** Creates a forwarder with its own connection pools and farm clock. */
export function createForwarder(
  upstream: UpstreamConfig,
  { budget = createByteBudget(), localNow = Date.now, onAttempt, ...options }: ForwarderOptions = {},
): Forwarder {
  const limits = { ...defaultLimits, ...options.limits };
  const pools = createPools(`${upstream.protocol}://${upstream.domain}`, limits);
  const dialect = dialects[upstream.dialect];
  const guard = createDialectGuard();
  const clock = createFarmClock(localNow);
  const sign = createRequestSigner({ ...upstream, version: dialect.version }, clock);
  let lastContact: LastContact | null = null;

  const observe = (attempt: Attempt, startedMs: number) => {
    if (attempt.result.kind === "failure" && localFailures.has(attempt.result.reason)) return;
    lastContact = {
      isReachable: attempt.reply !== undefined,
      refusedCode: attempt.reply && refusesAccount(attempt.reply.code) ? attempt.reply.code : null,
      latencyMs: Math.round(performance.now() - startedMs),
      checkedAtMs: localNow(),
    };
  };

  return {
    dialect,
    async forward(operation, body, forwardOptions = {}) {
      const { client, maxRetries = READ_RETRIES, timeoutMs = limits.timeoutMs, language = "en" } = forwardOptions;
      const { kind } = endpoints[operation];
      const isRead = kind === "read";
      const pool = pools[forwardOptions.isProbe ? "probe" : kind];
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
          maxBytes: responseLimits[operation],
          budget,
          client: isRead ? client : undefined,
        });
        const attempt = { result, reply: parseReply(result) };
        observe(attempt, startedMs);
        onAttempt?.({
          kind: forwardOptions.isProbe ? "probe" : kind,
          result: resultOf(attempt),
          ms: performance.now() - startedMs,
        });
        return attempt;
      };

      const replies: ParsedReply[] = [];
      for (const upstreamBody of bodies) {
        const bodyText = JSON.stringify(upstreamBody);
        const signableBody = parseSignableBody(bodyText);
        const send = withClockCorrection(clock, () => sendBody(bodyText, signableBody));
        const policy = { maxRetries: isRead ? maxRetries : 0, delayMs: limits.retryDelayMs, deadlineMs };
        const { result, reply } = await sendWithRetries(send, policy);
        if (guard.isSign(operation, result, reply)) throw otherDialectProblem(operation, dialect.name, result);
        if (!reply) throw upstreamProblem(operation, result, localNow());
        const { code, serverTimeMs } = reply;
        if (signatureRefusals.has(code) && serverTimeMs !== null && !clock.isPlausible(serverTimeMs))
          throw new Problem("upstream-wrong-clock", { operation, detail: `Code ${code}, serverTime ${serverTimeMs}` });
        if (reply.code !== SUCCESS || !decodeResponse) return reply;
        replies.push(reply);
      }
      return decodeReplies(replies, decodeResponse ?? (([data]) => data));
    },
    lastContact: () => lastContact,
    clockOffsetMs: clock.offsetMs,
    close: pools.close,
  };
}
