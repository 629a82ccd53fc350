/** Signs an operation, sends it to the farm and brings back its envelope, or says as a Problem what went wrong. */
import { setTimeout as pause } from "node:timers/promises";
import { Pool } from "undici";
import { endpoints, type OperationName } from "../protocol/endpoints";
import { signatureRefusals } from "../protocol/envelope";
import type { Outcome } from "../protocol/failure";
import { createFarmClock } from "./clock";
import type { Upstream } from "./config";
import { dialects } from "./dialect";
import { type Client, type Exchange, exchange, type FailureReason } from "./exchange";
import { toWire } from "./guard";
import { hmacKey } from "./hmac";
import { createNonces } from "./nonce";
import { Problem, type ProblemName } from "./problem";
import { signedHeaders, signText, stringToSign } from "./sign";
import type { WireObject } from "./wire-json";

export type Limits = {
  /** For the whole operation, retries included. */
  readonly timeoutMs: number;
  readonly connectMs: number;
  readonly maxReplyBytes: number;
  /** Mean pause before the first retry of a read. */
  readonly retryDelayMs: number;
  readonly connections: number;
};

export const defaultLimits: Limits = {
  timeoutMs: 30_000,
  connectMs: 10_000,
  maxReplyBytes: 64 * 1024 * 1024,
  retryDelayMs: 250,
  connections: 128,
};

const READ_RETRIES = 2;
const RETRIED_STATUS: ReadonlySet<number> = new Set([502, 503, 504]);
const problemOf: Record<FailureReason, ProblemName> = {
  unreachable: "upstream-unreachable",
  broken: "upstream-reset",
  timeout: "upstream-timeout",
  "too-large": "upstream-too-large",
  cancelled: "client-gone",
};

/** The farm's answer: its envelope's code, and its text exactly as it came. */
export type Relay = { readonly code: number; readonly body: string };

/** The last time the farm was asked: whether it answered in its protocol, and how fast. */
export type Contact = { readonly reachable: boolean; readonly latencyMs: number; readonly checkedAtMs: number };

export type ForwardOptions = {
  /** Its going away aborts a read; a write runs to its end. */
  readonly client?: Client;
  readonly retries?: number;
  readonly timeoutMs?: number;
};

export type Forwarder = {
  readonly forward: (operation: OperationName, body: object, options?: ForwardOptions) => Promise<Relay>;
  readonly lastContact: () => Contact | null;
  readonly clockOffsetMs: () => number;
  readonly close: () => Promise<void>;
};

type Prepared = { readonly path: string; readonly bodyText: string; readonly wire: WireObject };
type Understood = Relay & { readonly serverTimeMs: number };

/**
 * The reply as an envelope; undefined for HTML, truncated JSON and JSON of another shape. Only the code makes an envelope
 * here: the vendor's own clients look at nothing else, and the page judges the rest.
 */
function understand(reply: Exchange): Understood | undefined {
  if (reply.kind !== "reply") return undefined;
  const { body } = reply;
  const json = parsed(body);
  if (typeof json !== "object" || json === null || !("code" in json)) return undefined;
  const code = Number(json.code);
  const serverTimeMs = "serverTime" in json && json.serverTime ? Number(json.serverTime) : Number.NaN;
  return Number.isInteger(code) ? { code, serverTimeMs, body } : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether another try may help: the network failed, or a gateway in between said so. */
const mayRetry = (reply: Exchange) =>
  reply.kind === "reply"
    ? RETRIED_STATUS.has(reply.status)
    : reply.reason === "unreachable" || reply.reason === "broken";

function problemFor(operation: OperationName, reply: Exchange): Problem {
  const write = endpoints[operation].kind === "write";
  const unsettled = (sent: boolean): Outcome => (write && sent ? "unknown" : "not-sent");
  if (reply.kind === "reply")
    return new Problem("upstream-bad-reply", {
      operation,
      upstreamStatus: reply.status,
      detail: `HTTP ${reply.status} with ${reply.body.length} characters that are not an answer of the protocol`,
      outcome: unsettled(true),
    });
  return new Problem(problemOf[reply.reason], {
    operation,
    detail: reply.cause,
    outcome: unsettled(reply.sent),
  });
}

/** A forwarder with its own connections and farm clock. `localNow` is epoch ms. */
export function createForwarder(
  upstream: Upstream,
  limits: Limits = defaultLimits,
  localNow: () => number = Date.now,
): Forwarder {
  const pool = new Pool(`${upstream.protocol}://${upstream.domain}`, {
    connections: limits.connections,
    connect: { timeout: limits.connectMs },
    // One deadline covers the whole operation (see exchange); undici's own would only add timers.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  const dialect = dialects[upstream.dialect];
  const identity = { ...upstream, version: dialect.version };
  const accessKey = hmacKey(upstream.accessKey.reveal());
  const clock = createFarmClock(localNow);
  const nextNonce = createNonces();
  let contact: Contact | null = null;

  const prepare = (operation: OperationName, body: object): Prepared => {
    const said = dialect.toUpstream(operation, body);
    const bodyText = JSON.stringify(said.body);
    return { path: said.path, bodyText, wire: toWire(bodyText) };
  };

  const sign = ({ path, wire }: Prepared) => {
    const headers = signedHeaders(identity, Math.floor(clock.now() / 1000), nextNonce());
    const text = stringToSign({ domain: upstream.domain, path, headers, body: wire });
    return { ...headers, signature: signText(text, accessKey), "content-type": "application/json" };
  };

  const attempt = async (prepared: Prepared, timeoutMs: number, client: Client | undefined) => {
    const startedMs = performance.now();
    const { maxReplyBytes: maxBytes } = limits;
    const { path, bodyText: body } = prepared;
    const reply = await exchange(pool, { path, headers: sign(prepared), body, timeoutMs, maxBytes, client });
    const understood = understand(reply);
    if (reply.kind === "reply" || reply.reason !== "cancelled")
      contact = {
        reachable: understood !== undefined,
        latencyMs: Math.round(performance.now() - startedMs),
        checkedAtMs: localNow(),
      };
    return { reply, understood };
  };

  return {
    async forward(operation, body, { client, retries = READ_RETRIES, timeoutMs = limits.timeoutMs } = {}) {
      const isRead = endpoints[operation].kind === "read";
      const prepared = prepare(operation, body);
      const deadline = performance.now() + timeoutMs;
      let retriesLeft = isRead ? retries : 0;
      let corrected = false;
      for (;;) {
        const offsetUsedMs = clock.offsetMs();
        const left = Math.max(0, deadline - performance.now());
        const { reply, understood } = await attempt(prepared, left, isRead ? client : undefined);
        if (understood) {
          const { code, serverTimeMs } = understood;
          // Refused before anything was done, so even a write may be signed anew: once, and only if the clock was the cause.
          const clockWasOff =
            !corrected &&
            signatureRefusals.has(code) &&
            !Number.isNaN(serverTimeMs) &&
            clock.correct(serverTimeMs, offsetUsedMs);
          if (!clockWasOff) return understood;
          corrected = true;
          continue;
        }
        const delay = limits.retryDelayMs * 2 ** (retries - retriesLeft) * (0.5 + Math.random());
        if (retriesLeft === 0 || !mayRetry(reply) || performance.now() + delay >= deadline)
          throw problemFor(operation, reply);
        retriesLeft -= 1;
        await pause(delay);
      }
    },
    lastContact: () => contact,
    clockOffsetMs: clock.offsetMs,
    close: () => pool.close(),
  };
}
