/** The engine as long as it works: opened when it is needed, opened again after it was lost. */
import { failureOf, type StoreFailure } from "../store-error";
import type { Engine } from "./engine";
import { oneAtATime } from "./one-at-a-time";

/** Opens the engine with its newest schema. `isDamaged`: the file was found damaged while it was open. */
export type OpenEngine = (isDamaged: boolean) => Promise<Engine>;

/** Told of each use of the engine: how long it took, the opening included, and whether it failed. */
export type OnUse = (seconds: number, hasFailed: boolean) => void;

export class EngineSession {
  readonly #open: OpenEngine;
  readonly #onUse: OnUse;
  readonly #inTurn = oneAtATime();
  #engine: Engine | null = null;
  #isDamaged = false;
  #isClosed = false;

  constructor(open: OpenEngine, onUse: OnUse = () => undefined) {
    this.#open = open;
    this.#onUse = onUse;
  }

  /** The engine if it is open. */
  get engine(): Engine | null {
    return this.#engine;
  }

  /** Runs `work` on the engine. Rejects with what opening, `work` or the database throws. */
  async use<T>(work: (engine: Engine) => Promise<T>): Promise<T> {
    const startedMs = performance.now();
    const tell = (hasFailed: boolean) => this.#onUse((performance.now() - startedMs) / 1000, hasFailed);
    let engine: Engine | undefined;
    try {
      engine = await this.#inTurn(() => this.#opened());
      const result = await work(engine);
      tell(false);
      return result;
    } catch (error) {
      tell(true);
      if (engine) await this.#discardBroken(engine, failureOf(error));
      throw error;
    }
  }

  async #opened(): Promise<Engine> {
    if (this.#isClosed) throw new Error("The store is closed.");
    this.#engine ??= await this.#open(this.#isDamaged);
    this.#isDamaged = false;
    return this.#engine;
  }

  /**
   * Lets go of a damaged file, which the next use sets aside, and of connections to a PostgreSQL that did not answer: they may
   * never notice that their other end is gone.
   */
  async #discardBroken(engine: Engine, failure: StoreFailure): Promise<void> {
    const isDamaged = failure === "corrupt";
    const isLost = failure === "unreachable" && engine.name === "postgres";
    if (this.#engine !== engine || !(isDamaged || isLost)) return;
    this.#engine = null;
    this.#isDamaged = isDamaged;
    const closed = engine.close().catch(() => undefined);
    // A file must be closed before it is renamed; connections that do not answer are not waited for.
    if (isDamaged) await this.#inTurn(() => closed);
  }

  async close(): Promise<void> {
    await this.#inTurn(async () => {
      this.#isClosed = true;
      await this.#engine?.close();
      this.#engine = null;
    });
  }
}
