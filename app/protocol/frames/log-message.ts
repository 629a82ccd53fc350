/**
 * The message with which a frame failed, and its fingerprint: the message without what differs from frame to frame, so that
 * frames with the same trouble have the same one.
 */
import { parseLogLine } from "./frame-log";
import { plainLog } from "./plain-log";

export type LogMessage = {
  /** Equal for messages that differ only in numbers, paths, ids, addresses and times. */
  readonly fingerprint: string;
  /** The line of the log, without the time at its beginning. "" for a log without a line. */
  readonly line: string;
  /** Code of an analysis error (queryErrorDetail). */
  readonly errorCode: string | null;
  /** "lastLine": no line tells of an error, so this is the last one. "empty": the log has no line. */
  readonly kind: "error" | "lastLine" | "empty";
};

/** Longer lines are cut: a renderer may print a whole scene description in one. */
const MAX_LINE = 400;

/** A renderer that was ended from outside or has crashed. What is printed before is often in the logs of finished frames too. */
const CRASH =
  /\bfatal\b|segmentation fault|segfault|SIGSEGV|access.violation|core dumped|out of (?:host |device |video |gpu )?memory|bad_alloc|(?<![./\\])\bcrash(?:ed)?\b(?!\.)|\bkilled\b|内存不足|崩溃/i;
const ERROR = /(?:error|exception|critical)\b|\b(?:failed|failure)\b|错误|失败/i;
const WEAK = /\b(?:unable to|cannot|can't|could not|couldn't|not found|missing)\b|无法|缺少|丢失/i;
/** Lines that say only that something went wrong before. */
const CONSEQUENCE =
  /\b(?:exit(?:ed|ing)?|ended|return(?:ed)?|status|quit)\b.{0,24}\b(?:code|status)\b|\brender(?:ing)?\b.{0,12}\b(?:failed|aborted|terminated|stopped|cancell?ed|interrupted)\b|\b(?:frame|task|job|batch)\b.{0,12}\bfailed\b|\btraceback\b|stack trace|attempting to save|渲染失败/i;
const WARNING = /\bwarn(?:ing)?\b|警告/i;
const NO_ERROR = /\b(?:0|no|without) (?:errors?|failures?|fatal|failed)\b/i;
/** One pass over the text finds the lines that are looked at closer. */
const SIGN = new RegExp([CRASH, ERROR, WEAK].map(({ source }) => source).join("|"), "gi");

/** How much a line tells about the cause; the most telling line of a log is its message. 0: nothing. */
function weightOf(line: string): number {
  if (NO_ERROR.test(line)) return 0;
  const isError = ERROR.test(line);
  if (WARNING.test(line) && !/\berror\b/i.test(line)) return 0;
  if (CONSEQUENCE.test(line)) return 1;
  if (CRASH.test(line)) return 4;
  return isError ? 3 : WEAK.test(line) ? 2 : 0;
}

/** The message of a failed frame, from the last page of its log: of the most telling lines the first one. */
export function messageOfLog(logText: string): LogMessage {
  const text = plainLog(logText);
  let best = { line: "", weight: 0 };
  SIGN.lastIndex = 0;
  for (let sign = SIGN.exec(text); sign !== null; sign = SIGN.exec(text)) {
    const start = text.lastIndexOf("\n", sign.index) + 1;
    const end = lineEnd(text, sign.index);
    const line = text.slice(start, Math.min(end, start + MAX_LINE));
    const weight = weightOf(line);
    if (weight > best.weight) best = { line, weight };
    SIGN.lastIndex = end;
  }
  if (best.weight === 0) {
    const last = withoutTime(text.trimEnd().split("\n").at(-1) ?? "").slice(0, MAX_LINE);
    const kind = last === "" ? "empty" : "lastLine";
    return { fingerprint: `${kind} ${fingerprintOf(last)}`, line: last, errorCode: null, kind };
  }
  const { errorCode } = parseLogLine(best.line);
  const line = withoutTime(best.line);
  return { fingerprint: `${errorCode ?? ""} ${fingerprintOf(line)}`, line, errorCode, kind: "error" };
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end < 0 ? text.length : end;
}

/** A time in brackets or not, the memory in use behind it, and the bar that closes both. */
const TIME =
  /^\s*(?:\[[^\]\n]{0,40}\d{1,2}:\d{2}[^\]\n]{0,20}\]|\d{4}[-/]\w{2,3}[-/]\d{2}(?:[ T|]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?)?|\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d+)?\b|\d+(?:\.\d+)?\s?[KMG]i?B?\b|\|)\s*/i;

function withoutTime(line: string): string {
  let rest = line.trim();
  for (let part = TIME.exec(rest); part !== null; part = TIME.exec(rest)) rest = rest.slice(part[0].length);
  return rest;
}

/** What differs from frame to frame, in this order: a path may contain numbers. */
const replacements: readonly (readonly [RegExp, string])[] = [
  [/\b[a-z][a-z+.-]+:\/\/[^\s"'<>]+/gi, "<path>"],
  // In quotes a path may contain spaces.
  [/(?<!\w)(["'“‘`])[^"'“”‘’`\n]*[\\/][^"'“”‘’`\n]*["'”’`]/g, "<path>"],
  [/(?<!\w)[a-z]:[\\/][^\s"'<>|*?,;()]*(?: [^\s"'<>|*?,;()]*[\\/][^\s"'<>|*?,;()]*)*/gi, "<path>"],
  [/(?<![\w.])(?:\\\\|\/)[^\s"'|*?,;:()[\]]+/g, "<path>"],
  [/(?<![\w<])[\w.-]+(?:[\\/][\w.<>#-]+)+\.\w{2,6}\b/g, "<path>"],
  [
    /[\w<>.#-]+\.(?:abc|ass|bgeo|bmp|c4d|dds|dll|exr|fbx|gif|hdr|hip|ies|jpe?g|ma|max|mb|mtl|obj|png|proj|ptex|py|rs|rstexbin|sc|so|tga|tiff?|tx|usd[acz]?|vdb|vrmesh|vrmap|vrscene|xml|blend|rsmap)\b/gi,
    "<path>",
  ],
  [/["'“‘`]<path>["'”’`]/g, "<path>"],
  [/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi, "#"],
  [/\b0x[0-9a-f]+\b/gi, "#"],
  [/\b(?=[a-f]*\d)[0-9a-f]{8,}\b/gi, "#"],
  // Also addresses and times.
  [/\d+(?:[.,:/-]\d+)*/g, "#"],
  [/\s+/g, " "],
];

/** A line without numbers, paths, ids, addresses and times, in lower case. */
export const fingerprintOf = (line: string): string =>
  replacements
    .reduce((text, [pattern, by]) => text.replace(pattern, by), line)
    .trim()
    .toLowerCase();
