import { beforeEach, expect, it } from "vitest";
import type { Failure } from "../../protocol/wire/failure";
import { makeFrame } from "../../test/make-frame";
import { probeRefused, refusedStates } from "./refused-states";

const frames = (...states: readonly (number | null)[]) => states.map((statusCode, id) => makeFrame({ id, statusCode }));
const refusedWith = (code: number, certainty: "not-sent" | "unknown" = "not-sent"): Failure => ({
  kind: "farm",
  code,
  message: "",
  certainty,
});
const states = () => [...refusedStates.get().keys()];

beforeEach(() => refusedStates.set(new Map()));

it.each([400, 600, 601, 99_999])("records stopped and timed-out frames that are refused with code %d", (code) => {
  probeRefused(frames(3, 3), refusedWith(code));
  expect(states()).toEqual([3]);
  probeRefused(frames(11), refusedWith(code));
  expect(states()).toEqual([3, 11]);
});

it.each([
  ["frames of other states are among them", frames(3, 5), refusedWith(600)],
  ["a state is unknown", frames(3, null), refusedWith(600)],
  ["the account lacks the right", frames(3), refusedWith(605)],
  ["the balance is not enough", frames(3), refusedWith(507)],
  ["the task is gone", frames(3), refusedWith(937)],
  ["the farm failed", frames(3), refusedWith(500, "unknown")],
  ["the connection failed", frames(3), { kind: "network", certainty: "unknown" } as const],
  ["there are no frames", [], refusedWith(600)],
])("records nothing when %s", (_, list, failure) => {
  probeRefused(list, failure);
  expect(states()).toEqual([]);
});
