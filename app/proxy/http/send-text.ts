/** Answers with a short text, without the routes. */
import type { ServerResponse } from "node:http";

/** Sends the whole answer; to a HEAD request its headers. */
export function sendText(
  outgoing: ServerResponse,
  status: number,
  fields: Readonly<Record<string, string>>,
  body: string,
): void {
  outgoing.writeHead(status, { ...fields, "content-length": Buffer.byteLength(body) });
  outgoing.end(outgoing.req.method === "HEAD" ? "" : body);
}
