/** GET /api/connection: the last connection test of the account; with `?repeat=1` a new one. */
import type { Hono } from "hono";
import type { ConnectionReport } from "../../protocol/connection";
import { isLocal } from "../../proxy/http/client-address";
import type { RouteEnv } from "../../proxy/http/request-listener";
import { personOf } from "../../proxy/http/request-person";
import type { ResponseHeaders } from "../../proxy/http/response-headers";
import type { ConnectionTest } from "./connection-test";

export const CONNECTION_PATH = "/api/connection";

/** What a client may know: viewers no account, and other machines neither the farm's address nor the id (as with /healthz). */
export function visibleReport(
  { result, tried, ...rest }: ConnectionReport,
  client: { readonly isLocal: boolean; readonly isViewer: boolean },
): ConnectionReport {
  return {
    ...rest,
    tried: client.isLocal ? tried : null,
    result: result.kind === "connected" && client.isViewer ? { ...result, account: null } : result,
  };
}

export function addConnectionRoute(
  app: Hono<RouteEnv>,
  test: ConnectionTest,
  headers: Pick<ResponseHeaders, "json">,
): void {
  app.get(CONNECTION_PATH, async (c) => {
    const report = await (c.req.query("repeat") === "1" ? test.repeat() : test.last());
    const { incoming } = c.env;
    const isViewer = personOf(incoming).role === "viewer";
    const answer = visibleReport(report, { isLocal: isLocal(incoming), isViewer });
    return new Response(JSON.stringify(answer), { headers: headers.json });
  });
}
