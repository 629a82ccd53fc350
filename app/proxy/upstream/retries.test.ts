import { describe, expect, it } from "vitest";
import { type Attempt, READ_RETRIES, type RetryPolicy, sendWithRetries } from "./retries";
import type { SendFailure } from "./send-request";

const failed = (reason: SendFailure): Attempt => ({
  result: { kind: "failure", reason, isSent: true, cause: reason },
  reply: undefined,
});
const replied = (status: number): Attempt => ({ result: { kind: "reply", status, body: "" }, reply: undefined });
const body = '{"code":200}';
const success: Attempt = {
  result: { kind: "reply", status: 200, body },
  reply: { code: 200, serverTimeMs: null, body, envelope: { code: 200 } },
};

/** Runs sendWithRetries on a clock that only pauses advance. */
async function run(attempts: readonly Attempt[], policy: Partial<RetryPolicy> = {}, random = 0.5) {
  const pauses: number[] = [];
  let nowMs = 0;
  let sent = 0;
  const last = await sendWithRetries(
    async () => attempts[sent++] ?? success,
    { maxRetries: 5, delayMs: 100, deadlineMs: 1_000_000, ...policy },
    {
      nowMs: () => nowMs,
      epochNowMs: () => nowMs,
      random: () => random,
      pause: async (ms) => {
        pauses.push(ms);
        nowMs += ms;
      },
    },
  );
  return { last, sent, pauses };
}

const failures = Array.from({ length: 6 }, () => failed("broken"));

describe("sendWithRetries", () => {
  it("returns the first reply of the farm without a retry", async () => {
    expect(await run([success])).toEqual({ last: success, sent: 1, pauses: [] });
  });

  it("returns a refusal that comes with a gateway status without a retry", async () => {
    const refusal = { ...success, result: { kind: "reply", status: 503, body } } as const;
    expect(await run([refusal])).toEqual({ last: refusal, sent: 1, pauses: [] });
  });

  it.each([
    ["an unreachable farm", failed("unreachable")],
    ["a broken connection", failed("broken")],
    ["HTTP 502", replied(502)],
    ["HTTP 503", replied(503)],
    ["HTTP 504", replied(504)],
  ])("sends again after %s", async (_, attempt) => {
    expect(await run([attempt])).toMatchObject({ last: success, sent: 2 });
  });

  it.each([
    ["a timeout", failed("timeout")],
    ["a reply that is too large", failed("too-large")],
    ["a client that disconnects", failed("cancelled")],
    ["HTTP 500", replied(500)],
    ["HTTP 200 without an envelope", replied(200)],
  ])("sends once after %s", async (_, attempt) => {
    expect(await run([attempt])).toEqual({ last: attempt, sent: 1, pauses: [] });
  });

  it.each<[string, number, string | undefined, number[]]>([
    ["HTTP 503 with 2 s", 503, "2", [2100]],
    ["HTTP 429 with 5 s", 429, "5", [5100]],
    ["HTTP 429 with 6 s", 429, "6", []],
    ["HTTP 429 without a time", 429, undefined, []],
    ["HTTP 429 with an invalid time", 429, "soon", []],
    ["HTTP 500 with 1 s", 500, "1", []],
  ])("waits at least as long as a short Retry-After says: %s", async (_, status, retryAfter, pauses) => {
    const { result, reply } = replied(status);
    const attempt: Attempt = { result: { ...result, ...(retryAfter ? { retryAfter } : {}) }, reply };
    expect((await run([attempt])).pauses).toEqual(pauses);
  });

  it("doubles the pause with each retry", async () => {
    expect((await run(failures)).pauses).toEqual([100, 200, 400, 800, 1600]);
  });

  it.each([
    [0, [50, 100]],
    [0.9, [140, 280]],
  ])("varies the pause by half: random %d", async (random, pauses) => {
    expect((await run(failures, { maxRetries: 2 }, random)).pauses).toEqual(pauses);
  });

  it.each([0, 1, 2])("sends at most %i times more", async (maxRetries) => {
    const { last, sent } = await run(failures, { maxRetries });
    expect(sent).toBe(maxRetries + 1);
    expect(last).toBe(failures[maxRetries]);
  });

  it("starts no retry at or after the deadline", async () => {
    expect(await run(failures, { deadlineMs: 100 })).toMatchObject({ sent: 1, pauses: [] });
    expect(await run(failures, { deadlineMs: 101 })).toMatchObject({ sent: 2, pauses: [100] });
    expect(await run(failures, { deadlineMs: 300 })).toMatchObject({ sent: 2, pauses: [100] });
    expect(await run(failures, { deadlineMs: 301 })).toMatchObject({ sent: 3, pauses: [100, 200] });
  });
});

describe("READ_RETRIES", () => {
  it("is 2", () => expect(READ_RETRIES).toBe(2));
});
