/** What both database engines offer to the rest of the store. */
import type { Kysely, Transaction } from "kysely";
import type { Tables } from "../schema";

export type EngineName = "sqlite" | "postgres";

/**
 * How much a transaction is worth. `always`: it survives a loss of power. `process`: it survives the end of the process, and
 * a loss of power may take the last seconds, which the farm can be asked for again (decision 057).
 */
export type Durability = "always" | "process";

export type Reader = Pick<Kysely<Tables>, "selectFrom" | "with" | "getExecutor">;
export type Writer = Transaction<Tables>;

export type Engine = {
  readonly name: EngineName;
  /** Where the data is, for messages: a path, or host and database without user and password. */
  readonly place: string;
  /** The file that could not be read and was set aside when the engine was opened; null: none. */
  readonly setAside: string | null;
  /** For queries outside of transactions. */
  readonly reader: Kysely<Tables>;
  /** Runs `work` in a transaction, one after another. Rejects with what `work` or the database throws, and nothing is changed then. */
  readonly write: <T>(durability: Durability, work: (transaction: Writer) => Promise<T>) => Promise<T>;
  /** Bytes of the database. */
  readonly sizeBytes: () => Promise<number>;
  readonly close: () => Promise<void>;
};
