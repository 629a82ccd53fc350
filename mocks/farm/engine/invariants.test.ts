/** Invariants of the farm: they hold at any time, after any requests. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { OperationName } from "../../../app/protocol/endpoints";
import { answerRequest } from "../answer";
import { type TestFarm, testFarm } from "../test-farm";
import { frameAt, totalsOf } from "./frames";
import type { FrameState, Leaf } from "./leaf";

type LeafWithFrames = { readonly leaf: Leaf; readonly frames: readonly FrameState[] };

const sum = (frames: readonly FrameState[], part: "seconds" | "account" | "coupon" | "arrears"): number =>
  frames.reduce((whole, frame) => whole + frame[part], 0);

type Rules = Readonly<Record<string, (item: LeafWithFrames) => boolean>>;

/** Invariants of every leaf. */
const always: Rules = {
  "a rendering task has rendering frames or a scheduled event": ({ leaf }) =>
    leaf.status !== 5 || leaf.counts.executing > 0 || Number.isFinite(leaf.nextEventAt),
  "frames render only while their task renders": ({ leaf }) => leaf.counts.executing === 0 || leaf.status === 5,
  "no frame starts before its task, no task before its submission": ({ leaf, frames }) =>
    leaf.job.submittedAt <= (leaf.startedAt ?? leaf.job.submittedAt) &&
    frames.every((frame) => frame.startedAt === 0 || frame.startedAt >= (leaf.startedAt ?? Number.POSITIVE_INFINITY)),
  "the duration of a frame is the time from its start to its end": ({ frames }) =>
    frames.every((frame) => frame.status === 2 || frame.seconds === (frame.endedAt - frame.startedAt) / 1000),
  "the machine time of a task is at least that of the last runs of its frames": ({ leaf, frames }) =>
    totalsOf(leaf).seconds >= sum(frames, "seconds"),
  "the cost of a task is the sum of its frames": ({ leaf, frames }) =>
    (["account", "coupon", "arrears"] as const).every((part) => totalsOf(leaf)[part] === sum(frames, part)),
  "a task finished with failed frames has failed and done frames": ({ leaf }) =>
    leaf.status !== 30 || (leaf.counts.failed > 0 && leaf.counts.done > 0),
  "a task finished with stopped frames has stopped frames": ({ leaf }) => leaf.status !== 70 || leaf.counts.stopped > 0,
  "a task stopped by arrears has stopped frames": ({ leaf }) => leaf.status !== 20 || leaf.counts.stopped > 0,
  "a task whose test frames are done has waiting frames": ({ leaf }) => leaf.status !== 40 || leaf.counts.waiting > 0,
  "a finished task has done frames only": ({ leaf }) => leaf.status !== 25 || leaf.counts.done === leaf.plan.count,
};

/** Invariants while no frame has run twice. */
const withoutReruns: Rules = {
  ...always,
  "the machine time of a task is the sum of its frames": ({ leaf, frames }) =>
    totalsOf(leaf).seconds === sum(frames, "seconds"),
};

/** Invariants of a new farm; later, a task that has ended can be abandoned. */
const whenCreated: Rules = {
  ...withoutReruns,
  "a stopped or abandoned task has stopped frames": ({ leaf }) =>
    ![10, 15, 35].includes(leaf.status) || leaf.counts.stopped > 0,
};

function violations(rules: Rules, leaves: Iterable<Leaf>): string[] {
  return [...leaves].flatMap((leaf) => {
    const item = { leaf, frames: Array.from({ length: leaf.plan.count }, (_, index) => frameAt(leaf, index)) };
    return Object.entries(rules)
      .filter(([, holds]) => !holds(item))
      .map(([rule]) => `${rule}: ${leaf.id} in state ${leaf.status}`);
  });
}

type Write = (leaf: Leaf, frames: readonly number[]) => readonly [OperationName, object];

