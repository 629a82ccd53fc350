/** The end of a log, where a failed frame says why: its last page, without reading the pages before it. */
import { FIRST_LOG_PAGE, type FrameLogPage, logLines, pageText } from "../../protocol/frames/frame-log";
import { readLogPage } from "./frame-log-query";

/** With fewer characters than this on the last page the one before it is read too: a message may begin there. */
const ENOUGH = 2000;

export type LogEnd = {
  readonly text: string;
  /** Number of the last page, the first guess for the next log of the same task: logs of one task have similar lengths. */
  readonly lastPage: number;
};

const isEmpty = ({ rows }: FrameLogPage) => rows.length === 0;

/** Pages by the farm's counts; null where it counts none. */
function pageCountOf({ pageCount, total, size }: FrameLogPage): number | null {
  const byTotal = total !== null && size !== null && size > 0 ? Math.ceil(total / size) : 0;
  return Math.max(pageCount ?? 0, byTotal) || null;
}

/** Reads the end of the log of a frame in one request where `guess` is its last page, else in two or three. Throws CallError. */
export async function readLogEnd(frameId: number, guess: number, signal: AbortSignal): Promise<LogEnd> {
  const read = (pageNum: number) => readLogPage(frameId, pageNum, pageNum !== FIRST_LOG_PAGE, signal);
  let pageNum = guess;
  let page = await read(pageNum);
  if (pageCountOf(page) === null && pageNum !== FIRST_LOG_PAGE) {
    pageNum = FIRST_LOG_PAGE;
    page = await read(pageNum);
  }
  const last = pageCountOf(page) ?? FIRST_LOG_PAGE;
  if (last !== pageNum) {
    pageNum = last;
    page = await read(pageNum);
  }
  // Some farms count from 0, so the page of that number is behind the end.
  if (isEmpty(page)) {
    pageNum = last - 1;
    page = await read(pageNum);
  }
  const isShort = pageText(page).length < ENOUGH && pageNum > FIRST_LOG_PAGE;
  const before = isShort ? await read(pageNum - 1) : null;
  return { text: logLines(before === null ? [page] : [before, page]).join("\n"), lastPage: last };
}
