/** The log of a frame (showLog, endpoints-current section 3): pages of lines, and what a line means. */
import * as z from "zod/mini";
import { type Page, pageSchema } from "../wire/wire";

/** One page of a log: `rows` are its lines, `total` and `size` count characters of the whole log and of a page. */
export const frameLogPageSchema = pageSchema(z.string());

export type FrameLogPage = Page<string>;

/** The number of the first page. A farm whose first page is 0 answers it to 1 only if there is a second. */
export const FIRST_LOG_PAGE = 1;

const textOf = ({ rows }: FrameLogPage) => rows.join("\n");

/**
 * The lines of a log from its pages in order. Pages are cut after `size` characters, so the last line of a full page goes on
 * in the next one; a page of another length was cut between lines.
 */
export function logLines(pages: readonly FrameLogPage[]): string[] {
  let whole = "";
  pages.forEach((page, index) => {
    const text = textOf(page);
    const goesOn = text.length === page.size || text.endsWith("\n");
    whole += index === pages.length - 1 || goesOn ? text : `${text}\n`;
  });
  if (whole === "") return [];
  const lines = whole.split(/\r?\n/);
  // A text that ends with a line break has no line after it.
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

export type LogLine = {
  readonly kind: "error" | "warning" | "other";
  /** Number of an analysis error (queryErrorDetail) that the line names. */
  readonly errorCode: string | null;
};

const ERROR = /\b(?:error|fatal|exception|traceback|failed)\b|错误|失败/i;
/** "0 errors" and "no error" report that all is well. */
const NO_ERROR = /\b(?:0|no|without) (?:errors?|fatal|failed)\b/i;
const WARNING = /\bwarn(?:ing)?\b|警告/i;
const CODE = /(?:\b(?:error|code)|错误)\D{0,12}(\d{5,6})\b/i;

/** What a line of a log is about, by its words: renderers of every make write here. */
export function readLogLine(line: string): LogLine {
  const kind = ERROR.test(line) && !NO_ERROR.test(line) ? "error" : WARNING.test(line) ? "warning" : "other";
  return { kind, errorCode: kind === "error" ? (CODE.exec(line)?.[1] ?? null) : null };
}
