/** Writes entries of the audit; the answer to a request waits for its entry (decision 054). */
import { setTimeout as waitFor } from "node:timers/promises";
import type { AccountStore } from "../store/account-store";
import type { Action } from "../store/write/write-actions";

export type ActionRecorderOptions = {
  readonly account: Pick<AccountStore, "recordAction">;
  /** The farm's clock, epoch ms. */
  readonly now: () => number;
  /** Told of what this cannot record. */
  readonly report: (error: unknown) => void;
  /** Told of an entry whose answer is sent before it is written, because the database is away or slow. */
  readonly onLate?: ((action: Action) => void) | undefined;
  /** How long an answer waits for its entry, ms. */
  readonly maxWaitMs?: number;
};

/** The farm has answered: a database that is slow must not hold that back. */
const MAX_WAIT_MS = 2000;

/** What most entries have not. */
export const plainEntry = { tasks: [], code: null, problem: null, price: null, isUndo: false } as const;

/** Resolves when the entry is written, or told to `onLate`. */
export function createActionRecorder({ account, onLate, maxWaitMs = MAX_WAIT_MS }: ActionRecorderOptions) {
  return async (action: Action): Promise<void> => {
    const waiting = new AbortController();
    const late = waitFor(maxWaitMs, null, { signal: waiting.signal }).catch(() => null);
    const outcome = await Promise.race([account.recordAction(action), late]);
    waiting.abort();
    if (outcome?.state !== "written") onLate?.(action);
  };
}
