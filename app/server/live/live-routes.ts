/**
 * GET /api/live/tasks and GET /api/live/tasks/parts/<key>: what the task list is, and what changed in it. An answer is
 * compressed once and shared by all who ask the same at the same revision.
 */
import type { Context, Hono } from "hono";
import { compress, type Encoding, encodingHeaders, pickEncoding } from "../../proxy/http/compress";
import { Problem } from "../../proxy/http/problem";
import type { RouteEnv } from "../../proxy/http/request-listener";
import type { ResponseHeaders } from "../../proxy/http/response-headers";
import type { HiddenAmountsOf } from "../../proxy/http/viewer-filter";
import type { LiveTasks } from "./live-tasks";

export const LIVE_PATH = "/api/live/tasks";

/**
 * The pages that show the task list at once: their first request can go beside their scripts. Its address is relative to the page,
 * which may be below the path of an account.
 */
export const livePreloads: ReadonlyMap<string, string> = new Map(
  ["/", "/tasks", "/monitor"].map((page) => [page, LIVE_PATH.slice(1)]),
);

/** Compressed answers in memory: viewers at a few different revisions, and the parts of a list. */
const MAX_SHARED = 64;

/** Adds the routes. `fresh=1` waits until the farm was read after the request. */
export function addLiveRoutes(
  app: Hono<RouteEnv>,
  live: LiveTasks,
  {
    headers,
    hiddenAmounts,
  }: { readonly headers: Pick<ResponseHeaders, "json">; readonly hiddenAmounts: HiddenAmountsOf },
): void {
  const shared = createSharedBodies();

  const send = async (c: Context<RouteEnv>, text: string, caching: string) => {
    const encoding = pickEncoding(c.req.header("accept-encoding") ?? "", text.length);
    const body = await shared(text, encoding);
    return new Response(new Uint8Array(body), {
      headers: { ...headers.json, "cache-control": caching, ...encodingHeaders(encoding) },
    });
  };

  app.get(LIVE_PATH, async (c) => {
    const { run, since = "", fresh, team } = c.req.query();
    live.noteViewer();
    if (fresh === "1") await live.refresh();
    const { charges } = await hiddenAmounts(c.env.incoming);
    const from = /^\d+$/.test(since) ? Number(since) : Number.NaN;
    return send(c, await live.answer(run, from, charges, team), "no-store");
  });

  app.get(`${LIVE_PATH}/parts/:key{\\d+-\\d+}`, async (c) => {
    const { run, v = "" } = c.req.query();
    const { charges } = await hiddenAmounts(c.env.incoming);
    const text = await live.part(run, c.req.param("key"), Number.parseInt(v, 10), charges);
    if (text === undefined) throw new Problem("not-found");
    // The address holds the part's version and whether it has charges: with a change it is another address.
    return send(c, text, "private, max-age=31536000, immutable");
  });
}

/** Compresses each body once while it is among the last ones. */
function createSharedBodies() {
  const bodies = new Map<string, Promise<Buffer>>();
  return (text: string, encoding: Encoding): Promise<Buffer> => {
    const key = `${encoding} ${text}`;
    const current = bodies.get(key);
    if (current) return current;
    const body = compress(text, encoding);
    bodies.set(key, body);
    for (const oldest of bodies.keys()) {
      if (bodies.size <= MAX_SHARED) break;
      bodies.delete(oldest);
    }
    return body;
  };
}
