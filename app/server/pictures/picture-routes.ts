/**
 * GET /api/frames/<id>/pictures and /api/frames/<id>/pictures/<index>: which pictures a done frame has, and one of them. A browser
 * names a frame and a number, never a path. `v` is the end of the frame's run: with another run it is another address, so that
 * a picture never changes at its address.
 */
import type { Context, Hono } from "hono";
import { type PicturesAnswer, passesOf } from "../../protocol/frames/frame-pictures";
import { Problem } from "../../proxy/http/problem";
import type { RouteEnv } from "../../proxy/http/request-listener";
import type { ResponseHeaders } from "../../proxy/http/response-headers";
import type { FramePictures, FrameVersion } from "./frame-pictures";
import type { CachedPicture } from "./picture-cache";
import { PictureError } from "./picture-error";

const FRAME_PATH = "/api/frames/:frame{[1-9]\\d{0,14}}/pictures";
const CACHING = "private, max-age=31536000, immutable";

/** Whether If-None-Match names the tag; the weak form counts too (RFC 9110 section 13.1.2). */
const matches = (header: string | undefined, etag: string) =>
  header !== undefined &&
  (header.trim() === "*" || header.split(",").some((tag) => tag.trim().replace(/^W\//, "") === etag));

function frameOf(c: Context<RouteEnv>): FrameVersion {
  const version = c.req.query("v") ?? "0";
  if (!/^\d{1,16}$/.test(version)) throw new Problem("invalid-request", { detail: "v must be a moment in epoch ms." });
  return { id: Number(c.req.param("frame")), version };
}

/** A failure as a Problem with its reason. */
const toProblem = (error: unknown): unknown =>
  error instanceof PictureError ? new Problem("no-picture", { detail: error.message, reason: error.failure }) : error;

/** Adds the routes. */
export function addPictureRoutes(
  app: Hono<RouteEnv>,
  pictures: FramePictures,
  headers: Pick<ResponseHeaders, "json" | "asset">,
): void {
  const send = (c: Context<RouteEnv>, { bytes, type, etag }: CachedPicture) => {
    const fields = { ...headers.asset, "cache-control": CACHING, etag };
    if (matches(c.req.header("if-none-match"), etag)) return new Response(null, { status: 304, headers: fields });
    return new Response(bytes, { headers: { ...fields, "content-type": type } });
  };

  const list = (paths: readonly string[]) => {
    const answer: PicturesAnswer = {
      pictures: passesOf(paths).map((pass, index) => ({ index, pass })),
      refusal: pictures.refusal(),
    };
    return new Response(JSON.stringify(answer), { headers: headers.json });
  };

  app.get(FRAME_PATH, async (c) => {
    const frame = frameOf(c);
    try {
      return list(await pictures.paths(frame, c.req.raw.signal));
    } catch (error) {
      if (pictures.refusal() !== null) return list([]);
      throw toProblem(error);
    }
  });

  app.get(`${FRAME_PATH}/:index{\\d{1,2}}`, async (c) => {
    const frame = frameOf(c);
    const index = Number(c.req.param("index"));
    const hot = pictures.inMemory(frame, index);
    if (hot) return send(c, hot);
    try {
      return send(c, await pictures.picture(frame, index, c.req.raw.signal));
    } catch (error) {
      throw toProblem(error);
    }
  });
}
