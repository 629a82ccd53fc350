import { describe, expect, it } from "vitest";
import type { SendFailure } from "./send-request";
import { otherDialectProblem, upstreamProblem } from "./upstream-problem";

const failure = (reason: SendFailure, isSent: boolean) =>
  ({ kind: "failure", reason, isSent, cause: "ECAUSE" }) as const;
const reply = { kind: "reply", status: 502, body: "<html>" } as const;

describe("upstreamProblem", () => {
  it.each([
    ["unreachable", "upstream-unreachable"],
    ["broken", "upstream-reset"],
    ["timeout", "upstream-timeout"],
    ["too-large", "upstream-too-large"],
    ["undecodable", "upstream-bad-reply"],
    ["cancelled", "client-gone"],
    ["exhausted", "busy"],
  ] as const)("names the failure %s %s, with its cause", (reason, problem) => {
    expect(upstreamProblem("stopTask", failure(reason, true), 0)).toMatchObject({
      problem,
      members: { operation: "stopTask", detail: "ECAUSE", certainty: "unknown" },
    });
  });

  it("describes a reply that is not an envelope", () => {
    expect(upstreamProblem("stopTask", reply, 0)).toMatchObject({
      problem: "upstream-bad-reply",
      members: {
        operation: "stopTask",
        upstreamStatus: 502,
        detail: "HTTP 502 with 6 characters that are not a response of the protocol",
        certainty: "unknown",
      },
    });
  });

  it("says when a request may be sent again", () => {
    const busy = { kind: "reply", status: 429, body: "", retryAfter: "Thu, 01 Jan 1970 00:00:30 GMT" } as const;
    expect(upstreamProblem("stopTask", busy, 10_000)).toMatchObject({
      problem: "too-many-requests",
      members: { upstreamStatus: 429, retryAfterSeconds: 20 },
    });
    expect(upstreamProblem("getTaskList", failure("exhausted", false), 0).members.retryAfterSeconds).toBe(2);
    expect(upstreamProblem("getTaskList", failure("broken", false), 0).members.retryAfterSeconds).toBeUndefined();
  });

  it.each([
    ["an unsent write", "stopTask", failure("unreachable", false)],
    ["a sent read", "getTaskList", failure("broken", true)],
    ["a read with an invalid reply", "getTaskList", reply],
  ] as const)("says not-sent for %s", (_, operation, result) => {
    expect(upstreamProblem(operation, result, 0).members.certainty).toBe("not-sent");
  });
});

describe("a farm of another dialect", () => {
  it.each([
    ["stopTask", reply, { upstreamStatus: 502, certainty: "unknown" }],
    ["getTaskList", reply, { upstreamStatus: 502, certainty: "not-sent" }],
  ] as const)("is named for %s", (operation, result, members) => {
    const problem = otherDialectProblem(operation, "2018", result);
    expect(problem).toMatchObject({ problem: "other-dialect", members: { operation, ...members } });
    expect(problem.members.detail).toMatch(/RENDERBUS_DIALECT=2018.*RENDERBUS_DIALECT=current/);
  });

  it("has no status where there was no reply", () => {
    const { members } = otherDialectProblem("getTaskList", "current", failure("broken", true));
    expect(members).not.toHaveProperty("upstreamStatus");
  });
});

it("too many requests without a moment have none", () => {
  const { members } = upstreamProblem("stopTask", { kind: "reply", status: 429, body: "" }, 0);
  expect(members).not.toHaveProperty("retryAfterSeconds");
  expect(members.certainty ?? "not-sent").toBe("not-sent");
});
