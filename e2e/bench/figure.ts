/** One measured figure against its bound. A `*.bench.ts` exports `bench(): Promise<readonly Figure[]>`. */
export type Figure = {
  readonly name: string;
  readonly unit: string;
  readonly reached: number;
  /** The figure must be at most / at least this; without one it is information. */
  readonly bound?: { readonly atMost: number } | { readonly atLeast: number } | undefined;
};

/** Whether a figure keeps its bound. */
export function holds({ reached, bound }: Figure): boolean {
  if (!bound) return true;
  return "atMost" in bound ? reached <= bound.atMost : reached >= bound.atLeast;
}
