/** A figure beside that of the range before. */

export type Comparison =
  /** One of the figures is not known. */
  | { readonly kind: "unknown" }
  | { readonly kind: "same" }
  | {
      readonly kind: "more" | "less";
      /** Always positive. */
      readonly difference: number;
      /** The difference over the figure before; null: that was 0. */
      readonly share: number | null;
    };

/** A smaller difference, relative to the larger figure, comes from rounding. */
const EQUAL = 1e-9;

export function compareFigures(current: number | null, before: number | null): Comparison {
  if (current === null || before === null) return { kind: "unknown" };
  const difference = Math.abs(current - before);
  if (difference <= EQUAL * Math.max(Math.abs(current), Math.abs(before))) return { kind: "same" };
  return { kind: current > before ? "more" : "less", difference, share: before === 0 ? null : difference / before };
}

/** Whether all of a span was recorded. */
export const isRecorded = (fromMs: number, recordingSinceMs: number | null): boolean =>
  recordingSinceMs !== null && recordingSinceMs <= fromMs;
