/** The log of a frame (showLog, endpoints-current section 3): pages of lines and the kinds of lines. */
import * as z from "zod/mini";
import { pageSchema, type ReportedPage } from "../wire/page";
import { plainLog } from "./plain-log";

/** One page of a log: `rows` are its lines; `total` and `size` are the characters, or bytes, of the whole log and of a page. */
export const frameLogPageSchema = pageSchema(z.string());

export type FrameLogPage = ReportedPage<string>;

/** The number of the first page. On a farm that counts from 0, page 1 exists only if the log has two pages. */
export const FIRST_LOG_PAGE = 1;

export const pageText = ({ rows }: FrameLogPage) => rows.join("\n");

/**
 * The lines of a log, from its pages in order. The farm cuts a page after `size` characters, so the last line of a full page
 * continues on the next page; a page of another length ends with a complete line.
 */
export function logLines(pages: readonly FrameLogPage[]): string[] {
  let logText = "";
  pages.forEach((page, index) => {
    const pageContent = pageText(page);
    const continues = pageContent.length === page.size || pageContent.endsWith("\n");
    logText += index === pages.length - 1 || continues ? pageContent : `${pageContent}\n`;
  });
  if (logText === "") return [];
  const lines = plainLog(logText).split(/\r?\n/);
  // A line break at the end does not begin another line.
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

export type LogLine = {
  readonly kind: "error" | "warning" | "other";
  /** Code of an analysis error (queryErrorDetail) in the line. */
  readonly errorCode: string | null;
};

const ERROR = /\b(?:error|fatal|exception|traceback|failed)\b|错误|失败/i;
/** "0 errors" and "no error" are not errors. */
const NO_ERROR = /\b(?:0|no|without) (?:errors?|fatal|failed)\b/i;
const WARNING = /\bwarn(?:ing)?\b|警告/i;
const CODE = /(?:\b(?:error|code)|错误)\D{0,12}(\d{5,6})\b/i;

/** The kind of a log line, from the words in it, since every renderer has another format. */
export function parseLogLine(line: string): LogLine {
  const kind = ERROR.test(line) && !NO_ERROR.test(line) ? "error" : WARNING.test(line) ? "warning" : "other";
  return { kind, errorCode: kind === "error" ? (CODE.exec(line)?.[1] ?? null) : null };
}
