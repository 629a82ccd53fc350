/**
 * Handles the page's operations: POST /api/render/<group>/<operation>. It uses Node's request and response directly: the web
 * Request and Response cost as much as checking and signing together (decision 015).
 */

import type { IncomingMessage, ServerResponse } from "node:http";
import { REQUEST_ID_HEADER } from "../../protocol/wire/request-id-header";
import type { ByteBudget } from "../byte-budget";
import type { Config } from "../config";
import type { RateLimits } from "../limits/rate-limits";
import type { Forwarder } from "../upstream/forwarder";
import type { RelayedResponse } from "../upstream/parse-reply";
import { createSharedCompression, type Encoding, encodingHeaders, pickEncoding } from "./compress";
import { checkHost, checkRequest, parseRequestBody } from "./guard";
import { languageOf } from "./language";
import { Problem, toProblem } from "./problem";
import { headerOf } from "./request-header";
import { problemBody, requestIdOf } from "./request-id";
import { personOf } from "./request-person";
import { type HeaderList, headerList, type ResponseHeaders } from "./response-headers";
import type { AccessLog } from "./server-log";
import type { OperationUnderWay, UnderWay } from "./under-way";
import type { ViewerFilter } from "./viewer-filter";
import { isWrite, resultOfCode, resultOfProblem, type WriteReport } from "./write-report";
import { writeTargets } from "./write-targets";

/** Every path below is an operation or a 404. */
export const OPERATIONS_PATH = "/api/render/";

export type OperationHandlerOptions = {
  readonly config: Pick<Config, "publicOrigins">;
  readonly forwarder: Pick<Forwarder, "dialect" | "forward">;
  readonly viewerFilter: Pick<ViewerFilter, "filterResponse">;
  readonly headers: ResponseHeaders;
  readonly underWay: UnderWay;
  readonly rateLimits: RateLimits;
  readonly budget: Pick<ByteBudget, "holdUntilSent" | "take" | "give">;
  readonly log: AccessLog;
  /** Told of every write and of what became of it, also of those that were refused here. The answer is sent when it resolves. */
  readonly onWrite?: ((report: WriteReport) => Promise<void>) | undefined;
};

/** An answer of the farm as it is sent: text, or its bytes in the coding of the client. */
type EncodedResponse = {
  readonly code: number;
  readonly encoding: Encoding;
  readonly body: string | Buffer;
};

/** How far a request came. */
type Progress = { entry?: OperationUnderWay; body: object | null };

/** Of the answer to a client: the milliseconds that the farm took, with the wait for a connection to it. */
type TimedResponse = EncodedResponse & { readonly farmMs: number };

/** How long the farm took and how long this server, for the browser's network view. */
const serverTiming = (farmMs: number, allMs: number) =>
  `farm;dur=${farmMs.toFixed(1)}, own;dur=${Math.max(0, allMs - farmMs).toFixed(1)}`;

/** The body as UTF-8, whose length was checked before. Rejects with "client-gone" if the client disconnects too early. */
const readBody = (incoming: IncomingMessage, entry: OperationUnderWay): Promise<string> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    entry.refuse = reject;
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.once("end", () => {
      delete entry.refuse;
      resolve(Buffer.concat(chunks).toString("utf8"));
    });
    incoming.once("close", () => {
      if (!incoming.complete) reject(new Problem("client-gone"));
    });
    // "close" follows and rejects; without a listener the error would end the process.
    incoming.on("error", () => undefined);
  });

