/** Node's HTTP server with our time limits, and with our headers on the responses that Node would send itself. */
import { createServer, type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from "node:http";
import { Socket } from "node:net";
import { Problem, type ProblemName } from "./problem";
import { newRequestId, problemBody, requestIdHeader, requestIdOf } from "./request-id";
import type { RequestListener } from "./request-listener";
import { headerList, type ResponseHeaders } from "./response-headers";

export type ServerTimes = {
  /** For the headers of a request, ms. */
  readonly headersTimeout: number;
  /** For a whole request with its body, ms. */
  readonly requestTimeout: number;
  /** How often Node checks the two above, ms; a request lasts at most this much longer. */
  readonly connectionsCheckingInterval: number;
  /** Balancers keep unused connections for 60 to 75 s; the server must not close one while they send a request on it. */
  readonly keepAliveTimeout: number;
};

/** A whole request takes at most 30 s. */
export const serverTimes: ServerTimes = {
  headersTimeout: 15_000,
  requestTimeout: 25_000,
  connectionsCheckingInterval: 5000,
  keepAliveTimeout: 90_000,
};

/** Codes of Node's parser; every other error is a malformed request. */
const parserProblems: ReadonlyMap<string | undefined, ProblemName> = new Map([
  ["ERR_HTTP_REQUEST_TIMEOUT", "request-timeout"],
  ["HPE_HEADER_OVERFLOW", "headers-too-large"],
  ["HPE_CHUNK_EXTENSIONS_OVERFLOW", "body-too-large"],
]);

/** A problem as the bytes of an HTTP response that ends the connection. */
function responseText(problem: Problem, headers: ResponseHeaders): string {
  const requestId = newRequestId();
  const body = problemBody(problem, requestId);
  const fields = {
    ...headers.problem(problem),
    ...requestIdHeader(requestId),
    connection: "close",
    "content-length": String(body.length),
  };
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}\r\n${lines.join("")}\r\n${body}`;
}

/** Creates the server; `listen` starts it. */
export function createHttpServer(
  requestListener: RequestListener,
  headers: ResponseHeaders,
  times: ServerTimes = serverTimes,
): Server {
  // A request without Host is refused by the listener, since Node's own refusal has no headers.
  const server = createServer({ ...times, requireHostHeader: false }, requestListener);
  /** The latest response of each connection. */
  const latest = new WeakMap<Socket, ServerResponse>();
  server.on("request", ({ socket }, outgoing) => latest.set(socket, outgoing));

  server.on("checkExpectation", (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const problem = new Problem("expectation-failed");
    const requestId = requestIdOf(incoming);
    const body = problemBody(problem, requestId);
    outgoing.writeHead(problem.status, [
      ...headerList({ ...headers.problem(problem), ...requestIdHeader(requestId) }),
      "content-length",
      String(body.length),
    ]);
    outgoing.end(body);
  });

  server.on("clientError", (error: NodeJS.ErrnoException, stream) => {
    if (!(stream instanceof Socket)) return void stream.destroy();
    const socket = stream;
    const outgoing = latest.get(socket);
    // Inside another response, or behind one that waits for the farm, the text would be taken for a part of it.
    const isFree = !outgoing || outgoing.writableFinished || (outgoing.socket === socket && !outgoing.headersSent);
    if (!socket.writable || error.code === "ECONNRESET" || !isFree) return void socket.destroy();
    socket.write(responseText(new Problem(parserProblems.get(error.code) ?? "bad-request"), headers));
    return socket.destroySoon();
  });
  return server;
}
