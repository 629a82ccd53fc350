/**
 * Prices: what frames were charged, and what rendering frames again or to the end will about cost. The dialogs of tasks
 * and frames, the figures of a task and the report use these rules (docs/decisions/036-one-price.md). Amounts in major
 * units of the account's currency.
 */
import type { Frame } from "./frames/frame";
import { FRAME } from "./frames/frame-status";
import type { RollUp } from "./tasks/task-tree";

/** A composite of test frames costs next to nothing, so it says nothing about frames of other types. */
const PRIORITY_COMPOSITE = 6;
/** Fewer finished frames than this give no quartiles to project with. */
const MIN_BASIS = 3;
/** Share by which the mean charge of the remaining frames may differ from that of the finished ones. */
const MEAN_UNCERTAINTY = 0.2;

/** Charges of finished frames by frame type, each list ascending. */
export type ChargesByType = ReadonlyMap<number | null, readonly number[]>;

/** Frames of one leaf that are to be rendered, and what the leaf's finished frames were charged. */
export type RerenderPart = {
  readonly count: number;
  /** Those of the `count` frames that are loaded: the others are taken to be of the same types in the same proportion. */
  readonly frames: readonly Frame[];
  readonly charges: ChargesByType;
  /** Mean charge of the leaf's finished frames; used where no finished frame is loaded. */
  readonly mean: number | null;
};

export type PriceRange = {
  readonly low: number;
  readonly mid: number;
  readonly high: number;
  /** Frames the range covers, and frames without a price. */
  readonly frames: number;
  readonly unpriced: number;
  /** Finished frames the range is computed from; 0: means alone. */
  readonly basis: number;
};

/** Unfinished frames of one leaf, and what its finished frames were charged. */
export type RemainingPart = {
  readonly count: number;
  /** Ascending; empty where no frame is loaded. */
  readonly charges: readonly number[];
  readonly mean: number | null;
};

export type CostRange = { readonly low: number; readonly high: number };

type Charged = Pick<Frame, "accountCost" | "couponCost" | "arrears">;

/** What a frame costs the studio in the end: paid from the balance, paid from the coupon, and owed. */
export const frameCharge = ({ accountCost, couponCost, arrears }: Charged): number =>
  (accountCost ?? 0) + (couponCost ?? 0) + (arrears ?? 0);

/** What a task was charged so far, owed amounts included; null when the farm states none. */
export const taskCharge = ({ cost, arrears }: Pick<RollUp, "cost" | "arrears">): number | null =>
  cost === null && arrears === null ? null : (cost ?? 0) + (arrears ?? 0);

/** What one finished frame of a task was charged on average; null before the first one. */
export function meanFrameCharge(rollUp: Pick<RollUp, "cost" | "arrears" | "counts">): number | null {
  const charge = taskCharge(rollUp);
  return charge === null || rollUp.counts.done === 0 ? null : charge / rollUp.counts.done;
}

/** Numbers in ascending order. `Float64Array.from` would call an iterator for each of up to 100,000 numbers. */
export const ascending = (values: readonly number[]): Float64Array => new Float64Array(values).sort();

/** The value at or below which the given share of the ascending values lies (nearest rank); null without values. */
export function quantile(sorted: ArrayLike<number>, share: number): number | null {
  if (sorted.length === 0) return null;
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? null;
}

/** The charges of the finished frames among these. */
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
 * The price of rendering frames: per frame type, frames × median charge, from frames × cheapest to frames × 95th
 * percentile. A type without a finished frame is priced by all other types, and where no frame is loaded by the leaf's
 * mean. null when no frame has a price.
 */
export function priceOfRerender(parts: readonly RerenderPart[]): PriceRange | null {
  const range = { low: 0, mid: 0, high: 0, frames: 0, unpriced: 0, basis: 0 };
  for (const part of parts) {
    const bases = new Map<number | null | "all", readonly number[]>();
    for (const [type, count] of countTypes(part)) {
      const own = part.charges.get(type);
      const charges = own ?? bases.get("all") ?? allCharges(part.charges);
      const mid = quantile(charges, 0.5) ?? part.mean;
      if (mid === null) {
        range.unpriced += count;
        continue;
      }
      bases.set(own ? type : "all", charges);
      range.frames += count;
      range.low += count * (charges[0] ?? mid);
      range.mid += count * mid;
      range.high += count * (quantile(charges, 0.95) ?? mid);
    }
    range.basis += countBasis(bases);
  }
  return range.frames === 0 ? null : range;
}

/** How many frames of each type a part has; of type null where none of them is loaded. The counts add up to the part's. */
function countTypes({ count, frames }: RerenderPart): ReadonlyMap<number | null, number> {
  if (count === 0) return new Map();
  if (frames.length === 0) return new Map([[null, count]]);
  const loaded = new Map<number | null, number>();
  for (const { typeCode } of frames) loaded.set(typeCode, (loaded.get(typeCode) ?? 0) + 1);
  // Rounded from sum to sum, so that no frame is dropped or counted twice.
  const upTo = (sum: number) => Math.round((sum / frames.length) * count);
  let before = 0;
  for (const [type, number] of loaded) {
    loaded.set(type, upTo(before + number) - upTo(before));
    before += number;
  }
  return loaded;
}

/** Finished frames behind a price. The charges of all types contain those of every type but the composites of test frames. */
function countBasis(bases: ReadonlyMap<number | null | "all", readonly number[]>): number {
  const counted = [...bases].filter(([type]) => !bases.has("all") || type === "all" || type === PRIORITY_COMPOSITE);
  return counted.reduce((sum, [, charges]) => sum + charges.length, 0);
}

/**
 * What the remaining frames will about cost: frames × quartiles of the charges, since over many frames the mean settles and
 * no single outlier decides; with fewer than three finished frames the mean ± 20 %. `unpriced`: frames without a basis.
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

/** What tasks will have cost in the end: what they were charged so far and what the frames still to render cost. */
export const projectedCost = (charged: number, toRender: CostRange): CostRange => ({
  low: charged + toRender.low,
  high: charged + toRender.high,
});
