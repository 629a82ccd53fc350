/** Records what people tried on our own routes although they may not: claims, notes, views, marks, acknowledgements, tokens. */
import type { IncomingMessage } from "node:http";
import type { ProblemName } from "../../proxy/http/problem";
import { requestIdOf } from "../../proxy/http/request-id";
import { personOf } from "../../proxy/http/request-person";
import { type ActionRecorderOptions, createActionRecorder, plainEntry } from "./record-action";
import type { RefusalLimit } from "./refusal-limit";

/** What a write on a route of our own is called in the audit. */
export type OwnWrite = { readonly operation: string; readonly isUndo?: boolean };

export type OwnRefusal = {
  readonly incoming: IncomingMessage;
  readonly write: OwnWrite;
  readonly problem: ProblemName;
};

const TASK_PATH = /^\/api\/team\/tasks\/([1-9]\d{0,14})\//;
const NOTE_PATH = /^\/api\/team\/notes\/([\da-f-]{36})(?:[/?]|$)/;

/** The entry names the task or the note of the address, and nothing of the body: it was not checked. Never rejects. */
export function createRefusalRecorder(
  options: ActionRecorderOptions & { readonly refusals: RefusalLimit },
): (refusal: OwnRefusal) => Promise<void> {
  const { now, report, refusals } = options;
  const record = createActionRecorder(options);
  return async ({ incoming, write, problem }) => {
    try {
      const person = personOf(incoming);
      const atMs = now();
      const { isRecorded, leftOut } = refusals.take(person.id, atMs);
      if (!isRecorded) return;
      const [, task] = TASK_PATH.exec(incoming.url ?? "") ?? [];
      const [, note] = NOTE_PATH.exec(incoming.url ?? "") ?? [];
      const tasks = task === undefined ? [] : [task];
      await record({
        ...plainEntry,
        atMs,
        person,
        operation: write.operation,
        targets: tasks,
        tasks,
        outcome: "refused",
        problem,
        requestId: requestIdOf(incoming),
        isUndo: write.isUndo ?? false,
        details: { ...(note === undefined ? {} : { note }), ...(leftOut > 0 ? { leftOut } : {}) },
      });
    } catch (error) {
      report(error);
    }
  };
}
