/**
 * The operations of the farm as the page calls them: POST /api/render/<group>/<operation>. Node's own request and response
 * are used as they are: the web's Request and Response around them cost as much as checking and signing together
 * (decision 015).
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import { endpoints, type Role } from "../../protocol/endpoints";
import type { Config } from "../config";
import { languageOf } from "../upstream/dialect";
import type { Forwarder, RelayedResponse } from "../upstream/forwarder";
import type { AccessLog } from "./access-log";
import { checkHost, checkRequest, parseRequestBody } from "./guard";
import { asProblem, Problem } from "./problem";
import { type HeaderList, headerList, type ResponseHeaders } from "./response-headers";

/** Every path below is an operation, or none. */
export const OPERATIONS_PATH = "/api/render/";

export type OperationHandlerOptions = {
  readonly config: Pick<Config, "publicOrigins" | "readOnly">;
  readonly forwarder: Forwarder;
  readonly headers: ResponseHeaders;
  readonly log: AccessLog;
};

/** One header of a request; undefined when it is missing or was sent more than once where that has a meaning. */
export const headerOf = (incoming: IncomingMessage) => (name: string) => {
  const value = incoming.headers[name];
  return typeof value === "string" ? value : undefined;
};

/** The body as UTF-8; rejects when the client goes away in the middle of it. Its length was checked before. */
const readText = (incoming: IncomingMessage): Promise<string> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.once("end", () => {
      const [only] = chunks;
      resolve((only && chunks.length === 1 ? only : Buffer.concat(chunks)).toString("utf8"));
    });
    incoming.once("close", () => {
      if (!incoming.complete) reject(new Problem("client-gone"));
    });
    // Said before "close", which settles it.
    incoming.on("error", () => undefined);
  });

const send = (outgoing: ServerResponse, status: number, headers: HeaderList, body: string) =>
  outgoing.writeHead(status, [...headers, "content-length", String(Buffer.byteLength(body))]).end(body);

/** Answers one operation and logs it; never throws. */
export function createOperationHandler({ config, forwarder, headers, log }: OperationHandlerOptions) {
  const { dialect } = forwarder;
  const dataHeaders = headerList(headers.json);
  const role: Role = config.readOnly ? "viewer" : "manager";

  const ask = async (path: string, incoming: IncomingMessage, outgoing: ServerResponse): Promise<RelayedResponse> => {
    const header = headerOf(incoming);
    checkHost(header("host"), config.publicOrigins);
    if (incoming.method !== "POST") throw new Problem("method-not-allowed");
    const operation = checkRequest(path, header, config.publicOrigins, role, dialect);
    const request = parseRequestBody(operation, await readText(incoming));
    return forwarder.forward(operation, request, { client: outgoing, language: languageOf(header) });
  };

  return async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const startedMs = performance.now();
    const [path = ""] = (incoming.url ?? "").split("?", 1);
    // A name that is not ours is not repeated in the log.
    const operation = dialect.operationAt(path) ?? "unknown";
    const entry = (status: number) => ({ operation, status, ms: Math.round(performance.now() - startedMs) });
    try {
      const { code, body } = await ask(path, incoming, outgoing);
      log({ ...entry(200), code });
      send(outgoing, 200, dataHeaders, body);
    } catch (error) {
      const writes = operation !== "unknown" && endpoints[operation].kind === "write";
      const problem = asProblem(error, writes ? "unknown" : "not-sent");
      const detail = error instanceof Problem ? problem.members.detail : String(error);
      log({ ...entry(problem.status), problem: problem.problem, ...(detail ? { detail } : {}) });
      send(outgoing, problem.status, headerList(headers.problem(problem.problem)), JSON.stringify(problem));
    }
  };
}
