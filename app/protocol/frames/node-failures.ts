/** Failures by machine. A machine is faulty when frames fail on it far more often than on the others. */
import type { Frame } from "./frame";
import { countedState, FRAME, isRerenderableType } from "./frame-status";

/** With fewer failures than this a machine is never faulty: they may be chance. */
const MIN_FAILURES = 3;
/** The failure rate of a faulty machine is more than this many times the rate of all others together. */
const FAULTY_RATE_RATIO = 3;

export type NodeFailures = {
  readonly node: string;
  /** Ids of the frames that failed or timed out on it. */
  readonly ids: readonly number[];
  /** Those of them that can be rendered again by themselves. */
  readonly rerenderableIds: readonly number[];
  /** Frames whose last run ended on it, with or without success. */
  readonly ended: number;
  /** Share of the ended frames that failed, 0 to 1. */
  readonly rate: number;
  /** Share of the failures of all listed machines, 0 to 1. */
  readonly share: number;
  /** Its rate is far above that of the others, and not by chance. */
  readonly isSuspect: boolean;
  /** It is suspect, and more than half of all failures are on it. */
  readonly isFaulty: boolean;
};

/** Machines with failures, the most failures first. A frame counts for the machine of its last run; without one it is ignored. */
export function failuresByNode(frames: readonly Frame[]): NodeFailures[] {
  const byNode = new Map<string, { ids: number[]; rerenderableIds: number[]; ended: number }>();
  let [totalFailures, totalEnded] = [0, 0];
  for (const { id, node, statusCode, typeCode } of frames) {
    const hasFailed = countedState(statusCode) === "failed";
    if (node === null || !(hasFailed || statusCode === FRAME.done)) continue;
    const entry = byNode.get(node) ?? { ids: [], rerenderableIds: [], ended: 0 };
    if (hasFailed) entry.ids.push(id);
    if (hasFailed && isRerenderableType(typeCode)) entry.rerenderableIds.push(id);
    entry.ended += 1;
    byNode.set(node, entry);
    totalEnded += 1;
    if (hasFailed) totalFailures += 1;
  }
  return [...byNode]
    .filter(([, { ids }]) => ids.length > 0)
    .map(([node, { ids, rerenderableIds, ended }]) => {
      const rate = ids.length / ended;
      // Laplace smoothing (+1/+1), so that few runs elsewhere do not give a rate of 0.
      const rateElsewhere = (totalFailures - ids.length + 1) / (totalEnded - ended + 1);
      const isSuspect = ids.length >= MIN_FAILURES && rate > FAULTY_RATE_RATIO * rateElsewhere;
      return {
        node,
        ids,
        rerenderableIds,
        ended,
        rate,
        share: ids.length / totalFailures,
        isSuspect,
        isFaulty: isSuspect && ids.length * 2 > totalFailures,
      };
    })
    .sort((a, b) => b.ids.length - a.ids.length || b.rate - a.rate || nodeOrder(a.node) - nodeOrder(b.node));
}

/** A sort key for addresses: 10.60.3.9 before 10.60.12.1. Names without numbers have the same key. */
export const nodeOrder = (node: string): number =>
  (node.match(/\d+/g) ?? []).slice(-4).reduce((order, part) => order * 1000 + (Number(part) % 1000), 0);
