/** A JSON answer of a route, compressed for what the client accepts. */
import type { Context } from "hono";
import { compress, encodingHeaders, pickEncoding } from "./compress";
import type { RouteEnv } from "./request-listener";
import type { ResponseHeaders } from "./response-headers";

export async function compressedJson(
  c: Context<RouteEnv>,
  answer: object,
  headers: Pick<ResponseHeaders, "json">,
): Promise<Response> {
  const text = JSON.stringify(answer);
  const encoding = pickEncoding(c.req.header("accept-encoding") ?? "", text.length);
  return new Response(new Uint8Array(await compress(text, encoding)), {
    headers: { ...headers.json, ...encodingHeaders(encoding) },
  });
}
