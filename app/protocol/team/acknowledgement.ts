/** "Seen by Lin": a trouble of a task on the Monitor that somebody has acknowledged. */
import * as z from "zod/mini";

/**
 * Kinds of trouble, from the least to the worst. `overdue`: it runs longer than its reminder; `stalled`: frames hang or are slow, or
 * none has ended for far longer than usual; `failed`: it has failed frames; `stopped`: it does not go on until somebody acts.
 */
export const troubles = ["overdue", "stalled", "failed", "stopped"] as const;

export const acknowledgementSchema = z.object({
  by: z.string(),
  atMs: z.int(),
  /** Failed frames at that time. It follows the count down, so that new failures after a rerender are not acknowledged. */
  failed: z.int().check(z.nonnegative()),
  trouble: z.enum(troubles),
});

export type Acknowledgement = z.infer<typeof acknowledgementSchema>;

/** What the server makes of an acknowledgement when the failed frames of its task were counted anew; null: it is over. */
export function followFailures(seen: Acknowledgement, failed: number): Acknowledgement | null {
  if (failed > seen.failed) return null;
  return failed === seen.failed ? seen : { ...seen, failed };
}
