/**
 * Handles the page's operations: POST /api/render/<group>/<operation>. It uses Node's request and response directly: the web
 * Request and Response cost as much as checking and signing together (decision 015).
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import { endpoints, type Role } from "../../protocol/endpoints";
import type { Config } from "../config";
import type { Forwarder } from "../upstream/forwarder";
import type { RelayedResponse } from "../upstream/parse-reply";
import type { AccessLog } from "./access-log";
import { checkHost, checkRequest, parseRequestBody } from "./guard";
import { languageOf } from "./language";
import { Problem, toProblem } from "./problem";
import { type HeaderList, headerList, type ResponseHeaders } from "./response-headers";

/** Every path below is an operation or a 404. */
export const OPERATIONS_PATH = "/api/render/";

export type OperationHandlerOptions = {
  readonly config: Pick<Config, "publicOrigins" | "readOnly">;
  readonly forwarder: Pick<Forwarder, "dialect" | "forward">;
  readonly headers: ResponseHeaders;
  readonly log: AccessLog;
};

/** Returns a header of a request; undefined if it is missing or Node gives it as a list. */
export const headerOf = (incoming: IncomingMessage) => (name: string) => {
  const value = incoming.headers[name];
  return typeof value === "string" ? value : undefined;
};

/** The body as UTF-8, whose length was checked before. Rejects with "client-gone" if the client disconnects too early. */
const readBody = (incoming: IncomingMessage): Promise<string> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.once("end", () => resolve(Buffer.concat(chunks).toString("utf8")));
    incoming.once("close", () => {
      if (!incoming.complete) reject(new Problem("client-gone"));
    });
    // "close" follows and rejects; without a listener the error would end the process.
    incoming.on("error", () => undefined);
  });

const send = (outgoing: ServerResponse, status: number, headers: HeaderList, body: string) =>
  outgoing.writeHead(status, [...headers, "content-length", String(Buffer.byteLength(body))]).end(body);

/** Answers one operation and logs it. Never throws. */
export function createOperationHandler({ config, forwarder, headers, log }: OperationHandlerOptions) {
  const { dialect } = forwarder;
  const jsonHeaders = headerList(headers.json);
  const role: Role = config.readOnly ? "viewer" : "manager";

  const forward = async (
    path: string,
    incoming: IncomingMessage,
    outgoing: ServerResponse,
  ): Promise<RelayedResponse> => {
    const header = headerOf(incoming);
    checkHost(header("host"), config.publicOrigins);
    if (incoming.method !== "POST") throw new Problem("method-not-allowed");
    const operation = checkRequest(path, header, config.publicOrigins, role, dialect);
    const body = parseRequestBody(operation, await readBody(incoming));
    return forwarder.forward(operation, body, { client: outgoing, language: languageOf(header) });
  };

  return async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const startedMs = performance.now();
    const [path = ""] = (incoming.url ?? "").split("?", 1);
    // The log never repeats a name that a client invented.
    const operation = dialect.operationAt(path) ?? "unknown";
    const entry = (status: number) => ({ operation, status, ms: Math.round(performance.now() - startedMs) });
    try {
      const { code, body } = await forward(path, incoming, outgoing);
      log({ ...entry(200), code });
      send(outgoing, 200, jsonHeaders, body);
    } catch (error) {
      const isWrite = operation !== "unknown" && endpoints[operation].kind === "write";
      // An internal error may come after the request was sent, so a write may have been done.
      const problem = toProblem(error, isWrite ? "unknown" : "not-sent");
      const detail = error instanceof Problem ? problem.members.detail : String(error);
      log({ ...entry(problem.status), problem: problem.problem, ...(detail ? { detail } : {}) });
      send(outgoing, problem.status, headerList(headers.problem(problem.problem)), JSON.stringify(problem));
    }
  };
}
