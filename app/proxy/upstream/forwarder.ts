/** Signs an operation, sends it to the farm and brings back its envelope, or says as a Problem what went wrong. */
import { setTimeout as pause } from "node:timers/promises";
import { Pool } from "undici";
import { endpoints, type OperationName } from "../../protocol/endpoints";
import { SUCCESS, signatureRefusals } from "../../protocol/wire/envelope";
import type { WriteCertainty } from "../../protocol/wire/failure";
import { toInteger } from "../../protocol/wire/wire";
import type { Upstream } from "../config";
import { toWire } from "../http/guard";
import { Problem, type ProblemName } from "../http/problem";
import type { HeaderList } from "../http/response-headers";
import { createFarmClock } from "../signing/clock-correction";
import { hmacKey } from "../signing/hmac";
import { createNonceGenerator } from "../signing/nonces";
import { signedHeaderNames, signedHeaders, signText, stringToSign } from "../signing/sign";
import type { WireObject } from "../signing/wire-json";
import type { DecodeResponse } from "./current-routes";
import { type Dialect, dialects, type Language } from "./dialect";
import { type ClientConnection, type FailureReason, type SendResult, sendRequest } from "./send-request";

export type ForwarderLimits = {
  /** For the whole operation, retries included. */
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
export type RelayedResponse = { readonly code: number; readonly body: string };

/** The last time the farm was asked: whether it answered in its protocol, and how fast. */
export type Contact = { readonly reachable: boolean; readonly latencyMs: number; readonly checkedAtMs: number };

export type ForwardOptions = {
  /** Its going away aborts a read; a write runs to its end. */
  readonly client?: ClientConnection;
  readonly retries?: number;
  readonly timeoutMs?: number;
  /** Of texts that the farm writes; default English. */
  readonly language?: Language;
};

export type Forwarder = {
  readonly dialect: Dialect;
  readonly forward: (operation: OperationName, body: object, options?: ForwardOptions) => Promise<RelayedResponse>;
  readonly lastContact: () => Contact | null;
  readonly clockOffsetMs: () => number;
  readonly close: () => Promise<void>;
};

type Prepared = {
  readonly path: string;
  readonly bodyText: string;
  readonly wire: WireObject;
  readonly unsigned: HeaderList;
};
type Limited = { readonly client: ClientConnection | undefined; readonly retries: number; readonly deadline: number };
/** `serverTimeMs` is null unless it is a moment that a clock may show. */
type Understood = RelayedResponse & { readonly serverTimeMs: number | null; readonly json: object };

/**
 * The reply as an envelope; undefined for HTML, truncated JSON and JSON of another shape. Only the code makes an envelope
 * here: the vendor's own clients look at nothing else, and the page judges the rest.
 */
function understand(reply: SendResult): Understood | undefined {
  if (reply.kind !== "reply") return undefined;
  const { body } = reply;
  const json = parsed(body);
  if (typeof json !== "object" || json === null || !("code" in json)) return undefined;
  const code = toInteger(json.code);
  const serverTime = "serverTime" in json ? toInteger(json.serverTime) : null;
  const serverTimeMs = serverTime !== null && serverTime > 0 ? serverTime : null;
  return code === null ? undefined : { code, serverTimeMs, body, json };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether another try may help: the network failed, or a gateway in between said so. */
const mayRetry = (reply: SendResult) =>
  reply.kind === "reply"
    ? RETRIED_STATUS.has(reply.status)
    : reply.reason === "unreachable" || reply.reason === "broken";

function problemFor(operation: OperationName, reply: SendResult): Problem {
  const write = endpoints[operation].kind === "write";
  const unsettled = (sent: boolean): WriteCertainty => (write && sent ? "unknown" : "not-sent");
  if (reply.kind === "reply")
    return new Problem("upstream-bad-reply", {
      operation,
      upstreamStatus: reply.status,
      detail: `HTTP ${reply.status} with ${reply.body.length} characters that are not an answer of the protocol`,
      certainty: unsettled(true),
    });
  return new Problem(problemOf[reply.reason], {
    operation,
    detail: reply.cause,
    certainty: unsettled(reply.sent),
  });
}

const first: DecodeResponse = ([data]) => data;

/** The first answer's envelope around the data of all, in the page's shape. */
function told(answers: readonly Understood[], tell: DecodeResponse): RelayedResponse {
  const data = tell(answers.map(({ json }) => ("data" in json ? json.data : null)));
  return { code: SUCCESS, body: JSON.stringify({ ...answers[0]?.json, data }) };
}

/** A forwarder with its own connections and farm clock. `localNow` is epoch ms. */
export function createForwarder(
  upstream: Upstream,
  limits: ForwarderLimits = defaultLimits,
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
  const nextNonce = createNonceGenerator();
  let contact: Contact | null = null;

  const sign = ({ path, wire, unsigned }: Prepared) => {
    const headers = signedHeaders(identity, Math.floor(clock.now() / 1000), nextNonce());
    const text = stringToSign({ domain: upstream.domain, path, headers, body: wire });
    // The farm compares the signature with the host as it reads it; undici's own would be normalised.
    const sent = ["host", upstream.domain, "signature", signText(text, accessKey)];
    sent.push("content-type", "application/json", ...unsigned);
    for (const name of signedHeaderNames) sent.push(name, headers[name]);
    return sent;
  };

  const attempt = async (prepared: Prepared, timeoutMs: number, client: ClientConnection | undefined) => {
    const startedMs = performance.now();
    const { maxReplyBytes: maxBytes } = limits;
    const { path, bodyText: body } = prepared;
    const reply = await sendRequest(pool, { path, headers: sign(prepared), body, timeoutMs, maxBytes, client });
    const understood = understand(reply);
    if (reply.kind === "reply" || reply.reason !== "cancelled")
      contact = {
        reachable: understood !== undefined,
        latencyMs: Math.round(performance.now() - startedMs),
        checkedAtMs: localNow(),
      };
    return { reply, understood };
  };

  /** One request to its end: reads are tried again, writes never, and a wrong clock is set right once. */
  const carry = async (operation: OperationName, prepared: Prepared, { client, retries, deadline }: Limited) => {
    let retriesLeft = retries;
    let corrected = false;
    for (;;) {
      const offsetUsedMs = clock.offsetMs();
      const left = Math.max(0, deadline - performance.now());
      const { reply, understood } = await attempt(prepared, left, client);
      if (understood) {
        const { code, serverTimeMs } = understood;
        // Refused before anything was done, so even a write may be signed anew: once, and only if the clock was the cause.
        const clockWasOff =
          !corrected &&
          signatureRefusals.has(code) &&
          serverTimeMs !== null &&
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
  };

  return {
    dialect,
    async forward(operation, body, options = {}) {
      const { client, retries = READ_RETRIES, timeoutMs = limits.timeoutMs, language = "en" } = options;
      const isRead = endpoints[operation].kind === "read";
      const { path, bodies, decodeResponse: tell } = dialect.encodeRequest(operation, body, upstream);
      const deadline = performance.now() + timeoutMs;
      const limited = { client: isRead ? client : undefined, retries: isRead ? retries : 0, deadline };
      const unsigned = dialect.unsignedHeaders(language);
      const answers: Understood[] = [];
      for (const one of bodies) {
        const bodyText = JSON.stringify(one);
        const answer = await carry(operation, { path, bodyText, wire: toWire(bodyText), unsigned }, limited);
        if (answer.code !== SUCCESS || !tell) return answer;
        answers.push(answer);
      }
      return told(answers, tell ?? first);
    },
    lastContact: () => contact,
    clockOffsetMs: clock.offsetMs,
    close: () => pool.close(),
  };
}
