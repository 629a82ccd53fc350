/** Compresses a response body for what the client accepts. */

import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { acceptsEncoding } from "./accept-encoding";

export type Encoding = "br" | "gzip" | "identity";

/** A smaller body gains nothing. */
const MIN_BYTES = 1024;
/** Half the time of the default for JSON, at a tenth more bytes. */
const BROTLI_QUALITY = 5;

const brotli = promisify(brotliCompress);
const gzipAsync = promisify(gzip);

/** The best coding that the client accepts. */
export function pickEncoding(acceptEncoding: string, bytes: number): Encoding {
  if (bytes < MIN_BYTES) return "identity";
  if (acceptsEncoding(acceptEncoding, "br")) return "br";
  return acceptsEncoding(acceptEncoding, "gzip") ? "gzip" : "identity";
}

export async function compress(body: string, encoding: Encoding): Promise<Buffer> {
  const bytes = Buffer.from(body);
  if (encoding === "br") {
    return brotli(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
        [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    });
  }
  return encoding === "gzip" ? gzipAsync(bytes) : bytes;
}

/** Compresses the body of an answer once for each encoding, however many clients share the answer. */
export function createSharedCompression() {
  const answers = new WeakMap<object, Map<Encoding, Promise<Buffer>>>();
  return (answer: { readonly body: string }, encoding: Encoding): Promise<Buffer> => {
    const bodies = answers.get(answer) ?? new Map<Encoding, Promise<Buffer>>();
    answers.set(answer, bodies);
    const body = bodies.get(encoding) ?? compress(answer.body, encoding);
    bodies.set(encoding, body);
    return body;
  };
}

/** The headers of a body that was compressed so. */
export const encodingHeaders = (encoding: Encoding): Readonly<Record<string, string>> => ({
  vary: "accept-encoding",
  ...(encoding === "identity" ? {} : { "content-encoding": encoding }),
});
