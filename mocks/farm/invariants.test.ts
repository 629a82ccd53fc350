/** What holds on the farm at any time, whatever was asked of it before. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AnyOperation } from "../../app/protocol/operations";
import { answer } from "./answer";
import { frameAt } from "./frames";
import type { FrameState, Leaf } from "./leaf";
import { type TestFarm, testFarm } from "./test-farm";

type Seen = { readonly leaf: Leaf; readonly frames: readonly FrameState[] };

/** What is wrong with a leaf, by the name of the rule; each is asked of every leaf. */
const rules: Readonly<Record<string, (seen: Seen) => boolean>> = {
  "no task renders with nothing executing and nothing foreseen": ({ leaf }) =>
    leaf.status !== 5 || leaf.counts.executing > 0 || Number.isFinite(leaf.nextAt),
  "frames execute only while their task renders": ({ leaf }) => leaf.counts.executing === 0 || leaf.status === 5,
  "a finished task is all done": ({ leaf }) => leaf.status !== 25 || leaf.counts.done === leaf.plan.count,
};

function broken(leaves: Iterable<Leaf>): string[] {
  return [...leaves].flatMap((leaf) => {
    const seen = { leaf, frames: Array.from({ length: leaf.plan.count }, (_, index) => frameAt(leaf, index)) };
    return Object.entries(rules)
      .filter(([, holds]) => !holds(seen))
      .map(([rule]) => `${rule}: ${leaf.id} in state ${leaf.status}`);
  });
}

type Act = (leaf: Leaf, frames: readonly number[]) => readonly [AnyOperation, object];

const acts: readonly Act[] = [
  ({ id }) => ["stopTask", { taskIds: [id] }],
  ({ id }) => ["startTask", { taskIds: [id] }],
  ({ id }) => ["abortTask", { taskIds: [id] }],
  ({ id }) => ["restartFailedFrames", { taskIds: [id] }],
  ({ id }) => ["restartFrame", { taskId: id, selectAll: 1, ids: [] }],
  ({ id }, ids) => ["restartFrame", { taskId: id, selectAll: 0, ids }],
  ({ id }) => ["stopTaskFrames", { taskId: id, selectAll: 1 }],
  ({ id }, ids) => ["stopTaskFrames", { taskId: id, selectAll: 0, ids }],
  ({ id }) => ["stopTaskFrames", { taskId: id, selectAll: 1, status: [2] }],
  ({ id }) => ["setTaskOverTimeStop", { taskIds: [id], overTime: 120 }],
  ({ id }) => ["fullSpeedRendering", { taskIds: [id] }],
];

/** One act on a leaf, and how long to wait then: seconds, or until something happens to its job. */
const step = fc.record({
  act: fc.constantFrom(...acts),
  leaf: fc.nat({ max: 4 }),
  frames: fc.array(fc.nat({ max: 3000 }), { minLength: 1, maxLength: 4 }),
  wait: fc.oneof(fc.nat({ max: 10 }), fc.nat({ max: 3000 }), fc.constant("until something happens" as const)),
});

/** Until the next thing happens to one of the leaves, at most an hour. */
function secondsUntilNext({ now }: TestFarm, leaves: readonly Leaf[]): number {
  const next = Math.min(...leaves.map((leaf) => leaf.nextAt), now() + 3_600_000);
  return Math.max(0, Math.ceil((next - now()) / 1000));
}

describe("the farm", () => {
  it("opens in order, for any seed", () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        expect(broken(testFarm({ seed }).farm.leavesById.values())).toEqual([]);
      }),
      { numRuns: 10 },
    );
  });

  it("stays in order, whatever is asked of it", () => {
    fc.assert(
      fc.property(fc.boolean(), fc.nat(), fc.array(step, { minLength: 2, maxLength: 12 }), (chained, which, steps) => {
        const world = testFarm({ tasks: 40 });
        const { farm, pass } = world;
        // One job alone, so that the acts meet, and every other time one with a pass, where they meet most.
        const jobs = farm.jobs.filter((job) => !chained || job.leaves.some((leaf) => leaf.after));
        const leaves = jobs[which % jobs.length]?.leaves ?? [];
        for (const { act, leaf, frames, wait } of steps) {
          const target = leaves[leaf % leaves.length];
          if (!target) continue;
          const ids = frames.map((index) => target.firstFrameId + (index % target.plan.count));
          answer(farm, ...act(target, ids));
          expect(broken(leaves)).toEqual([]);
          pass(typeof wait === "number" ? wait : secondsUntilNext(world, leaves));
          answer(farm, "queryUserSetting", {});
        }
        expect(broken(farm.leavesById.values())).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});
