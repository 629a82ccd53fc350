/** What rendering some frames again will about cost: frames times what frames of the same task have cost. Pure. */

/** Frames of one leaf that are to be rendered, and what is known of the price of one. Amounts in major units. */
export type PricedPart = {
  readonly frames: number;
  /** Cost of each finished frame that is known. */
  readonly costs: readonly number[];
  /** Mean cost of the leaf's finished frames; serves where no single frame is known. */
  readonly mean: number | null;
};

export type PriceRange = {
  readonly low: number;
  readonly mid: number;
  readonly high: number;
  /** Frames the range covers, and frames of which nothing is known. */
  readonly frames: number;
  readonly unpriced: number;
  /** Finished frames the range rests on; 0: it rests on means alone. */
  readonly basis: number;
};

/** The value below which the given share of the sorted values lies (nearest rank). */
export function quantile(sorted: ArrayLike<number>, share: number): number | null {
  if (sorted.length === 0) return null;
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? null;
}

/** Costs mostly come sorted: of 100,000 frames, to see that costs less than to sort them again. */
const isAscending = (costs: readonly number[]) =>
  costs.every((cost, index) => index === 0 || (costs[index - 1] ?? cost) <= cost);

/** Frames x median, from frames x cheapest to frames x 95th percentile; null when no frame can be priced. */
export function priceFrames(parts: readonly PricedPart[]): PriceRange | null {
  const range = { low: 0, mid: 0, high: 0, frames: 0, unpriced: 0, basis: 0 };
  for (const { frames, costs, mean } of parts) {
    const sorted = isAscending(costs) ? costs : costs.toSorted((a, b) => a - b);
    const mid = quantile(sorted, 0.5) ?? mean;
    if (mid === null) {
      range.unpriced += frames;
      continue;
    }
    range.frames += frames;
    range.basis += sorted.length;
    range.low += frames * (sorted[0] ?? mid);
    range.mid += frames * mid;
    range.high += frames * (quantile(sorted, 0.95) ?? mid);
  }
  return range.frames === 0 ? null : range;
}
