import { describe, expect, it } from "vitest";
import type { SendFailure } from "./send-request";
import { upstreamProblem } from "./upstream-problem";

const failure = (reason: SendFailure, isSent: boolean) =>
  ({ kind: "failure", reason, isSent, cause: "ECAUSE" }) as const;
const reply = { kind: "reply", status: 502, body: "<html>" } as const;

describe("upstreamProblem", () => {
  it.each([
    ["unreachable", "upstream-unreachable"],
    ["broken", "upstream-reset"],
    ["timeout", "upstream-timeout"],
    ["too-large", "upstream-too-large"],
    ["cancelled", "client-gone"],
  ] as const)("names the failure %s %s, with its cause", (reason, problem) => {
    expect(upstreamProblem("stopTask", failure(reason, true))).toMatchObject({
      problem,
      members: { operation: "stopTask", detail: "ECAUSE", certainty: "unknown" },
    });
  });

  it("describes a reply that is not an envelope", () => {
    expect(upstreamProblem("stopTask", reply)).toMatchObject({
      problem: "upstream-bad-reply",
      members: {
        operation: "stopTask",
        upstreamStatus: 502,
        detail: "HTTP 502 with 6 characters that are not a response of the protocol",
        certainty: "unknown",
      },
    });
  });

  it.each([
    ["an unsent write", "stopTask", failure("unreachable", false)],
    ["a sent read", "getTaskList", failure("broken", true)],
    ["a read with an invalid reply", "getTaskList", reply],
  ] as const)("says not-sent for %s", (_, operation, result) => {
    expect(upstreamProblem(operation, result).members.certainty).toBe("not-sent");
  });
});
