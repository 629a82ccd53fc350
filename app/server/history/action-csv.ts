/** The audit as a file for spreadsheets, written while it is read. */
import type { AuditEntry } from "../../mirror/recorded-actions";
import { csvLine, csvText } from "../../protocol/csv-text";
import type { StoredAction } from "../store/read/read-actions";

const columns = [
  "time",
  "person",
  "name",
  "role",
  "source",
  "account",
  "operation",
  "undo",
  "targets",
  "details",
  "outcome",
  "code",
  "problem",
  "price low",
  "price high",
  "currency",
  "request id",
] as const;

const cellsOf = (entry: AuditEntry, account: string): (string | number | null)[] => [
  new Date(entry.atMs).toISOString(),
  entry.person,
  entry.by,
  entry.role,
  entry.source,
  account,
  entry.operation,
  entry.isUndo ? "yes" : "",
  entry.targets.join(" "),
  JSON.stringify(entry.details),
  entry.outcome,
  entry.code,
  entry.problem,
  entry.price?.low ?? null,
  entry.price?.high ?? null,
  entry.price?.currency ?? null,
  entry.requestId,
];

/** Reads rows only as fast as the client takes them. */
export function actionCsv(
  rows: AsyncIterator<StoredAction>,
  { entryOf, account }: { readonly entryOf: (action: StoredAction) => AuditEntry; readonly account: string },
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    start(controller) {
      controller.enqueue(encoder.encode(csvText([csvLine(columns)])));
    },
    async pull(controller) {
      const { done, value } = await rows.next();
      if (done) return controller.close();
      controller.enqueue(encoder.encode(`${csvLine(cellsOf(entryOf(value), account))}\r\n`));
    },
    async cancel() {
      await rows.return?.();
    },
  });
}
