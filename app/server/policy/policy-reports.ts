/**
 * POST /api/csp-report: browsers tell what the content security policy refused. Anybody may send it, so a report is bounded, only few
 * members of it are logged, and only a few reports in a minute.
 */
import type { IncomingMessage } from "node:http";
import * as z from "zod";
import { safeJsonParse } from "../../protocol/wire/safe-json-parse";
import { checkHost } from "../../proxy/http/guard";
import { Problem, toProblem } from "../../proxy/http/problem";
import type { RequestListener } from "../../proxy/http/request-listener";
import { REPORTS_PATH, type ResponseHeaders } from "../../proxy/http/response-headers";
import { sendText } from "../../proxy/http/send-text";
import type { ServerLog } from "../../proxy/http/server-log";

const MAX_BYTES = 8192;
const MAX_TEXT = 200;
const PER_MINUTE = 10;
const MINUTE_MS = 60_000;

const text = z.string().catch("");
/** The older form of one report, and the newer list of them. */
const olderForm = z.object({
  "csp-report": z.object({
    "effective-directive": text,
    "violated-directive": text,
    "blocked-uri": text,
    "document-uri": text,
  }),
});
const newerForm = z.array(
  z.object({
    type: z.literal("csp-violation"),
    body: z.object({ effectiveDirective: text, blockedURL: text, documentURL: text }),
  }),
);

export type PolicyReport = { readonly directive: string; readonly blocked: string; readonly page: string };

/** One line of printable characters. */
const plain = (value: string) => value.replace(/[^\x20-\x7e]/g, "?").slice(0, MAX_TEXT);

/** Without search parameters, which may name people or tasks. */
const withoutSearch = (url: string) => plain(url.split(/[?#]/, 1)[0] ?? "");

/** What a body reports; empty: it is no report. */
export function parseReports(body: string): PolicyReport[] {
  const json = safeJsonParse(body);
  const older = olderForm.safeParse(json);
  if (older.success) {
    const report = older.data["csp-report"];
    const directive = report["effective-directive"] || report["violated-directive"];
    return [
      {
        directive: plain(directive),
        blocked: withoutSearch(report["blocked-uri"]),
        page: withoutSearch(report["document-uri"]),
      },
    ];
  }
  const newer = newerForm.safeParse(json);
  if (!newer.success) return [];
  return newer.data.map(({ body: { effectiveDirective, blockedURL, documentURL } }) => ({
    directive: plain(effectiveDirective),
    blocked: withoutSearch(blockedURL),
    page: withoutSearch(documentURL),
  }));
}

async function readText(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of incoming) {
    bytes += chunk.length;
    if (bytes > MAX_BYTES) throw new Problem("body-too-large", { detail: `At most ${MAX_BYTES} bytes` });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

export type ReportsOptions = {
  readonly publicOrigins: readonly string[];
  readonly headers: ResponseHeaders;
  readonly log: Pick<ServerLog, "warn">;
  readonly now?: () => number;
};

/** `listener` with the route of the reports. A report beyond the bound of a minute is answered and not logged. */
export function withReports(
  listener: RequestListener,
  { publicOrigins, headers, log, now = Date.now }: ReportsOptions,
): RequestListener {
  let windowMs = Number.NEGATIVE_INFINITY;
  let logged = 0;

  const take = async (incoming: IncomingMessage) => {
    checkHost(incoming, publicOrigins);
    if (incoming.method !== "POST") throw new Problem("method-not-allowed");
    const reports = parseReports(await readText(incoming));
    if (reports.length === 0) throw new Problem("invalid-json");
    if (now() - windowMs >= MINUTE_MS) {
      windowMs = now();
      logged = 0;
    }
    for (const report of reports) {
      logged += 1;
      if (logged <= PER_MINUTE) log.warn({ event: "csp-report", ...report });
    }
  };

  return (incoming, outgoing) => {
    if (incoming.url?.split("?", 1)[0] !== REPORTS_PATH) return listener(incoming, outgoing);
    take(incoming).then(
      () => sendText(outgoing, 204, headers.json, ""),
      (error: unknown) => {
        // The rest of a body that is too large is not read.
        outgoing.shouldKeepAlive = false;
        const problem = toProblem(error);
        sendText(outgoing, problem.status, headers.problem(problem), JSON.stringify(problem));
      },
    );
  };
}
