/** The quantiles of measured values, by the rule of the product (app/protocol/pricing.ts); NaN without values. */
import { ascending, quantile as quantileOf } from "../../app/protocol/pricing";

/** The quantile of the values at `share` (0 to 1). */
export const quantile = (values: readonly number[], share: number): number =>
  quantileOf(ascending(values), share) ?? Number.NaN;

export const median = (values: readonly number[]): number => quantile(values, 0.5);
