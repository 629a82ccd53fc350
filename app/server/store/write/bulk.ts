/** Statements about many rows, in pieces small enough for both engines and for the main thread. */
import { setImmediate } from "node:timers/promises";
import { type RawBuilder, sql } from "kysely";

/** Rows of one statement: 50 rows of 22 columns take SQLite 2 ms. */
const ROWS = 50;
/** Ids in one `in (…)`. */
const IDS = 500;
/** SQLite works on the main thread; after this time others get their turn. */
const TURN_MS = 5;

let turnStart = 0;

/** Lets others have their turn if it is time. */
async function giveWay(): Promise<void> {
  if (performance.now() - turnStart < TURN_MS) return;
  await setImmediate();
  turnStart = performance.now();
}

export function* chunksOf<T>(items: readonly T[], size: number): Generator<readonly T[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}

/** Runs `work` for some items at a time, and gives way in between. */
export async function inTurns<T>(
  items: readonly T[],
  size: number,
  work: (chunk: readonly T[]) => Promise<unknown>,
): Promise<void> {
  for (const chunk of chunksOf(items, size)) {
    await giveWay();
    await work(chunk);
  }
}

/** Runs `work` for the rows, some at a time. */
export const forRows = <T>(rows: readonly T[], work: (chunk: readonly T[]) => Promise<unknown>): Promise<void> =>
  inTurns(rows, ROWS, work);

/** Runs `work` for the ids, some at a time. */
export const forIds = (ids: readonly string[], work: (chunk: readonly string[]) => Promise<unknown>): Promise<void> =>
  inTurns(ids, IDS, work);

/** The last item of each key, in the order of the keys' first appearance: one statement may not write a row twice. */
export const lastOfEach = <T>(items: readonly T[], keyOf: (item: T) => string): T[] => [
  ...new Map(items.map((item) => [keyOf(item), item])).values(),
];

/** For `doUpdateSet`: each column gets the value that was to be inserted. */
export const excluded = (columns: readonly string[]): Readonly<Record<string, RawBuilder<never>>> =>
  Object.fromEntries(columns.map((column) => [column, sql.ref<never>(`excluded.${column}`)]));
