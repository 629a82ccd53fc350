/** Writes to many tasks: few ids per request, one request after another, each sent once. */

import { failureOf } from "../wire/call-error";
import type { Failure } from "../wire/failure";

/** One task of a write: the row that shows it, the top-level task to read back, and the ids to send. */
export type WriteTarget = { readonly rowId: number; readonly topId: number; readonly sendIds: readonly number[] };

/** Ids of one request. The farm refuses all ids of a request together, so they are few. */
const IDS_PER_WRITE = 100;

/** A target of more ids than one request carries, as several of the same row. */
function partsOf(target: WriteTarget): WriteTarget[] {
  const count = Math.max(1, Math.ceil(target.sendIds.length / IDS_PER_WRITE));
  return Array.from({ length: count }, (_, part) => ({
    ...target,
    sendIds: target.sendIds.slice(part * IDS_PER_WRITE, (part + 1) * IDS_PER_WRITE),
  }));
}

/** Targets in batches of at most IDS_PER_WRITE ids. The ids of one target stay together where one request carries them. */
export function writeBatches(targets: readonly WriteTarget[]): WriteTarget[][] {
  const batches: WriteTarget[][] = [];
  let size = Number.POSITIVE_INFINITY;
  for (const target of targets.flatMap(partsOf)) {
    if (size + target.sendIds.length > IDS_PER_WRITE) {
      batches.push([]);
      size = 0;
    }
    batches.at(-1)?.push(target);
    size += target.sendIds.length;
  }
  return batches;
}

/** The ids of a request for these targets. */
export const idsOf = (targets: readonly WriteTarget[]): number[] => targets.flatMap(({ sendIds }) => [...sendIds]);

/** The result of one request: accepted (`failure` null), failed, or not sent after the failure of an earlier one. */
export type WriteOutcome<Write> = {
  readonly write: Write;
  readonly isSent: boolean;
  readonly failure: Failure | null;
};

export type SendOptions = {
  /** Whether the writes after this failure are not sent. By default after every failure. */
  readonly stopsAfter?: (failure: Failure) => boolean;
  readonly onProgress?: (completed: number, total: number) => void;
};

/** Sends writes one after another, never in parallel, each once. Resolves with one outcome per write; never rejects. */
export async function sendWrites<Write>(
  writes: readonly Write[],
  send: (write: Write) => Promise<unknown>,
  { stopsAfter = () => true, onProgress }: SendOptions = {},
): Promise<readonly WriteOutcome<Write>[]> {
  const outcomes: WriteOutcome<Write>[] = [];
  let notSent: Failure | null = null;
  for (const [index, write] of writes.entries()) {
    onProgress?.(index, writes.length);
    if (notSent !== null) {
      outcomes.push({ write, isSent: false, failure: notSent });
      continue;
    }
    const failure: Failure | null = await send(write).then(() => null, failureOf);
    outcomes.push({ write, isSent: true, failure });
    // A write that was never sent has certainly changed nothing, even if the certainty of the failed one is unknown.
    if (failure !== null && stopsAfter(failure)) notSent = { ...failure, certainty: "not-sent" };
  }
  onProgress?.(writes.length, writes.length);
  return outcomes;
}
