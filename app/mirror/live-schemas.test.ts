import { describe, expect, it } from "vitest";
import type { Failure } from "../protocol/wire/failure";
import { makeTask } from "../test/make-task";
import { failureSchema, liveAnswerSchema, livePartSchema } from "./live-schemas";
import type { LiveAnswer } from "./live-tasks";

const certainty = "not-sent";
const failures: readonly Failure[] = [
  { kind: "network", certainty: "unknown" },
  { kind: "proxy", status: 503, problem: "busy", detail: "", certainty, retryAfterSeconds: 3, sinceMs: 5 },
  { kind: "farm", code: 611, message: "no right", certainty },
  { kind: "shape", detail: "no envelope", certainty },
];
const task = makeTask({
  id: 1,
  isShell: true,
  tags: ["hero"],
  children: [makeTask({ id: 2, children: [makeTask({ id: 3 })] })],
});
/** An answer with the members that every answer has. */
const least: LiveAnswer = {
  format: 1,
  run: "a",
  revision: 7,
  nowMs: 1000,
  figures: {
    total: 1,
    pageCount: 2,
    pagesRead: 2,
    isComplete: true,
    failedPages: failures.map((failure, index) => [index + 2, failure] as const),
    malformed: [[1, 3]],
  },
  collector: { state: "failing", failure: failures[0] ?? null, lastGoodReadMs: null, paceMs: 5000, backlog: 0 },
  events: { sinceMs: 1, lastSeq: 9 },
  tasks: [task],
  removed: [
    [4, null],
    [5, makeTask({ id: 5, isDeleted: true })],
  ],
  reads: [[1000, 1, 3, 1]],
};
/** An answer with all members. */
const answer: LiveAnswer = {
  ...least,
  troubles: [
    [
      2,
      { hung: 1, slow: null, worst: { id: 8, name: "0008", node: null, ratio: 2.5 }, read: 1, rendering: 3, readMs: 4 },
    ],
    [3, null],
  ],
  parts: [{ key: "0", version: "x" }],
  team: { at: "1.2", isWhole: true, claims: [[1, null]], notes: [[1, 2]], seen: [[1, null]], fetched: [[1, null]] },
};

/** The members that may have this value. */
const membersWith = (value: unknown) =>
  Object.keys(answer).filter((name) => liveAnswerSchema.safeParse({ ...answer, [name]: value }).success);

describe("an answer of the live endpoint", () => {
  it("is membersWith with all of its members, and without those that may be absent", () => {
    for (const one of [answer, least, { ...least, events: null }]) expect(liveAnswerSchema.parse(one)).toEqual(one);
  });

  it("has every member but the memory of events, and no member of another type", () => {
    expect([membersWith(null), membersWith({})]).toEqual([["events"], []]);
  });
});

it("the tasks of a part have their layers, at any depth", () => {
  expect(livePartSchema.parse({ tasks: [task] })).toEqual({ tasks: [task] });
  const broken = { ...task, children: [{ ...task, children: [{ id: 3 }] }] };
  expect(livePartSchema.safeParse({ tasks: [broken] }).success).toBe(false);
});

it("a failure has the members of its kind", () => {
  for (const failure of failures) expect(failureSchema.parse(failure)).toEqual(failure);
  expect(failureSchema.safeParse({ kind: "farm", certainty }).success).toBe(false);
  expect(failureSchema.safeParse({ kind: "network", certainty: "done" }).success).toBe(false);
});