/** Writes after which no frame runs a second time. */
const stops: readonly Write[] = [
  ({ id }) => ["stopTask", { taskIds: [id] }],
  ({ id }) => ["abortTask", { taskIds: [id] }],
  ({ id }) => ["stopTaskFrames", { taskId: id, selectAll: 1 }],
  ({ id }, ids) => ["stopTaskFrames", { taskId: id, selectAll: 0, ids }],
  ({ id }) => ["stopTaskFrames", { taskId: id, selectAll: 1, status: [2] }],
  ({ id }) => ["setTaskOverTimeStop", { taskIds: [id], overTime: 120 }],
  ({ id }) => ["fullSpeedRendering", { taskIds: [id] }],
];

const reruns: readonly Write[] = [
  ({ id }) => ["startTask", { taskIds: [id] }],
  ({ id }) => ["restartFailedFrames", { taskIds: [id] }],
  ({ id }) => ["restartFrame", { taskId: id, selectAll: 1, ids: [] }],
  ({ id }, ids) => ["restartFrame", { taskId: id, selectAll: 0, ids }],
];

/** Writes to the leaves of a job, each with the time to wait after it: seconds, or until the next event of the job. */
const steps = (writes: readonly Write[]) =>
  fc.array(
    fc.record({
      write: fc.constantFrom(...writes),
      leaf: fc.nat({ max: 4 }),
      frames: fc.array(fc.nat({ max: 3000 }), { minLength: 1, maxLength: 4 }),
      wait: fc.oneof(fc.nat({ max: 10 }), fc.nat({ max: 3000 }), fc.constant("until next event" as const)),
    }),
    { minLength: 2, maxLength: 12 },
  );

/** Seconds until the next event of one of the leaves, at most an hour. */
function secondsUntilNext({ now }: TestFarm, leaves: readonly Leaf[]): number {
  const next = Math.min(...leaves.map((leaf) => leaf.nextEventAt), now() + 3_600_000);
  return Math.max(0, Math.ceil((next - now()) / 1000));
}

type Steps = ReturnType<typeof steps> extends fc.Arbitrary<infer Value> ? Value : never;

/**
 * The violations after writes to one job. All steps are on the same job, so that they affect each other; `hasPass` chooses a job with
 * a pass, where they do so most.
 */
function violationsAfter(rules: Rules, hasPass: boolean, jobIndex: number, jobSteps: Steps): string[] {
  const world = testFarm({ tasks: 40 });
  const { farm, pass } = world;
  const jobs = farm.jobs.filter((job) => !hasPass || job.leaves.some((leaf) => leaf.prerequisite));
  const leaves = jobs[jobIndex % jobs.length]?.leaves ?? [];
  for (const { write, leaf, frames, wait } of jobSteps) {
    const target = leaves[leaf % leaves.length];
    if (!target) continue;
    const ids = frames.map((index) => target.firstFrameId + (index % target.plan.count));
    answerRequest(farm, ...write(target, ids));
    const violated = violations(rules, leaves);
    if (violated.length > 0) return violated;
    pass(typeof wait === "number" ? wait : secondsUntilNext(world, leaves));
    answerRequest(farm, "queryUserSetting", {});
  }
  return violations(rules, leaves);
}

describe("the farm", () => {
  it("satisfies all invariants when created, for any seed", () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat({ max: 3 }), (seed, frames) => {
        expect(violations(whenCreated, testFarm({ seed, frames }).farm.leavesById.values())).toEqual([]);
      }),
      { numRuns: 10 },
    );
  });

  it.each<[string, Rules, readonly Write[]]>([
    ["satisfies the invariants after any writes", always, [...stops, ...reruns]],
    ["counts every run once, whatever its result", withoutReruns, stops],
  ])("%s", (_, rules, writes) => {
    fc.assert(
      fc.property(fc.boolean(), fc.nat(), steps(writes), (...run) => {
        expect(violationsAfter(rules, ...run)).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });
});
