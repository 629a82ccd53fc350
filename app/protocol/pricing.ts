/**
 * Estimates of what frames will cost, from the charges of finished ones: the only place that computes prices
 * (docs/decisions/036-one-price.md, 050-one-charge-everywhere.md). Amounts are in major units of the account's currency.
 */
import { frameCharge, type RollUpCharge } from "./charges";
import type { Frame } from "./frames/frame";
import { type CountedState, countedState, FRAME } from "./frames/frame-status";

/** A composite of test frames costs almost nothing, so its charge does not predict those of other types. */
const PRIORITY_COMPOSITE = 6;
/** Least number of finished frames whose charges alone give a range. */
const MIN_BASIS = 3;
/** Share by which the charge of a frame may differ from a mean, or from the median of fewer than MIN_BASIS frames. */
const UNCERTAINTY = 0.2;

/** Charges of finished frames by frame type, each list ascending. */
export type ChargesByType = ReadonlyMap<number | null, readonly number[]>;

/** Frames of one leaf to render, and the charges of the leaf's finished frames. */
export type RenderPart = {
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

export type CostRange = { readonly low: number; readonly high: number };

/** What prices need of the roll-up of a leaf. */
type LeafCharges = RollUpCharge & { readonly counts: Readonly<Record<CountedState, number>> };

/** The mean charge of a task's finished frames; null before the first frame has finished, or when a part is unknown. */
export const meanFrameCharge = ({ charge, unknownCharges, counts }: LeafCharges): number | null =>
  charge === null || unknownCharges > 0 || counts.done === 0 ? null : charge / counts.done;

/** A sorted copy. `Float64Array.from` would call an iterator for each of up to 100,000 numbers. */
export const ascending = (values: readonly number[]): Float64Array => new Float64Array(values).sort();

/** The quantile `share` (0 to 1) of ascending values, by nearest rank; null without values. */
export function quantile(sorted: ArrayLike<number>, share: number): number | null {
  if (sorted.length === 0) return null;
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? null;
}

/** Charges of the finished ones among `frames`. A finished frame of unknown charge is no basis. */
export function chargesByType(frames: readonly Frame[]): ChargesByType {
  const lists = new Map<number | null, number[]>();
  for (const frame of frames) {
    const charge = frame.statusCode === FRAME.done ? frameCharge(frame) : null;
    if (charge === null) continue;
    const list = lists.get(frame.typeCode);
    if (list) list.push(charge);
    else lists.set(frame.typeCode, [charge]);
  }
  return new Map([...lists].map(([type, list]) => [type, Array.from(ascending(list))]));
}

/** Charges of all types together, ascending, without the composites of test frames. */
export function allCharges(charges: ChargesByType): readonly number[] {
  const lists = [...charges].filter(([type]) => type !== PRIORITY_COMPOSITE).map(([, list]) => list);
  const [only] = lists;
  return only && lists.length === 1 ? only : Array.from(ascending(lists.flat()));
}

/** The frames of a leaf in these states, to be priced by its loaded frames. */
export const renderPart = (
  rollUp: LeafCharges,
  states: readonly CountedState[],
  loaded: readonly Frame[],
): RenderPart => ({
  count: states.reduce((sum, state) => sum + rollUp.counts[state], 0),
  frames: loaded.filter((frame) => states.includes(countedState(frame.statusCode))),
  charges: chargesByType(loaded),
  mean: meanFrameCharge(rollUp),
});

/** The frames of a leaf that have not ended. */
export const remainingPart = (rollUp: LeafCharges, loaded: readonly Frame[]): RenderPart =>
  renderPart(rollUp, ["waiting", "executing"], loaded);

/**
 * The price of rendering frames. For each frame type: frames × median charge, from frames × lowest charge to frames × 95th
 * percentile. A type without finished frames takes the charges of all other types; a leaf without loaded frames takes its
 * mean charge. null when no frame has a price.
 */
export function priceOfFrames(parts: readonly RenderPart[]): PriceRange | null {
  const range = { low: 0, mid: 0, high: 0, frames: 0, unpriced: 0, basis: 0 };
  for (const part of parts) {
    const bases = new Map<number | null | "all", readonly number[]>();
    for (const [type, count] of countTypes(part)) {
      const chargesOfType = part.charges.get(type);
      const charges = chargesOfType ?? bases.get("all") ?? allCharges(part.charges);
      const price = priceOfFrame(charges, part.mean);
      if (price === null) {
        range.unpriced += count;
        continue;
      }
      bases.set(chargesOfType ? type : "all", charges);
      range.frames += count;
      range.low += count * price.low;
      range.mid += count * price.mid;
      range.high += count * price.high;
    }
    range.basis += countBasis(bases);
  }
  return range.frames === 0 ? null : range;
}

/** The price of one frame from ascending charges, or else from a mean; null without either. */
function priceOfFrame(charges: readonly number[], mean: number | null) {
  const mid = quantile(charges, 0.5) ?? mean;
  if (mid === null) return null;
  const [low, high] = [charges[0] ?? mid, quantile(charges, 0.95) ?? mid];
  if (charges.length >= MIN_BASIS) return { low, mid, high };
  const spread = Math.abs(mid) * UNCERTAINTY;
  return { low: Math.min(low, mid - spread), mid, high: Math.max(high, mid + spread) };
}

/** Number of frames per type; all of type null when none is loaded. The numbers add up to the part's count. */
function countTypes({ count, frames }: RenderPart): ReadonlyMap<number | null, number> {
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

/** The projected total: the charge so far plus the price of the remaining frames. */
export const projectedCost = (charged: number, remaining: CostRange | null): CostRange => ({
  low: charged + (remaining?.low ?? 0),
  high: charged + (remaining?.high ?? 0),
});
