/**
 * Fetches picture files from the farm by plain GET, without anything that identifies the account. Size and time are bounded,
 * redirects are not followed, and the file is checked by its content.
 */
import { Pool } from "undici";
import { PictureError } from "./picture-error";
import { addressPath } from "./picture-path";
import { type PictureType, pictureType } from "./picture-type";

export const MAX_BYTES = 10 * 1024 * 1024;
const TIMEOUT_MS = 15_000;
/** To the server of the pictures. */
export const FETCHES_AT_ONCE = 6;

export type PictureFile = { readonly bytes: Buffer<ArrayBuffer>; readonly type: PictureType };

export type PictureFetcher = {
  /** Throws PictureError. */
  readonly fetch: (path: string) => Promise<PictureFile>;
  readonly close: () => Promise<void>;
};

function failureOfStatus(status: number): PictureError {
  if (status === 404 || status === 410) return new PictureError("missing", "The farm has no file at the path it named");
  if (status === 401 || status === 403) return new PictureError("refused", `The farm's pictures answered ${status}`);
  if (status >= 300 && status < 400)
    return new PictureError("redirected", `The farm's pictures redirect elsewhere (${status})`);
  return new PictureError("unreachable", `The farm's pictures answered ${status}`);
}

const isTimeout = (error: unknown) => error instanceof Error && /Timeout/.test(error.name);

/** Fetches below the address `base`. */
export function createPictureFetcher(base: string, timeoutMs = TIMEOUT_MS): PictureFetcher {
  const { origin, pathname } = new URL(base);
  const basePath = pathname.replace(/\/+$/, "");
  const pool = new Pool(origin, { connections: FETCHES_AT_ONCE, connect: { timeout: timeoutMs } });

  async function receive(path: string): Promise<Buffer<ArrayBuffer>> {
    const { statusCode, headers, body } = await pool.request({
      method: "GET",
      path,
      headers: { accept: "image/jpeg, image/png, image/webp, image/gif" },
      signal: AbortSignal.timeout(timeoutMs),
    });
    // Ends the connection, whatever comes yet: its errors are of no interest.
    const discard = () => {
      body.on("error", () => undefined);
      body.destroy();
    };
    if (statusCode !== 200) {
      discard();
      throw failureOfStatus(statusCode);
    }
    const tooLarge = () => new PictureError("too-large", `The file has more than ${MAX_BYTES / 1024 / 1024} MB`);
    if (Number(headers["content-length"] ?? 0) > MAX_BYTES) {
      discard();
      throw tooLarge();
    }
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of body) {
      const part = Buffer.from(chunk);
      size += part.length;
      if (size > MAX_BYTES) throw tooLarge();
      chunks.push(part);
    }
    return Buffer.concat(chunks);
  }

  return {
    async fetch(path) {
      const address = addressPath(basePath, path);
      try {
        const bytes = await receive(address);
        return { bytes, type: pictureType(bytes) };
      } catch (error) {
        if (error instanceof PictureError) throw error;
        throw isTimeout(error)
          ? new PictureError("timeout", `The farm's pictures did not answer in ${timeoutMs / 1000} s`)
          : new PictureError("unreachable", "The farm's pictures cannot be reached");
      }
    },
    close: () => pool.destroy(),
  };
}
