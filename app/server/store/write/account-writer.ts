/** Writes the polls of one farm account. One instance leads and writes; it keeps its writer as long as it leads. */
import type { Engine } from "../engine/engine";
import type { EngineSession } from "../engine/engine-session";
import { claimTerm, newTerm } from "./account";
import { type Outage, Outbox, type WriteOutcome } from "./outbox";
import { type BufferBounds, PollBuffer } from "./poll-buffer";
import type { PollWrite } from "./poll-write";
import { type WrittenPoll, writePoll } from "./write-poll";

export class AccountWriter {
  readonly #accountId: string;
  readonly #session: EngineSession;
  readonly #buffer: PollBuffer;
  readonly #outbox: Outbox<PollWrite, WrittenPoll>;
  /** The number under which it writes. */
  readonly term = newTerm();
  #claimed: { readonly engine: Engine; readonly key: number } | null = null;

  constructor(accountId: string, session: EngineSession, report: (error: unknown) => void, bounds?: BufferBounds) {
    this.#accountId = accountId;
    this.#session = session;
    this.#buffer = new PollBuffer(bounds);
    this.#outbox = new Outbox<PollWrite, WrittenPoll>({
      session,
      backlog: this.#buffer,
      report,
      write: async (engine, { id, content }) => {
        const { key } = await this.#target(engine);
        return writePoll(engine, { accountId, key, term: this.term }, id, content);
      },
    });
  }

  async #target(engine: Engine) {
    // A connection that is opened again leads to the same PostgreSQL, where another instance may have claimed the account since;
    // a SQLite file that is opened again may be a new one.
    if (this.#claimed === null || (engine.name === "sqlite" && this.#claimed.engine !== engine)) {
      const key = await engine.write("always", (db) => claimTerm(db, this.#accountId, this.term));
      this.#claimed = { engine, key };
    }
    return this.#claimed;
  }

  /**
   * Makes this the only writer of the account: an instance that led before and does not know that it no longer does is refused
   * from now on. Call it before the tasks are read at the start. Rejects while the database is away; the first poll claims then.
   */
  async claim(): Promise<void> {
    await this.#session.use((engine) => this.#target(engine));
  }

  /** Writes a poll after all former ones. Never rejects; see WriteOutcome. */
  write(poll: PollWrite): Promise<WriteOutcome<WrittenPoll>> {
    return this.#outbox.push(poll, poll.atMs);
  }

  /** Tries at once to write what is buffered. */
  flush(): Promise<void> {
    return this.#outbox.flush();
  }

  /** Since when nothing is written, and why; null while all is well. */
  get outage(): Outage | null {
    return this.#outbox.outage;
  }

  /** Polls, changed tasks and events that wait to be written, and how many events were given up. */
  get backlog(): ReturnType<PollBuffer["size"]> {
    return this.#buffer.size();
  }

  stop(): void {
    this.#outbox.stop();
  }
}
