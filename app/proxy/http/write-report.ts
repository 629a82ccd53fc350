/** What became of a write, for the audit. */
import type { IncomingMessage } from "node:http";
import { endpoints, type OperationName } from "../../protocol/endpoints";
import { outcomeOfCode, type WriteResult } from "../../protocol/wire/write-result";
import type { Problem, ProblemName } from "./problem";

export type WriteReport = WriteResult & {
  readonly incoming: IncomingMessage;
  readonly operation: OperationName;
  /** The checked request; null: it was refused before that. */
  readonly body: object | null;
  /** Why there is no answer of the farm; null: there is one. */
  readonly problem: ProblemName | null;
};

/** A problem of a status below this is a refusal; the others are failures, which say by themselves how certain they are. */
const FIRST_FAILURE = 500;

/** What is known of a write that ended with a problem. */
export const resultOfProblem = ({ status, members: { certainty = "not-sent" } }: Problem): WriteResult => ({
  outcome: status < FIRST_FAILURE && certainty === "not-sent" ? "refused" : certainty,
  code: null,
});

/** What is known of a write that the farm answered. */
export const resultOfCode = (code: number): WriteResult => ({ outcome: outcomeOfCode(code), code });

export const isWrite = (operation: OperationName | "unknown"): operation is OperationName =>
  operation !== "unknown" && endpoints[operation].kind === "write";
