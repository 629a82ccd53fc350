/** Sends a request with node:http: host, path and headers are sent exactly as given, the body is returned as received. */
import { type IncomingHttpHeaders, type IncomingMessage, request } from "node:http";
import { text } from "node:stream/consumers";

export type RawRequest = {
  readonly path: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly body?: string;
};
export type RawReply = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly text: string };

export async function rawRequest(origin: string, { path, method, headers, body }: RawRequest): Promise<RawReply> {
  const { hostname, port } = new URL(origin);
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request({ hostname, port, path, ...(method ? { method } : {}), headers: { ...headers } })
      .on("response", resolve)
      .on("error", reject)
      .end(body);
  });
  return { status: response.statusCode ?? 0, headers: response.headers, text: await text(response) };
}
