/** What holds on the farm at any time, whatever was asked of it before. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { OperationName } from "../../../app/protocol/endpoints";
import { answer } from "../answer";
import { type TestFarm, testFarm } from "../test-farm";
import { frameAt, totalsOf } from "./frames";
import type { FrameState, Leaf } from "./leaf";

type Seen = { readonly leaf: Leaf; readonly frames: readonly FrameState[] };

const sum = (frames: readonly FrameState[], part: "seconds" | "account" | "coupon" | "arrears"): number =>
  frames.reduce((whole, frame) => whole + frame[part], 0);

type Rules = Readonly<Record<string, (seen: Seen) => boolean>>;

/** What holds for every leaf. */
const always: Rules = {
  "no task renders with nothing executing and nothing foreseen": ({ leaf }) =>
    leaf.status !== 5 || leaf.counts.executing > 0 || Number.isFinite(leaf.nextAt),
  "frames execute only while their task renders": ({ leaf }) => leaf.counts.executing === 0 || leaf.status === 5,
  "no frame starts before its task, and no task before it was submitted": ({ leaf, frames }) =>
    leaf.job.submittedAt <= (leaf.startedAt ?? leaf.job.submittedAt) &&
    frames.every((frame) => frame.startedAt === 0 || frame.startedAt >= (leaf.startedAt ?? Number.POSITIVE_INFINITY)),
  "a frame's time is from its start to its end": ({ frames }) =>
    frames.every((frame) => frame.status === 2 || frame.seconds === (frame.endedAt - frame.startedAt) / 1000),
  "a task's machine time is not less than that of its frames' last runs": ({ leaf, frames }) =>
    totalsOf(leaf).seconds >= sum(frames, "seconds"),
  "a task costs what its frames do": ({ leaf, frames }) =>
    (["account", "coupon", "arrears"] as const).every((part) => totalsOf(leaf)[part] === sum(frames, part)),
  "a task finished with failed frames has some, and done ones": ({ leaf }) =>
    leaf.status !== 30 || (leaf.counts.failed > 0 && leaf.counts.done > 0),
  "a task finished with stopped frames has some": ({ leaf }) => leaf.status !== 70 || leaf.counts.stopped > 0,
  "a task that stopped for want of money has frames left": ({ leaf }) => leaf.status !== 20 || leaf.counts.stopped > 0,
  "a task after its test frames has others that wait": ({ leaf }) => leaf.status !== 40 || leaf.counts.waiting > 0,
  "a finished task is all done": ({ leaf }) => leaf.status !== 25 || leaf.counts.done === leaf.plan.count,
};

/** What holds besides as long as no frame ran twice. */
const once: Rules = {
  ...always,
  "a task's machine time is that of its frames": ({ leaf, frames }) =>
    totalsOf(leaf).seconds === sum(frames, "seconds"),
};

/** What holds besides when the farm opens; a task that has ended may be given up later. */
const atFirst: Rules = {
  ...once,
  "a task that was stopped or given up has frames left": ({ leaf }) =>
    ![10, 15, 35].includes(leaf.status) || leaf.counts.stopped > 0,
};

function broken(rules: Rules, leaves: Iterable<Leaf>): string[] {
  return [...leaves].flatMap((leaf) => {
    const seen = { leaf, frames: Array.from({ length: leaf.plan.count }, (_, index) => frameAt(leaf, index)) };
    return Object.entries(rules)
      .filter(([, holds]) => !holds(seen))
      .map(([rule]) => `${rule}: ${leaf.id} in state ${leaf.status}`);
  });
}

type Act = (leaf: Leaf, frames: readonly number[]) => readonly [OperationName, object];

/** Acts after which no frame runs a second time. */
const stops: readonly Act[] = [
  ({ id }) => ["stopTask", { taskIds: [id] }],
  ({ id }) => ["abortTask", { taskIds: [id] }],
  ({ id }) => ["stopTaskFrames", { taskId: id, selectAll: 1 }],
  ({ id }, ids) => ["stopTaskFrames", { taskId: id, selectAll: 0, ids }],
  ({ id }) => ["stopTaskFrames", { taskId: id, selectAll: 1, status: [2] }],
  ({ id }) => ["setTaskOverTimeStop", { taskIds: [id], overTime: 120 }],
  ({ id }) => ["fullSpeedRendering", { taskIds: [id] }],
];

const reruns: readonly Act[] = [
  ({ id }) => ["startTask", { taskIds: [id] }],
  ({ id }) => ["restartFailedFrames", { taskIds: [id] }],
  ({ id }) => ["restartFrame", { taskId: id, selectAll: 1, ids: [] }],
  ({ id }, ids) => ["restartFrame", { taskId: id, selectAll: 0, ids }],
];

/** Acts on the leaves of a job, and how long to wait after each: seconds, or until something happens to the job. */
const steps = (acts: readonly Act[]) =>
  fc.array(
    fc.record({
      act: fc.constantFrom(...acts),
      leaf: fc.nat({ max: 4 }),
      frames: fc.array(fc.nat({ max: 3000 }), { minLength: 1, maxLength: 4 }),
      wait: fc.oneof(fc.nat({ max: 10 }), fc.nat({ max: 3000 }), fc.constant("until something happens" as const)),
    }),
    { minLength: 2, maxLength: 12 },
  );

/** Until the next thing happens to one of the leaves, at most an hour. */
function secondsUntilNext({ now }: TestFarm, leaves: readonly Leaf[]): number {
  const next = Math.min(...leaves.map((leaf) => leaf.nextAt), now() + 3_600_000);
  return Math.max(0, Math.ceil((next - now()) / 1000));
}

type Steps = ReturnType<typeof steps> extends fc.Arbitrary<infer Taken> ? Taken : never;

/**
 * What is wrong on a farm after acts on one job alone, so that they meet; every other time on one with a pass, where they
 * meet most.
 */
function wrongAfter(rules: Rules, chained: boolean, which: number, taken: Steps): string[] {
  const world = testFarm({ tasks: 40 });
  const { farm, pass } = world;
  const jobs = farm.jobs.filter((job) => !chained || job.leaves.some((leaf) => leaf.after));
  const leaves = jobs[which % jobs.length]?.leaves ?? [];
  for (const { act, leaf, frames, wait } of taken) {
    const target = leaves[leaf % leaves.length];
    if (!target) continue;
    const ids = frames.map((index) => target.firstFrameId + (index % target.plan.count));
    answer(farm, ...act(target, ids));
    const wrong = broken(rules, leaves);
    if (wrong.length > 0) return wrong;
    pass(typeof wait === "number" ? wait : secondsUntilNext(world, leaves));
    answer(farm, "queryUserSetting", {});
  }
  return broken(rules, leaves);
}

describe("the farm", () => {
  it("opens in order, for any seed", () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat({ max: 3 }), (seed, frames) => {
        expect(broken(atFirst, testFarm({ seed, frames }).farm.leavesById.values())).toEqual([]);
      }),
      { numRuns: 10 },
    );
  });

  it.each<[string, Rules, readonly Act[]]>([
    ["stays in order, whatever is asked of it", always, [...stops, ...reruns]],
    ["counts every run once, however it ended", once, stops],
  ])("%s", (_, rules, acts) => {
    fc.assert(
      fc.property(fc.boolean(), fc.nat(), steps(acts), (...life) => {
        expect(wrongAfter(rules, ...life)).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });
});
