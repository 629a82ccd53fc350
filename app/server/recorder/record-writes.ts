/** Records every write through Renderdeck and every refusal of one: who, what, on what, at which price, and what became of it. */
import type { IncomingMessage } from "node:http";
import { PRICE_HEADER, parsePrice, UNDO_HEADER } from "../../protocol/wire/write-note";
import type { ProblemName } from "../../proxy/http/problem";
import { headerOf } from "../../proxy/http/request-header";
import { requestIdOf } from "../../proxy/http/request-id";
import { personOf } from "../../proxy/http/request-person";
import type { WriteReport } from "../../proxy/http/write-report";
import { writeDetails, writeTargets, writeTasks } from "../../proxy/http/write-targets";
import { type ActionRecorderOptions, createActionRecorder } from "./record-action";
import type { RefusalLimit } from "./refusal-limit";

/** Ends of a request that was never complete: nobody has asked for a write yet. */
const incompleteRequests: readonly (ProblemName | null)[] = ["client-gone", "request-timeout"];

export type WriteRecorderOptions = ActionRecorderOptions & {
  /** Bounds the refusals by our server; of one person they are counted together, wherever they happen. */
  readonly refusals: RefusalLimit;
};

/** Resolves when the entry is written, or told to `onLate`; the answer is sent then. Never rejects. */
export function createWriteRecorder(options: WriteRecorderOptions): (write: WriteReport) => Promise<void> {
  const { now, report, refusals } = options;
  const record = createActionRecorder(options);

  return async (write) => {
    try {
      const { incoming, operation, body, outcome, code, problem } = write;
      if (incompleteRequests.includes(problem)) return;
      const person = personOf(incoming);
      const atMs = now();
      const isOwnRefusal = problem !== null && outcome !== "unknown";
      const { isRecorded, leftOut } = isOwnRefusal ? refusals.take(person.id, atMs) : { isRecorded: true, leftOut: 0 };
      if (!isRecorded) return;
      const checked = body ?? {};
      await record({
        atMs,
        person,
        operation,
        targets: idsOf(writeTargets(checked)),
        tasks: writeTasks(checked),
        outcome,
        code,
        problem,
        requestId: requestIdOf(incoming),
        price: parsePrice(headerOf(incoming)(PRICE_HEADER)),
        isUndo: isUndo(incoming),
        details: { ...writeDetails(checked), ...(leftOut > 0 ? { leftOut } : {}) },
      });
    } catch (error) {
      report(error);
    }
  };
}

const isUndo = (incoming: IncomingMessage): boolean => headerOf(incoming)(UNDO_HEADER) === "1";

/** The ids and names of a write as one list. */
const idsOf = (targets: Readonly<Record<string, unknown>>): string[] =>
  Object.values(targets).flatMap((value) => {
    const items = Array.isArray(value) ? value : isCut(value) ? value.first : [value];
    return items.filter((item) => typeof item === "string" || typeof item === "number").map(String);
  });

const isCut = (value: unknown): value is { readonly first: readonly unknown[] } =>
  typeof value === "object" && value !== null && "first" in value && Array.isArray(value.first);
