/** Totals of the farm over time: ended frames and charged money, including deleted tasks. */
import { advanceEngine } from "../../mocks/farm/engine/engine";
import { countOf, storeOf, totalsOf } from "../../mocks/farm/engine/frames";
import type { Farm } from "../../mocks/farm/farm";

/** Totals from the opening of the ledger to a moment. Money in cents. */
export type Entry = { readonly atMs: number; readonly done: number; readonly failed: number; readonly cents: number };

export type Ledger = {
  /** Records the totals at this moment, at which the page reads the farm. */
  readonly mark: () => void;
  /** Must be called before every write: a restarted frame loses its result. Between two writes a frame ends at most once. */
  readonly beforeAct: () => void;
  /** The totals of the last mark at or before a moment, else of the first mark. */
  readonly upTo: (ms: number) => Entry;
  readonly last: () => Entry;
  /** The number of frame ends, including those that no count shows. */
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
    for (const leaf of farm.leavesById.values()) {
      const { account, coupon, arrears } = totalsOf(leaf);
      cents += account + coupon + arrears;
    }
    return cents;
  };
  /** Done and failed frames by task id. */
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
