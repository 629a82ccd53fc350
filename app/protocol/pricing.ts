/**
 * Charges of frames, and estimates of what a rerender or the remaining frames will cost. The dialogs of tasks and frames,
 * the figures of a task and the report use these rules (docs/decisions/036-one-price.md). Amounts are in major units of the
 * account's currency.
 */
import type { Frame } from "./frames/frame";
import { FRAME } from "./frames/frame-status";
import type { RollUp } from "./tasks/task-tree";

/** A composite of test frames costs almost nothing, so its charge does not predict those of other types. */
const PRIORITY_COMPOSITE = 6;
/** Least number of finished frames for which quartiles are computed. */
const MIN_BASIS = 3;
/** Share by which the mean charge of the remaining frames may differ from that of the finished ones. */
const MEAN_UNCERTAINTY = 0.2;

/** Charges of finished frames by frame type, each list ascending. */
export type ChargesByType = ReadonlyMap<number | null, readonly number[]>;

/** Frames of one leaf to render again, and the charges of the leaf's finished frames. */
export type RerenderPart = {
  readonly count: number;
  /** The loaded ones of the `count` frames. The others are assumed to have the same types in the same proportion. */
  readonly frames: readonly Frame[];
  readonly charges: ChargesByType;
  /** Mean charge of the leaf's finished frames; used where no finished frame is loaded. */
  readonly mean: number | null;
};

export type PriceRange = {
  readonly low: number;
  readonly mid: number;
  readonly high: number;
  /** Number of frames in the range. */
  readonly frames: number;
  /** Number of frames without a price. */
  readonly unpriced: number;
  /** Number of finished frames that the range is computed from; 0 when only means are available. */
  readonly basis: number;
};

/** Unfinished frames of one leaf, and the charges of its finished frames. */
export type RemainingPart = {
  readonly count: number;
  /** Ascending; empty where no frame is loaded. */
  readonly charges: readonly number[];
  readonly mean: number | null;
};

export type CostRange = { readonly low: number; readonly high: number };

type FrameAmounts = Pick<Frame, "accountCost" | "couponCost" | "arrears">;

/** The charge of a frame: paid from the balance, paid with coupons, and owed. */
export const frameCharge = ({ accountCost, couponCost, arrears }: FrameAmounts): number =>
  (accountCost ?? 0) + (couponCost ?? 0) + (arrears ?? 0);

/** The charge of a task so far, owed amounts included; null when the farm sends neither amount. */
export const taskCharge = ({ cost, arrears }: Pick<RollUp, "cost" | "arrears">): number | null =>
  cost === null && arrears === null ? null : (cost ?? 0) + (arrears ?? 0);

/** The mean charge of a task's finished frames; null before the first frame has finished. */
export function meanFrameCharge(rollUp: Pick<RollUp, "cost" | "arrears" | "counts">): number | null {
  const charge = taskCharge(rollUp);
  return charge === null || rollUp.counts.done === 0 ? null : charge / rollUp.counts.done;
}

/** A sorted copy. `Float64Array.from` would call an iterator for each of up to 100,000 numbers. */
export const ascending = (values: readonly number[]): Float64Array => new Float64Array(values).sort();

/** The quantile `share` (0 to 1) of ascending values, by nearest rank; null without values. */
export function quantile(sorted: ArrayLike<number>, share: number): number | null {
  if (sorted.length === 0) return null;
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? null;
}

/** Charges of the finished ones among `frames`. */
export function chargesByType(frames: readonly Frame[]): ChargesByType {
  const lists = new Map<number | null, number[]>();
  for (const frame of frames) {
    if (frame.statusCode !== FRAME.done) continue;
    const list = lists.get(frame.typeCode);
    if (list) list.push(frameCharge(frame));
    else lists.set(frame.typeCode, [frameCharge(frame)]);
  }
  return new Map([...lists].map(([type, list]) => [type, Array.from(ascending(list))]));
}

