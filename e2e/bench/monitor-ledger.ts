/** What has happened on the farm: frames that ended and money that was charged, deleted tasks' included. */
import { advanceEngine } from "../../mocks/farm/engine/engine";
import { countOf, storeOf, totalsOf } from "../../mocks/farm/engine/frames";
import type { Farm } from "../../mocks/farm/farm";

/** Everything up to a moment, counted from when the ledger was opened. Money in cents. */
export type Entry = { readonly atMs: number; readonly done: number; readonly failed: number; readonly cents: number };

export type Ledger = {
  /** Keeps the sums so far: the page reads the farm at this moment. */
  readonly mark: () => void;
  /** To be called before every act: a frame that is sent back forgets how it ended, and between two acts it ends once at most. */
  readonly beforeAct: () => void;
  /** The sums of the last mark at or before a moment; the first mark's when there is none. */
  readonly upTo: (ms: number) => Entry;
  readonly last: () => Entry;
  /** Frames that ended, one by one, whether a count tells of them or not. */
  readonly ends: () => number;
};

export function openLedger(farm: Farm): Ledger {
  const nowOf = () => {
    const atMs = Math.floor(farm.now());
    advanceEngine(farm.engine, atMs);
    return atMs;
  };
  const centsOf = () => {
    let cents = 0;
    for (const leaf of farm.leavesById.values()) cents += totalsOf(leaf).account + totalsOf(leaf).coupon;
    return cents;
  };
  /** Frames done and failed by task. */
  const countsOf = () =>
    new Map(
      [...farm.jobsById.values()].map((job) => {
        const sum = (key: "done" | "failed") => job.leaves.reduce((all, leaf) => all + leaf.counts[key], 0);
        return [job.id, { done: sum("done"), failed: sum("failed") }] as const;
      }),
    );
  const endedBetween = (fromMs: number, toMs: number) => {
    let ended = 0;
    for (const leaf of farm.leavesById.values()) {
      const { status, endedAt } = storeOf(leaf);
      for (let index = 0; index < leaf.plan.count; index += 1) {
        const at = endedAt[index] ?? 0;
        const count = countOf(status[index] ?? 0);
        if (at > fromMs && at <= toMs && (count === "done" || count === "failed")) ended += 1;
      }
    }
    return ended;
  };
  let last: Entry = { atMs: nowOf(), done: 0, failed: 0, cents: 0 };
  const openedCents = centsOf();
  const marks = [last];
  let counts = countsOf();
  let followedMs = last.atMs;
  let ends = 0;
  const follow = () => {
    const atMs = nowOf();
    ends += endedBetween(followedMs, atMs);
    followedMs = atMs;
    return atMs;
  };
  return {
    beforeAct: () => void follow(),
    mark() {
      const atMs = follow();
      let { done, failed } = last;
      const next = countsOf();
      for (const [id, now] of next) {
        const before = counts.get(id) ?? { done: 0, failed: 0 };
        done += Math.max(0, now.done - before.done);
        failed += Math.max(0, now.failed - before.failed);
      }
      counts = next;
      last = { atMs, done, failed, cents: centsOf() - openedCents };
      marks.push(last);
    },
    upTo: (ms) => marks.findLast(({ atMs }) => atMs <= ms) ?? marks[0] ?? last,
    last: () => last,
    ends: () => ends,
  };
}
