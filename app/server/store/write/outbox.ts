/**
 * Writes items one after another and in order. While the database is away it keeps them and tries again, so that no caller
 * waits for it or sees its error.
 */
import type { Engine } from "../engine/engine";
import type { EngineSession } from "../engine/engine-session";
import { oneAtATime } from "../engine/one-at-a-time";
import { failureOf, isOutage, type StoreFailure } from "../store-error";

export type Item<Content> = { readonly id: string; readonly content: Content; readonly atMs: number };

/** The items that are not written yet. */
export type Backlog<Content> = {
  readonly add: (content: Content, atMs: number) => Item<Content>;
  readonly oldest: () => Item<Content> | undefined;
  readonly remove: (id: string) => void;
  /** Makes the backlog fit its bounds. */
  readonly shrink: () => void;
};

/**
 * - `written`
 * - `buffered`: the database is away; it will be written when it returns
 * - `deposed`: another instance writes now, so this item is not written by this one
 * - `refused`: it cannot be written, which is a fault of this program; told to `report`
 */
export type WriteOutcome<Result> =
  | { readonly state: "written"; readonly result: Result }
  | { readonly state: "buffered" | "deposed" | "refused" };

export type Outage = { readonly sinceMs: number; readonly failure: StoreFailure; readonly message: string };

export type OutboxOptions<Content, Result> = {
  readonly session: EngineSession;
  readonly backlog: Backlog<Content>;
  readonly write: (engine: Engine, item: Item<Content>) => Promise<Result>;
  /** Told of an item that was refused, once each. */
  readonly report: (error: unknown) => void;
};

const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 15_000;

export class Outbox<Content, Result> {
  readonly #options: OutboxOptions<Content, Result>;
  readonly #inTurn = oneAtATime();
  /** Outcomes for the callers that wait, by item. */
  readonly #awaited = new Map<string, WriteOutcome<Result>>();
  #outage: (Outage & { readonly retries: number; readonly retryAtMs: number }) | null = null;
  #timer: NodeJS.Timeout | undefined;
  #isDeposed = false;

  constructor(options: OutboxOptions<Content, Result>) {
    this.#options = options;
  }

  /** Since when nothing is written, and why; null while all is well. */
  get outage(): Outage | null {
    return this.#outage;
  }

  /** Never rejects. */
  async push(content: Content, atMs: number): Promise<WriteOutcome<Result>> {
    if (this.#isDeposed) return { state: "deposed" };
    const { id } = this.#options.backlog.add(content, atMs);
    this.#awaited.set(id, { state: "buffered" });
    await this.#inTurn(() => this.#flush(false));
    const outcome = this.#awaited.get(id) ?? { state: "buffered" };
    this.#awaited.delete(id);
    return outcome.state === "buffered" && this.#isDeposed ? { state: "deposed" } : outcome;
  }

  /** Tries at once to write what is left. */
  async flush(): Promise<void> {
    await this.#inTurn(() => this.#flush(true));
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  async #flush(isForced: boolean): Promise<void> {
    const { backlog } = this.#options;
    const isTooEarly = () => !isForced && this.#outage !== null && Date.now() < this.#outage.retryAtMs;
    for (let item = backlog.oldest(); item && !this.#isDeposed && !isTooEarly(); item = backlog.oldest()) {
      if (!(await this.#writeOne(item))) break;
      backlog.remove(item.id);
    }
    backlog.shrink();
  }

  /** Whether the item is done with: written, or refused. */
  async #writeOne(item: Item<Content>): Promise<boolean> {
    const { session, write, report } = this.#options;
    try {
      const result = await session.use((engine) => write(engine, item));
      this.#outage = null;
      this.#answer(item.id, { state: "written", result });
      return true;
    } catch (error) {
      const failure = failureOf(error);
      if (failure === "deposed") this.#isDeposed = true;
      else if (isOutage(failure)) this.#retryLater(failure, error, item.atMs);
      else {
        this.#answer(item.id, { state: "refused" });
        report(error);
        return true;
      }
      return false;
    }
  }

  #answer(id: string, outcome: WriteOutcome<Result>): void {
    if (this.#awaited.has(id)) this.#awaited.set(id, outcome);
  }

  #retryLater(failure: StoreFailure, error: unknown, atMs: number): void {
    const retries = (this.#outage?.retries ?? 0) + 1;
    const delayMs = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** (retries - 1));
    this.#outage = {
      sinceMs: this.#outage?.sinceMs ?? atMs,
      failure,
      message: error instanceof Error ? error.message : String(error),
      retries,
      retryAtMs: Date.now() + delayMs,
    };
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), delayMs);
    this.#timer.unref();
  }
}
