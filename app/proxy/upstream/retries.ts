/** Sends a request again if it failed on the way: reads at most twice, writes never. */
import { setTimeout as pause } from "node:timers/promises";
import type { ParsedReply } from "./parse-reply";
import { parseRetryAfter } from "./retry-after";
import type { SendResult } from "./send-request";

/** Retries of a read. A write is never repeated: it may have been done although its reply was lost. */
export const READ_RETRIES = 2;

/** HTTP statuses of gateways between the proxy and the farm. */
const retriedStatuses: ReadonlySet<number> = new Set([502, 503, 504]);
const TOO_MANY_REQUESTS = 429;

/** A farm that asks for a longer pause is not asked again; the page says when it may be. */
const MAX_RETRY_AFTER_MS = 5000;

export type RetryPolicy = {
  readonly maxRetries: number;
  /** Mean pause before the first retry, ms. */
  readonly delayMs: number;
  /** By `performance.now()`. No retry starts after it. */
  readonly deadlineMs: number;
};

/** One request and the farm's envelope in its reply; undefined: there was none. */
export type Attempt = { readonly result: SendResult; readonly reply: ParsedReply | undefined };

export type RetryTiming = {
  readonly nowMs: () => number;
  readonly epochNowMs: () => number;
  /** From 0 to 1. */
  readonly random: () => number;
  readonly pause: (ms: number) => Promise<unknown>;
};

const systemTiming: RetryTiming = { nowMs: () => performance.now(), epochNowMs: Date.now, random: Math.random, pause };

/**
 * The least pause in ms before the request may be sent again; undefined: never. A timeout is not retried, because the deadline
 * is spent. HTTP 429 is retried only if the farm says when.
 */
function leastPauseMs(result: SendResult, epochNowMs: number): number | undefined {
  if (result.kind === "failure") return result.reason === "unreachable" || result.reason === "broken" ? 0 : undefined;
  const seconds = parseRetryAfter(result.retryAfter, epochNowMs);
  if (retriedStatuses.has(result.status) || (result.status === TOO_MANY_REQUESTS && seconds !== null))
    return (seconds ?? 0) * 1000;
  return undefined;
}

/**
 * Calls `send` until it gets a reply of the farm, or until retries or time run out, and returns the last attempt. The mean
 * pause doubles with each retry; ±50 % at random keeps the retries of many requests apart. A Retry-After of at most 5 s is added.
 */
export async function sendWithRetries(
  send: () => Promise<Attempt>,
  { maxRetries, delayMs, deadlineMs }: RetryPolicy,
  timing: RetryTiming = systemTiming,
): Promise<Attempt> {
  for (let retry = 0; ; retry += 1) {
    const attempt = await send();
    const leastMs = leastPauseMs(attempt.result, timing.epochNowMs());
    if (attempt.reply || retry === maxRetries || leastMs === undefined || leastMs > MAX_RETRY_AFTER_MS) return attempt;
    const pauseMs = leastMs + delayMs * 2 ** retry * (0.5 + timing.random());
    if (timing.nowMs() + pauseMs >= deadlineMs) return attempt;
    await timing.pause(pauseMs);
  }
}
