/** A measured figure with its bound. A `*.bench.ts` exports `bench(): Promise<readonly Figure[]>`. */
export type Figure = {
  readonly name: string;
  readonly unit: string;
  readonly reached: number;
  /** The upper or lower bound; a figure without a bound is for information. */
  readonly bound?: { readonly atMost: number } | { readonly atLeast: number } | undefined;
};

/** Whether the figure is within its bound. */
export function holds({ reached, bound }: Figure): boolean {
  if (!bound) return true;
  return "atMost" in bound ? reached <= bound.atMost : reached >= bound.atLeast;
}