/** Answers one operation and logs it. Never throws. */
export function createOperationHandler(options: OperationHandlerOptions) {
  const { config, forwarder, viewerFilter, headers, underWay, rateLimits, budget, log, onWrite } = options;
  const { dialect } = forwarder;
  const compressOnce = createSharedCompression();
  const jsonHeaders = {
    br: headerList({ ...headers.json, ...encodingHeaders("br") }),
    gzip: headerList({ ...headers.json, ...encodingHeaders("gzip") }),
    identity: headerList({ ...headers.json, ...encodingHeaders("identity") }),
  } as const satisfies Record<Encoding, HeaderList>;

  /** Until it is compressed the text counts as memory in use; when there is no room for it, it is sent as it is. */
  const encode = async (response: RelayedResponse, acceptEncoding: string): Promise<EncodedResponse> => {
    const { code, body } = response;
    const encoding = pickEncoding(acceptEncoding, body.length);
    if (encoding === "identity" || !budget.take(body.length)) return { code, encoding: "identity", body };
    try {
      return { code, encoding, body: await compressOnce(response, encoding) };
    } finally {
      budget.give(body.length);
    }
  };

  const forward = async (
    path: string,
    incoming: IncomingMessage,
    outgoing: ServerResponse,
    progress: Progress,
  ): Promise<TimedResponse> => {
    const header = headerOf(incoming);
    checkHost(incoming, config.publicOrigins);
    if (incoming.method !== "POST") throw new Problem("method-not-allowed");
    const person = personOf(incoming);
    const operation = checkRequest(path, header, config.publicOrigins, person, dialect);
    const entry = underWay.enter(operation, incoming, outgoing);
    progress.entry = entry;
    const bodyText = await readBody(incoming, entry);
    await rateLimits.check(entry.kind, incoming);
    const body = parseRequestBody(operation, bodyText);
    progress.body = body;
    if (entry.kind === "write") entry.targets = writeTargets(body);
    const sentMs = performance.now();
    const response = await forwarder.forward(operation, body, {
      client: incoming.socket,
      language: languageOf(header),
    });
    const farmMs = performance.now() - sentMs;
    const visible =
      person.role === "viewer"
        ? { code: response.code, body: await viewerFilter.filterResponse(operation, response) }
        : response;
    return { farmMs, ...(await encode(visible, header("accept-encoding") ?? "")) };
  };

  const send = (
    outgoing: ServerResponse,
    { status, fields, requestId }: { readonly status: number; readonly fields: HeaderList; readonly requestId: string },
    body: string | Buffer,
  ) => {
    // Node writes a text slower than its bytes, and keeps a text that a client does not take at once twice.
    const content = typeof body === "string" ? Buffer.from(body) : body;
    outgoing.writeHead(status, [...fields, REQUEST_ID_HEADER, requestId, "content-length", String(content.length)]);
    outgoing.end(content);
    budget.holdUntilSent(outgoing, content.length);
  };

  return async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const startedMs = performance.now();
    const requestId = requestIdOf(incoming);
    const [path = ""] = (incoming.url ?? "").split("?", 1);
    // The log never repeats a name that a client invented.
    const operation = dialect.operationAt(path) ?? "unknown";
    const entry = (status: number) => ({
      requestId,
      operation,
      status,
      ms: Math.round(performance.now() - startedMs),
    });
    const progress: Progress = { body: null };
    const report = async (result: Omit<WriteReport, "incoming" | "operation" | "body">) => {
      if (isWrite(operation)) await onWrite?.({ incoming, operation, body: progress.body, ...result });
    };
    try {
      const { code, encoding, body, farmMs } = await forward(path, incoming, outgoing, progress);
      log({ ...entry(200), code });
      await report({ ...resultOfCode(code), problem: null });
      const timing = serverTiming(farmMs, performance.now() - startedMs);
      send(outgoing, { status: 200, fields: [...jsonHeaders[encoding], "server-timing", timing], requestId }, body);
    } catch (error) {
      // An internal error may come after the request was sent, so a write may have been done.
      const problem = toProblem(error, isWrite(operation) ? "unknown" : "not-sent");
      const detail = error instanceof Problem ? problem.members.detail : String(error);
      log({ ...entry(problem.status), problem: problem.problem, ...(detail ? { detail } : {}) });
      await report({ ...resultOfProblem(problem), problem: problem.problem });
      const { status } = problem;
      send(
        outgoing,
        { status, fields: headerList(headers.problem(problem)), requestId },
        problemBody(problem, requestId),
      );
    } finally {
      // A stop waits for the entry of the audit and for the answer.
      if (progress.entry) underWay.leave(progress.entry);
    }
  };
}
