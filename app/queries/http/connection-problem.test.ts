import { describe, expect, it } from "vitest";
import type { Failure } from "../../protocol/wire/failure";
import { connectionProblem } from "./connection-problem";

const farm = (code: number): Failure => ({ kind: "farm", code, message: "", certainty: "not-sent" });
const proxy: Failure = { kind: "proxy", status: 502, problem: "", detail: "", certainty: "not-sent" };
const NOW = 10_000_000;
const reading = (ageMs: number | null, paceMs = 5000) => ({
  state: "reading" as const,
  failure: null,
  lastGoodReadMs: ageMs === null ? null : NOW - ageMs,
  paceMs,
  backlog: 0,
  nowMs: NOW,
});

describe("the problem of the connection", () => {
  it.each([
    ["our server does not respond", { kind: "network", certainty: "not-sent" }, null],
    ["the farm is unreachable", proxy, "noFarm"],
    ["the response has another form", { kind: "shape", detail: "", certainty: "not-sent" }, "noFarm"],
    ["the signature is wrong", farm(611), "badKey"],
    ["the account is unknown", farm(608), "badKey"],
    ["nobody is signed in", farm(602), "badKey"],
    ["the farm itself fails", farm(500), "refused"],
  ] as const)("when %s", (_, failure, problem) => {
    expect(connectionProblem({ state: "down", failure }, null)).toBe(problem);
  });

  it.each([
    ["is null without a server that collects", null, null],
    ["is null before the first read", reading(null), null],
    ["is null after a read within a minute", reading(59_000), null],
    ["is a server that is behind after more than a minute", reading(61_000), "behind"],
    ["is null within three polls of a slow pace", reading(170_000, 60_000), null],
    ["is a server that is behind after more than three polls", reading(181_000, 60_000), "behind"],
  ] as const)("%s", (_, collector, problem) => {
    expect(connectionProblem({ state: "up", failure: null }, collector)).toBe(problem);
  });
});