/** Charges of all types together, ascending, without the composites of test frames. */
export function allCharges(charges: ChargesByType): readonly number[] {
  const lists = [...charges].filter(([type]) => type !== PRIORITY_COMPOSITE).map(([, list]) => list);
  const [only] = lists;
  return only && lists.length === 1 ? only : Array.from(ascending(lists.flat()));
}

/**
 * The price of a rerender. For each frame type: frames × median charge, from frames × lowest charge to frames × 95th
 * percentile. A type without finished frames takes the charges of all other types; a leaf without loaded frames takes its
 * mean charge. null when no frame has a price.
 */
export function priceOfRerender(parts: readonly RerenderPart[]): PriceRange | null {
  const range = { low: 0, mid: 0, high: 0, frames: 0, unpriced: 0, basis: 0 };
  for (const part of parts) {
    const bases = new Map<number | null | "all", readonly number[]>();
    for (const [type, count] of countTypes(part)) {
      const chargesOfType = part.charges.get(type);
      const charges = chargesOfType ?? bases.get("all") ?? allCharges(part.charges);
      const mid = quantile(charges, 0.5) ?? part.mean;
      if (mid === null) {
        range.unpriced += count;
        continue;
      }
      bases.set(chargesOfType ? type : "all", charges);
      range.frames += count;
      range.low += count * (charges[0] ?? mid);
      range.mid += count * mid;
      range.high += count * (quantile(charges, 0.95) ?? mid);
    }
    range.basis += countBasis(bases);
  }
  return range.frames === 0 ? null : range;
}

/** Number of frames per type; all of type null when none is loaded. The numbers add up to the part's count. */
function countTypes({ count, frames }: RerenderPart): ReadonlyMap<number | null, number> {
  if (count === 0) return new Map();
  if (frames.length === 0) return new Map([[null, count]]);
  const loaded = new Map<number | null, number>();
  for (const { typeCode } of frames) loaded.set(typeCode, (loaded.get(typeCode) ?? 0) + 1);
  // Cumulative sums are rounded, so that no frame is dropped or counted twice.
  const upTo = (sum: number) => Math.round((sum / frames.length) * count);
  let before = 0;
  for (const [type, number] of loaded) {
    loaded.set(type, upTo(before + number) - upTo(before));
    before += number;
  }
  return loaded;
}

/** Number of finished frames behind a price. "all" contains the charges of every type except composites of test frames. */
function countBasis(bases: ReadonlyMap<number | null | "all", readonly number[]>): number {
  const counted = [...bases].filter(([type]) => !bases.has("all") || type === "all" || type === PRIORITY_COMPOSITE);
  return counted.reduce((sum, [, charges]) => sum + charges.length, 0);
}

/**
 * The estimated cost of the remaining frames: frames × lower and upper quartile of the charges, which outliers hardly affect;
 * with fewer than three finished frames the mean ± 20 %. `unpriced`: frames without charges to estimate from.
 */
export function costOfRemaining(parts: readonly RemainingPart[]): CostRange & { readonly unpriced: number } {
  const range = { low: 0, high: 0, unpriced: 0 };
  for (const { count, charges, mean } of parts) {
    const hasQuartiles = charges.length >= MIN_BASIS;
    if (!hasQuartiles && mean === null) {
      range.unpriced += count;
      continue;
    }
    const [low, high] = hasQuartiles
      ? [quantile(charges, 0.25) ?? 0, quantile(charges, 0.75) ?? 0]
      : [(mean ?? 0) * (1 - MEAN_UNCERTAINTY), (mean ?? 0) * (1 + MEAN_UNCERTAINTY)];
    range.low += count * low;
    range.high += count * high;
  }
  return range;
}

/** The projected total: the charge so far plus the cost of the remaining frames. */
export const projectedCost = (charged: number, remaining: CostRange): CostRange => ({
  low: charged + remaining.low,
  high: charged + remaining.high,
});
