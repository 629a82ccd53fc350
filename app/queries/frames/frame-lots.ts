/** Writes to frames by id: one request where it carries all ids, else several, one after another. */
import type { OperationName } from "../../protocol/endpoints";
import { FRAME_IDS_PER_WRITE } from "../../protocol/limits";
import { sendWrites } from "../../protocol/tasks/write-batches";
import { CallError } from "../../protocol/wire/call-error";

/** The ids, each once, in lots of at most `size`. */
export function frameLots(ids: readonly number[], size = FRAME_IDS_PER_WRITE): number[][] {
  const unique = [...new Set(ids)];
  return Array.from({ length: Math.ceil(unique.length / size) }, (_, lot) =>
    unique.slice(lot * size, (lot + 1) * size),
  );
}

/**
 * Sends each lot once; after a failure the remaining ones are not sent. Throws CallError with the failure. If an earlier lot
 * was accepted, its certainty is "unknown", because something was changed: the frames read back tell which.
 */
export async function sendFrameLots(
  operation: OperationName,
  ids: readonly number[],
  send: (lot: number[]) => Promise<unknown>,
): Promise<void> {
  const outcomes = await sendWrites(frameLots(ids), send);
  const failed = outcomes.findIndex(({ failure }) => failure !== null);
  const failure = outcomes[failed]?.failure ?? null;
  if (failure !== null) throw new CallError(operation, failed === 0 ? failure : { ...failure, certainty: "unknown" });
}
