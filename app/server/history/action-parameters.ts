/** The search parameters of the audit. */
import * as z from "zod/mini";
import { recordedOperations } from "../../protocol/recorded-operations";
import { writeOutcomes } from "../../protocol/wire/write-result";
import { Problem } from "../../proxy/http/problem";
import type { ActionCursor, ActionFilter } from "../store/read/read-actions";
import { moment, parse } from "./history-parameters";

/** Entries of one answer. */
const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 200;

const LIMIT = `must be a number from 1 to ${MAX_LIMIT}`;
const AFTER = "must be the next of an answer";
const TARGET = "must be the id of a task";
const cursor = /^(\d{1,16})\.([\w-]{1,64})$/;

const parameters = z.object({
  from: z.optional(moment),
  to: z.optional(moment),
  person: z.optional(z.string().check(z.maxLength(200, "is too long"))),
  operation: z.optional(z.enum(recordedOperations, "must be the name of a write")),
  outcome: z.optional(z.enum(writeOutcomes, `must be one of ${writeOutcomes.join(", ")}`)),
  target: z.optional(z.string().check(z.regex(/^\d{1,20}$/, TARGET))),
  after: z.optional(z.string().check(z.regex(cursor, AFTER))),
  limit: z.optional(
    z
      .string()
      .check(z.refine((text) => /^\d{1,3}$/.test(text) && Number(text) >= 1 && Number(text) <= MAX_LIMIT, LIMIT)),
  ),
  format: z.optional(z.enum(["json", "csv"], "must be json or csv")),
});

export type ActionParameters = Omit<ActionFilter, "operations"> & {
  readonly operation?: string | undefined;
  readonly after: ActionCursor | null;
  readonly limit: number;
  readonly format: "json" | "csv";
};

/** The next page begins after this action. */
export const cursorText = ({ atMs, id }: ActionCursor): string => `${atMs}.${id}`;

/** Throws a Problem with the reason. */
export function readActionParameters(query: Readonly<Record<string, string>>): ActionParameters {
  const { from, to, target, after, limit, format = "json", ...rest } = parse(parameters, query);
  const [fromMs, toMs] = [from, to].map((text) => (text === undefined ? undefined : Number(text)));
  if (fromMs !== undefined && toMs !== undefined && fromMs >= toMs)
    throw new Problem("invalid-request", { detail: "from must be before to." });
  const [, atMs, id] = cursor.exec(after ?? "") ?? [];
  return {
    ...rest,
    fromMs,
    toMs,
    task: target,
    after: id === undefined ? null : { atMs: Number(atMs), id },
    limit: limit === undefined ? DEFAULT_LIMIT : Number(limit),
    format,
  };
}
