/** What every instance may write to an account's memory, whether it leads or not. Nothing here ever rejects. */
import type { EngineSession } from "../engine/engine-session";
import { ensureAccount } from "./account";
import { FifoBacklog } from "./fifo-backlog";
import { Outbox, type WriteOutcome } from "./outbox";
import type { FrameAttempt } from "./poll-write";
import { type Action, writeAction } from "./write-actions";
import { type SeenEnvironments, writeEnvironments } from "./write-environments";
import { writeSeenAttempts } from "./write-events";

/** Actions, lists of environments and of attempts that are kept while the database is away. */
const MAX_WAITING = 10_000;

type Entry =
  | { readonly action: Action }
  | { readonly environments: SeenEnvironments }
  | { readonly attempts: readonly FrameAttempt[]; readonly atMs: number };

export class RecordOutbox extends Outbox<Entry, void> {
  readonly #backlog: FifoBacklog<Entry>;

  constructor(accountId: string, session: EngineSession, report: (error: unknown) => void) {
    const backlog = new FifoBacklog<Entry>(MAX_WAITING);
    super({
      session,
      backlog,
      report,
      write: (engine, { id, content }) =>
        engine.write("always", async (db) => {
          const key = await ensureAccount(db, accountId);
          if ("action" in content) return writeAction(db, key, id, content.action);
          if ("attempts" in content) return writeSeenAttempts(db, key, content);
          return writeEnvironments(db, key, content.environments);
        }),
    });
    this.#backlog = backlog;
  }

  /** Records a write through Renderdeck or its refusal. */
  recordAction(action: Action): Promise<WriteOutcome<void>> {
    return this.push({ action }, action.atMs);
  }

  /** Records the environments of a software: a version of each that differs from its last one. */
  recordEnvironments(environments: SeenEnvironments): Promise<WriteOutcome<void>> {
    return this.push({ environments }, environments.atMs);
  }

  /** Records runs of frames that this instance saw. */
  recordAttempts(attempts: readonly FrameAttempt[], atMs: number): Promise<WriteOutcome<void>> {
    return this.push({ attempts, atMs }, atMs);
  }

  /** What waits to be written, and what was given up. */
  size(): { readonly items: number; readonly dropped: number } {
    return this.#backlog.size();
  }
}
